import { Command } from 'commander';
import { parseFingerprint } from '../../../db/reports/paper-text.ts';
import type { Run } from '../program-command.ts';
import { reportsOf } from '../reports-of.ts';
import { CommandFault } from '../terminal.ts';

/** `zont keys retire`: one person may, at once; it cannot be undone. */
export const retireKeyCommand = (run: Run): Command =>
  new Command('retire')
    .description('end a key at once and for good: nothing new is sealed to it')
    .argument('<fingerprint...>', 'as "keys list" prints it')
    .action((words: readonly string[]) =>
      run(async (parts, { print }) => {
        const fingerprint = parseFingerprint(words.join(''));
        if (!fingerprint)
          throw new CommandFault('A fingerprint has eight groups of four: see npm run zont -- keys list');
        if (!(await reportsOf(parts).receivingKeys.retire(fingerprint)))
          throw new CommandFault('No key in use has this fingerprint: see npm run zont -- keys list');
        print('The key is retired. What was sealed to it before, its holder can still open.');
        return 0;
      }),
    );
