import { Command } from 'commander';
import { openBackup } from '../../db/backup/backup-file.ts';
import { type RestoreFault, restore } from '../../db/backup/restore.ts';
import { hasRootKey, openKeyring } from '../../db/keyring.ts';
import { openDatabase } from '../../db/open-database.ts';
import { readKnownStates } from '../../db/state-of-tables.ts';
import type { Config } from '../config.ts';
import type { RunLocally } from './local-command.ts';
import { openKeyFile } from './receiving-keys/key-files.ts';
import { CommandFault } from './terminal.ts';

/** `zont restore`: done in this process alone, since it asks for a passphrase, and no program may run meanwhile. */
export const restoreCommand = (runLocally: RunLocally): Command =>
  new Command('restore')
    .description('put a backup into a new, empty database')
    .argument('<file>', 'the backup')
    .requiredOption('--key <file>', 'the key to which it was made')
    .action((path: string, { key: keyPath }: { key: string }) =>
      runLocally(async ({ terminal, readConfig }) => {
        const config = readConfig();
        const file = await terminal.readFile(path);
        const { identity } = await openKeyFile(keyPath, terminal);
        const backup = await openBackup(file, identity);
        if (!backup)
          throw new CommandFault(
            `${path} does not open with this key. Either it was made to another key, or it was cut short or changed: take an older one.`,
          );
        const state = Number(backup.schema);
        if (!readKnownStates().includes(state)) throw new CommandFault(otherVersion);
        if (!hasRootKey(config.keysDirectory)) throw new CommandFault(inWords.other_keys);
        const { db, close } = await open(config, state);
        try {
          const keyring = openKeyring(config.keysDirectory);
          const restored = await restore({ db, keyring, keysDirectory: config.keysDirectory }, backup);
          if (!restored.ok) throw new CommandFault(inWords[restored.error]);
          terminal.print('The backup is restored. Start Zont now.');
          const { bookings, withdrawn } = restored.value;
          if (bookings > 0)
            terminal.print(
              `${bookings} bookings are as they were when it was made: what was cancelled since is booked again, and what was booked since is gone. Ask the organisations to compare their calendars. Nobody is reminded who does not ask for it anew.`,
            );
          if (withdrawn > 0)
            terminal.print(
              `${withdrawn} reports that were withdrawn after it stay withdrawn. The counts may still hold them: nobody but their owners could take them out.`,
            );
          return 0;
        } finally {
          await close();
        }
      }),
    );

async function open({ database }: Config, state: number) {
  try {
    return await openDatabase(database, state);
  } catch (error) {
    throw new CommandFault(error instanceof Error ? error.message : 'The database cannot be opened.');
  }
}

const otherVersion =
  'The backup was made by a newer version of Zont. Take that version, or a newer one, and restore it with that.';

const inWords: Readonly<Record<RestoreFault, string>> = {
  other_keys:
    'KEYS_DIRECTORY does not hold the keys of this backup: without them no code would find its report. Put your copy of zont.key there.',
  not_empty:
    'The database is not empty, and a restore never mixes two. Name a new one in DATABASE_URL or DATA_DIRECTORY, on which Zont has not been started.',
  no_list_of_withdrawn:
    'withdrawn-reports.json is missing in KEYS_DIRECTORY, or is damaged: without it withdrawn reports would come back. Put your copy there. If there is none any more, a file that holds [] restores everything: say so to the organisations.',
};
