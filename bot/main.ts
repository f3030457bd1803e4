import process from 'node:process';
import { openDatabase } from '../db/open-database.ts';
import { collectEarly } from './collect-early.ts';
import { ConfigError, parseConfig } from './config.ts';
import { createFaultLog } from './fault-log.ts';
import { readSettingsFile } from './settings-file.ts';

const configFault = 2;

collectEarly();

const faults = createFaultLog(Date.now);
// Node would print the whole error, and with it whatever it holds.
process.on('unhandledRejection', (reason) => void faults.report('unhandled_rejection', 'start', reason));
process.on('uncaughtException', (error) => {
  faults.report('uncaught_exception', 'start', error);
  process.exit(1);
});

try {
  readSettingsFile();
  const config = parseConfig(process.env);
  // The database opens while the rest of the program is loaded.
  const opening = openDatabase(config.database);
  opening.catch(() => {});
  const { startApp } = await import('./app.ts');
  const app = await startApp(config, { faults, opening });
  const stop = async () => {
    await app.stop();
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // Last: who reads the line may send a signal at once.
  for (const line of app.announcements) console.log(line);
} catch (error) {
  if (error instanceof ConfigError) {
    console.error('Zont cannot start with these settings:');
    for (const fault of error.faults) console.error(`  - ${fault}`);
    process.exit(configFault);
  }
  console.error(`Zont cannot start: ${error instanceof Error ? error.message : 'unknown reason'}`);
  process.exit(1);
}
