import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { compiledProgram } from '../../bot/compiled-program.js';
import { startPostgres } from '../support/postgres-server.ts';
import { freePort } from '../support/program.ts';
import type { MeasuredBot } from './bots/usage.ts';
import { type Child, startChild } from './children/child.ts';
import type { CrowdProcess } from './crowd/crowd-process.ts';
import { benchToken } from './crowd/stage.ts';
import { type Home, prepareDatabase } from './database.ts';

export type DatabaseName = 'PGlite' | 'PostgreSQL';
/** How a bot gets its updates. */
export type Way = 'polling' | 'webhook';

/** A bot under measurement, and the number of its Bot API server in the crowd's process. */
export interface Bot {
  readonly process: Child<MeasuredBot>;
  readonly stage: number;
}

/** What all parts of the bench share; everything is gone after `close`. */
export interface BenchSetting {
  readonly crowd: Child<CrowdProcess>;
  /** PostgreSQL is left out where its binaries cannot run. */
  readonly databases: readonly DatabaseName[];
  /** Empty folders, and an empty database. */
  newHome(database: DatabaseName): Promise<Home>;
  /** A migrated database with the directory in it, made once and copied. */
  preparedHome(database: DatabaseName): Promise<Home>;
  startZont(home: Home, way?: Way): Promise<Bot>;
  /** A bare grammY bot. */
  startEcho(way: Way): Promise<Bot>;
  close(): Promise<void>;
}

const crowdFile = new URL('./crowd/crowd-process.ts', import.meta.url);
const zontFile = new URL('./bots/zont-bot.ts', import.meta.url);
const echoFiles: Readonly<Record<Way, URL>> = {
  polling: new URL('./bots/echo-by-polling.ts', import.meta.url),
  webhook: new URL('./bots/echo-by-webhook.ts', import.meta.url),
};

/** A bot in the shape in which `npm start` runs it: without a translator in its memory. */
async function compiled(source: URL): Promise<URL> {
  const cache = new URL(`../../node_modules/.cache/zont-bench/${source.pathname.split('/').at(-1)}`, import.meta.url);
  return new URL(await compiledProgram(fileURLToPath(source), fileURLToPath(cache)));
}

/**
 * Starts the crowd's process and a PostgreSQL server.
 * @param nodeOptions for Zont's processes, e.g. --cpu-prof
 */
export async function createBenchSetting(nodeOptions: readonly string[]): Promise<BenchSetting> {
  const root = mkdtempSync(join(tmpdir(), 'zont-bench-'));
  const server = await startPostgres();
  const crowd = startChild<CrowdProcess>(crowdFile);
  const started: Child<MeasuredBot>[] = [];

  async function start(source: URL, env: Home, options: readonly string[] = []): Promise<Bot> {
    const file = await compiled(source);
    const { number, root: apiRoot } = await crowd.ask('open');
    const process = startChild<MeasuredBot>(
      file,
      { ...env, TELEGRAM_API_ROOT: apiRoot, TELEGRAM_LIMITS: 'off' },
      options,
    );
    started.push(process);
    // The first answer comes when the bot listens.
    await process.ask('usage');
    return { process, stage: number };
  }

  const newFolders = () => {
    const folder = mkdtempSync(join(root, 'home-'));
    return { DATA_DIRECTORY: join(folder, 'data'), KEYS_DIRECTORY: join(folder, 'keys') };
  };

  async function newHome(database: DatabaseName): Promise<Home> {
    const home = { BOT_TOKEN: benchToken, SHOW_UNCHECKED_CONTACTS: 'yes', ...newFolders() };
    return database === 'PGlite' || !server ? home : { ...home, DATABASE_URL: await newDatabase(server.url) };
  }

  const templates = new Map<DatabaseName, Promise<Home>>();
  async function prepare(database: DatabaseName): Promise<Home> {
    const home = await newHome(database);
    await prepareDatabase(home);
    return home;
  }

  async function copyOf(home: Home): Promise<Home> {
    const copy = { ...home, ...newFolders() };
    cpSync(home.KEYS_DIRECTORY as string, copy.KEYS_DIRECTORY, { recursive: true });
    if (server && home.DATABASE_URL) {
      return { ...copy, DATABASE_URL: await newDatabase(server.url, new URL(home.DATABASE_URL).pathname.slice(1)) };
    }
    cpSync(home.DATA_DIRECTORY as string, copy.DATA_DIRECTORY, { recursive: true });
    return copy;
  }

  return {
    crowd,
    databases: server ? ['PGlite', 'PostgreSQL'] : ['PGlite'],
    newHome,
    async preparedHome(database) {
      const template = templates.get(database) ?? prepare(database);
      templates.set(database, template);
      return copyOf(await template);
    },
    async startZont(home, way = 'polling') {
      if (way === 'polling') return start(zontFile, home, nodeOptions);
      const port = String(await freePort());
      return start(zontFile, { ...home, PORT: port, WEBHOOK_URL: `http://127.0.0.1:${port}` }, nodeOptions);
    },
    startEcho: (way) => start(echoFiles[way], {}),
    async close() {
      await Promise.all(started.map((process) => process.end()));
      await crowd.end();
      await server?.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

async function newDatabase(serverUrl: string, template = 'template1'): Promise<string> {
  const name = `bench_${randomBytes(6).toString('hex')}`;
  const client = postgres(serverUrl, { max: 1, onnotice: () => {} });
  await client.unsafe(`create database ${name} template ${template}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
