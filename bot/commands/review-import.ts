import { Command } from 'commander';
import type { Plan } from './review/plan.ts';
import { planImport } from './review/plan-import.ts';
import { readReviews } from './review/read-review.ts';
import { readSheet } from './review/read-sheet.ts';
import { planReport } from './review/report.ts';
import { writePlan } from './review/write-plan.ts';

/** 0: all is well. 1 (of commander): a file cannot be read, nothing was done. */
const exitCodes = { leftOut: 2, conflict: 3 } as const;

/**
 * `zont review-import`: shows what saved reviews would change, and with `--write` changes it.
 * @param root the folder that holds `locales/` and `db/`
 */
export function reviewImportCommand(print: (line: string) => void, root: string): Command {
  return new Command('review-import')
    .description('show what saved reviews (JSON or CSV) would change; a conflict ends with exit code 3')
    .argument('<file...>', 'saved reviews')
    .option('--write', 'write it into the text files', false)
    .action((files: string[], { write }: { write: boolean }, command: Command) => {
      try {
        const sheet = readSheet(root);
        const plan = planImport(sheet, readReviews(files));
        for (const line of planReport(plan)) print(line);
        if (write) print(`Written: ${writePlan(root, sheet, plan).length} files.`);
        else print('Nothing was written. Add --write to do it.');
        process.exitCode = exitCodeOf(plan);
      } catch (error) {
        command.error(error instanceof Error ? error.message : 'The reviews cannot be read.');
      }
    });
}

function exitCodeOf({ conflicts, outdated, refused, notMarked }: Plan): number {
  if (conflicts.length > 0) return exitCodes.conflict;
  return outdated.length + refused.length + notMarked.length > 0 ? exitCodes.leftOut : 0;
}
