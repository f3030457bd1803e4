import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { inject } from 'vitest';
import { type App, startApp } from '../../../bot/app.ts';
import { parseConfig } from '../../../bot/config.ts';
import { createFaultLog } from '../../../bot/fault-log.ts';
import { type BotApiServer, startBotApiServer } from '../../support/bot-api/start-bot-api-server.ts';
import { testToken } from '../../support/test-app.ts';
import { startWire, type Wire } from './wire.ts';

/** The real program with a line to Telegram that can be disturbed; it is started and stopped by hand. */
export interface WiredApp {
  readonly server: BotApiServer;
  readonly wire: Wire;
  /** Everything that was logged so far. */
  readonly log: string[];
  readonly clock: { now: () => number };
  /** Starts the program, each time on the same data; `env` changes its settings for this time. */
  start(env?: Readonly<Record<string, string>>): Promise<App>;
  /** Stops whatever runs and deletes the data. */
  close(): Promise<void>;
}

export interface WiredAppOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** The path in front of the Bot API. */
  readonly prefix?: string;
  readonly retryAfter?: readonly number[];
}

/** Makes everything that stands around the program. */
export async function prepareWiredApp(options: WiredAppOptions = {}): Promise<WiredApp> {
  const root = mkdtempSync(join(tmpdir(), 'zont-wired-'));
  const dataDirectory = join(root, 'data');
  const database = options.env?.DATABASE_URL ? null : await createDatabase();
  if (!database) cpSync(inject('templateDirectory'), dataDirectory, { recursive: true });
  const clock = { now: () => Date.UTC(2026, 10, 22, 9) };
  const server = await startBotApiServer({ token: testToken, clock: { now: () => clock.now() } });
  const wire = await startWire(server.root, options.prefix);
  const log: string[] = [];
  const running: App[] = [];
  const environment = {
    BOT_TOKEN: testToken,
    TELEGRAM_API_ROOT: wire.root,
    TELEGRAM_LIMITS: 'off',
    DATA_DIRECTORY: dataDirectory,
    KEYS_DIRECTORY: join(root, 'keys'),
    ...(database && { DATABASE_URL: database.url }),
    ...options.env,
  };
  return {
    server,
    wire,
    log,
    clock,
    async start(env = {}) {
      const app = await startApp(parseConfig({ ...environment, ...env }), {
        now: () => clock.now(),
        faults: createFaultLog(() => clock.now(), { write: (line) => void log.push(line) }),
        retryAfter: options.retryAfter ?? [1, 2, 4],
      });
      running.push(app);
      return app;
    },
    async close() {
      for (const app of running) await app.stop();
      await wire.close();
      await server.stop();
      await database?.drop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** An empty database on the tests' own PostgreSQL, which starts again much faster than the embedded one. */
async function createDatabase(): Promise<{ url: string; drop(): Promise<void> } | null> {
  const server = inject('postgresUrl');
  if (server === null) return null;
  const name = `wired_${randomBytes(6).toString('hex')}`;
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${name}`);
  return {
    url: server.replace(/\/[^/]*$/, `/${name}`),
    async drop() {
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

/** The messages of the bot that a person sees now. */
export const botMessages = (person: ReturnType<BotApiServer['person']>) =>
  person.chat.filter(({ from }) => from === 'bot');
