import { Command } from 'commander';
import { writeBackup } from '../../db/backup/write-backup.ts';
import { parseRecipient } from './parse-arguments.ts';
import type { Run } from './program-command.ts';
import { reportsOf } from './reports-of.ts';

/** `zont backup`: a copy of the database that only a key at home opens. */
export const backupCommand = (run: Run): Command =>
  new Command('backup')
    .description('copy the database into a file that only a key kept elsewhere opens')
    .requiredOption('--to <public-key>', 'age1…, of a key that "keys make" or age-keygen made', parseRecipient)
    .requiredOption('--out <file>', 'the file to make')
    .action(({ to, out }: { to: string; out: string }) =>
      run(async (parts, terminal) => {
        // What has joined the others tells nothing of when it came; what waits still is in no backup.
        const { jobs } = reportsOf(parts);
        await jobs.fold();
        const { db, keyring, config, now } = parts;
        const file = await writeBackup({ db, keyring, keysDirectory: config.keysDirectory, now }, to);
        await terminal.writeFile(out, file);
        // Asked after it was made: what came meanwhile is not in it either.
        const { waiting } = await jobs.fold({ dryRun: true });
        terminal.print(`${out} is made. It holds nothing of chats, and ${missingIn(waiting)}`);
        terminal.print(
          'Bring it to another place than KEYS_DIRECTORY. A restore needs zont.key and withdrawn-reports.json from there: copy these two each day, apart from the backups.',
        );
        return 0;
      }),
    );

const missingIn = (waiting: number): string =>
  waiting === 0
    ? 'every report: 0 wait for their fold.'
    : `no report that waits for its fold: ${waiting} wait. A move to another database with it would lose them.`;
