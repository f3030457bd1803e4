import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { type App, startApp } from '../../bot/app.ts';
import { loadChannel } from '../../bot/channels/load-channel.ts';
import { parseConfig } from '../../bot/config.ts';
import { createFaultLog } from '../../bot/fault-log.ts';
import type { Database, OpenDatabase } from '../../db/client.ts';
import { openDatabase } from '../../db/open-database.ts';
import type { ReportDesk } from '../../domain/report-desk.ts';
import { type BotApiServer, startBotApiServer } from './bot-api/start-bot-api-server.ts';

export const testToken = '123456:TEST-token-of-the-local-server';

export interface TestAppOptions {
  /** Environment on top of the usual one, e.g. SHOW_UNCHECKED_CONTACTS. */
  readonly env?: Readonly<Record<string, string>>;
  readonly retryAfter?: readonly number[];
  /** In place of the desk on the database. */
  readonly desk?: ReportDesk;
  /** Waits for the next moment of an exercise. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** As the preview, with its examples; people still come by the local Bot API server. */
  readonly isPreview?: boolean;
}

/** The real program against a local Bot API server, on a copy of a prepared database. */
export interface TestApp {
  readonly server: BotApiServer;
  readonly dataDirectory: string;
  readonly keysDirectory: string;
  /** The program's own database: what it finds there, and what it has written. */
  db(): Database;
  /** Everything that was logged so far. */
  readonly log: readonly string[];
  /** The program's clock, in milliseconds; moved by hand. */
  readonly clock: { now: () => number };
  /** Lets the program hear from Telegram, as it does all the time: after a leap of the clock it would think of an outage. */
  hear(): Promise<void>;
  /** What the program does every ten minutes; by itself only at a start. */
  sweep(): Promise<void>;
  /** What the program does every minute: reminders, hours for the wait list, and forgetting. */
  tell(): Promise<void>;
  /** Stops the program and starts it again on the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** A Sunday morning; tests never read the real time. */
const startOfTime = Date.UTC(2026, 10, 22, 9, 0, 0);

/** Starts the composition root with the outside faked. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const root = mkdtempSync(join(tmpdir(), 'zont-test-'));
  const dataDirectory = join(root, 'data');
  const keysDirectory = join(root, 'keys');
  cpSync(inject('templateDirectory'), dataDirectory, { recursive: true });
  const clock = { now: () => startOfTime };
  const server = await startBotApiServer({ token: testToken, clock: { now: () => clock.now() } });
  const log: string[] = [];
  const faults = createFaultLog(() => clock.now(), { write: (line) => void log.push(line) });
  const env = {
    BOT_TOKEN: testToken,
    TELEGRAM_API_ROOT: server.root,
    TELEGRAM_LIMITS: 'off',
    DATA_DIRECTORY: dataDirectory,
    KEYS_DIRECTORY: keysDirectory,
    ...options.env,
  };
  const config = parseConfig(options.isPreview ? { ...env, BOT_TOKEN: undefined } : env);
  const channel = options.isPreview && (await loadChannel(parseConfig(env).channel));
  let sweep = async () => {};
  const everyMinute = new Set<() => Promise<void>>();
  const outside = {
    everyTenMinutes: (task: () => Promise<void>) => {
      sweep = task;
      return () => {};
    },
    everyMinute: (task: () => Promise<void>) => {
      everyMinute.add(task);
      return () => everyMinute.delete(task);
    },
    now: () => clock.now(),
    faults,
    retryAfter: options.retryAfter ?? [1, 2, 4],
    ...(options.desk && { desk: options.desk }),
    ...(options.wait && { wait: options.wait }),
    ...(channel && { channel }),
  };
  let database: OpenDatabase;
  const start = async () => {
    database = await openDatabase(config.database);
    return startApp(config, { ...outside, opening: Promise.resolve(database) });
  };
  let app: App = await start();
  return {
    server,
    dataDirectory,
    keysDirectory,
    db: () => database.db,
    log,
    clock,
    async hear() {
      // Somebody who never wrote goes away: nothing comes of it.
      server.person().blocks();
      await server.settled();
    },
    sweep: () => sweep(),
    async tell() {
      for (const task of everyMinute) await task();
    },
    async restart() {
      await app.stop();
      app = await start();
    },
    async stop() {
      await app.stop();
      await server.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
