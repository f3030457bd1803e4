import { backupCommand } from '../../../bot/commands/backup.ts';
import { doWork } from '../../../bot/commands/run-in-program.ts';
import { createProcessTerminal } from '../../../bot/commands/terminal.ts';
import { parseConfig } from '../../../bot/config.ts';
import { openDatabase } from '../../../db/client.ts';
import { testKeyring } from '../keyrings.ts';
import { watched } from './watched.ts';

/** A program that makes a backup, and is killed while it does. */
export interface BackupLife {
  /** As settings name them: the database, and KEYS_DIRECTORY. */
  readonly env: Readonly<Record<string, string>>;
  readonly now: number;
  readonly to: string;
  readonly out: string;
  /** At how manieth continuation of a promise it dies; null: it lives, and says how many there were. */
  readonly dies: number | null;
}

if (process.env.BACKUP_LIFE) {
  const { env, now, to, out, dies } = JSON.parse(process.env.BACKUP_LIFE) as BackupLife;
  const config = parseConfig(env);
  const { db, close } = await openDatabase(config.database);
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
  const [, steps] = await watched(dies, () => command.parseAsync(['--to', to, '--out', out], { from: 'user' }));
  console.log(`lives ${steps}`);
  await close();
}
