import { Command } from 'commander';
import { eraseAdvice } from '../../db/erase/erase.ts';
import type { Folded } from '../../db/reports/fold.ts';
import type { ReportJobs } from '../../db/reports/jobs.ts';
import { type FoldReason, reportRules } from '../../domain/report-rules.ts';
import type { Run } from './program-command.ts';
import { reportsOf } from './reports-of.ts';
import { CommandFault } from './terminal.ts';

/** `zont jobs …`: the night's work on reports, by hand. Each may run at any time, and twice. */
export function jobsCommand(run: Run): Command {
  const jobs = new Command('jobs').description(
    'the regular work on reports, which the running program does each night',
  );
  for (const [name, { about, work }] of Object.entries(works)) {
    const command = new Command(name).description(about).option('--dry-run', 'only say what it would do');
    if (name === 'fold') command.option('--early', 'in the preview alone: without waiting for its day');
    command.action(({ dryRun = false, early = false }: Typed) =>
      run(async (parts, { print }) => {
        if (early && parts.config.channel.kind !== 'browser') throw new CommandFault(notEarly);
        for (const line of await work(reportsOf(parts).jobs, { dryRun, early })) print(line);
        return 0;
      }),
    );
    jobs.addCommand(command);
  }
  return jobs;
}

interface Typed {
  readonly dryRun?: boolean;
  readonly early?: boolean;
}

const notEarly =
  'Where real people report a fold waits for its day: whoever compares two copies of the disk must see a crowd, not a person.';

interface JobWork {
  readonly about: string;
  /** @returns what it did, or with `dryRun` would do */
  work(jobs: ReportJobs, options: Required<Typed>): Promise<readonly string[]>;
}

const works: Readonly<Record<'fold' | 'freeze' | 'erase' | 'expire', JobWork>> = {
  fold: {
    about: 'bring what waits into the reports and counts, when it is time',
    async work(jobs, { dryRun, early }) {
      const { reason, waiting, folded } = await jobs.fold({ dryRun, early });
      const words = `${waiting} reports wait: ${reasons[reason]}`;
      if (folded) return [words, ...foldLines(folded)];
      const wouldFold = reason === 'enough_wait' || reason === 'waited_long_enough';
      return [words, dryRun && wouldFold ? 'They would be folded now.' : 'Nothing is folded.'];
    },
  },
  freeze: {
    about: 'close the counts of periods that are over, after a fold',
    async work(jobs, { dryRun }) {
      const { due, folded } = await jobs.freeze({ dryRun });
      if (due.length === 0) return ['No period is due.'];
      return [
        `${dryRun ? 'Would be frozen' : 'Frozen for good'}: ${due.join(', ')}.`,
        ...(folded ? foldLines(folded) : []),
      ];
    },
  },
  erase: {
    about: 'clear what deleted reports and forgotten chats left in the files of the database',
    async work(jobs, { dryRun }) {
      const { erased } = await jobs.erase({ dryRun });
      return [
        erased
          ? eraseAdvice[erased]
          : 'The files of the database would be cleared of deleted reports and forgotten chats.',
      ];
    },
  },
  expire: {
    about: `delete reports that are ${reportRules.keptQuarters} quarters old`,
    async work(jobs, { dryRun }) {
      const { reports, marks } = await jobs.expire({ dryRun });
      return [
        `${reports} rows of reports and ${marks} marks of withdrawn ones ${dryRun ? 'would be' : 'are'} deleted.`,
      ];
    },
  },
};

const reasons: Readonly<Record<FoldReason, string>> = {
  nothing_waits: 'there is nothing to do.',
  folded_this_week: `the last fold is less than ${reportRules.foldEveryDays} days ago.`,
  too_few_wait: `fewer than ${reportRules.foldFrom}, and less than ${reportRules.foldAtLatestDays} days since the last fold.`,
  enough_wait: 'it is time for a fold.',
  waited_long_enough: `the last fold is ${reportRules.foldAtLatestDays} days ago.`,
};

const foldLines = ({ reports, filling, lowered, unreadable }: Folded): readonly string[] => [
  `Folded: ${reports} reports, ${filling} empty rows beside them, ${lowered} withdrawals out of the counts.`,
  ...(unreadable > 0 ? [`! ${unreadable} waiting rows were damaged, and are gone.`] : []),
];
