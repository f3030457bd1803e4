import type { Database } from '../db/client.ts';
import type { Keyring } from '../db/keyring.ts';
import { ping } from '../db/ping.ts';
import type { Closers } from './closers.ts';
import type { Config } from './config.ts';
import { listenForCommands } from './control/listen.ts';
import type { FaultCounts } from './monitoring/fault-counts.ts';
import { listenForMonitoring } from './monitoring/listen.ts';
import type { Stores } from './open-stores.ts';

export interface SideDoorsOptions {
  readonly config: Config;
  readonly db: Database;
  readonly keyring: Keyring;
  readonly stores: Pick<Stores, 'offering' | 'directory'>;
  readonly faultCounts: FaultCounts;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Opens what programs of this machine use: calendars of counsellors, commands of the operator, health.
 * @throws Error in words when a port cannot be had
 */
export async function openSideDoors(options: SideDoorsOptions, closers: Closers): Promise<void> {
  const { config, db, keyring, stores, faultCounts, now } = options;
  if (config.calendarPort !== null) {
    const { serveCalendars } = await import('./calendar-feed/serve-calendars.ts');
    closers.add(await serveCalendars({ offering: stores.offering, now, port: config.calendarPort }));
  }
  if (config.database.kind === 'embedded') {
    const { log } = faultCounts;
    const control = listenForCommands({
      dataDirectory: config.database.directory,
      parts: { config, db, keyring, now, directoryChanged: stores.directory.reload },
      loadCommands: async () => (await import('./commands/program-commands.ts')).programCommands,
      onFault: (error) => void log.report('command_failed', 'command', error),
    });
    // People come first: the bot answers them even where no command reaches it.
    await control.then(closers.add, (error) => log.report('takes_no_commands', 'command', error));
  }
  if (config.metricsPort !== null) {
    const ask = () => ping(db);
    closers.add(await listenForMonitoring({ port: config.metricsPort, faults: faultCounts, now, ask }));
  }
}
