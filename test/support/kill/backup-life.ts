import { backupCommand } from '../../../bot/commands/backup.ts';
import { doWork } from '../../../bot/commands/run-in-program.ts';
import { createProcessTerminal } from '../../../bot/commands/terminal.ts';
import { parseConfig } from '../../../bot/config.ts';
import { testKeyring } from '../keyrings.ts';
import { type DatabasePlace, openAt } from './database-place.ts';
import { type Death, watched } from './watched.ts';

/** A program that makes a backup, and is killed while it does. */
export interface BackupLife {
  /** With KEYS_DIRECTORY. */
  readonly place: DatabasePlace;
  readonly now: number;
  readonly to: string;
  readonly out: string;
  /** None: it lives. */
  readonly dies: Death | null;
}

if (process.env.BACKUP_LIFE) {
  const { place, now, to, out, dies } = JSON.parse(process.env.BACKUP_LIFE) as BackupLife;
  const config = parseConfig(place);
  const { db, close } = await openAt(place);
  const parts = {
    config,
    db,
    keyring: testKeyring('reports'),
    now: () => now,
    directoryChanged: async () => {},
  };
  const command = backupCommand(async (work) => {
    process.exitCode = await doWork(work, parts, createProcessTerminal());
  });
  await watched('backup', dies, () => command.parseAsync(['--to', to, '--out', out], { from: 'user' }));
  await close();
}
