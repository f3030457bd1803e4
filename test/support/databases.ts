import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, inject, it } from 'vitest';
import type { Database, OpenDatabase } from '../../db/client.ts';
import { openDatabase } from '../../db/open-database.ts';
import { loadSeedDirectory } from '../../db/seed/directory/index.ts';
import { seedDirectory } from '../../db/seed-directory.ts';
import { Secret } from '../../domain/secret.ts';

/** The file's own database with no chat in it, and the referral directory as the files have it. */
export type OpenForTest = () => Promise<Database>;

/** Runs one contract on both databases. Each file gets a database of its own. */
export function describeOnBothDatabases(name: string, contract: (open: OpenForTest) => void): void {
  describeOn(`${name}, embedded`, openEmbeddedClone, contract);
  const url = inject('postgresUrl');
  if (url === null) describe.skip(`${name}, PostgreSQL: skipped, no server can run here`, () => void it('is skipped'));
  else describeOn(`${name}, PostgreSQL`, () => openFreshServerDatabase(url), contract);
}

function describeOn(name: string, make: () => Promise<OpenDatabase>, contract: (open: OpenForTest) => void): void {
  describe(name, () => {
    let opened: OpenDatabase;
    beforeAll(async () => {
      opened = await make();
    });
    afterAll(() => opened?.close());
    contract(async () => {
      await opened.db.execute(sql`truncate chat_settings, conversation_states, sweep_list`);
      await seedDirectory(opened.db, loadSeedDirectory());
      return opened.db;
    });
  });
}

/** A copy of the prepared data folder; the caller removes it. */
export function cloneDataDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'zont-clone-'));
  cpSync(inject('templateDirectory'), directory, { recursive: true });
  return directory;
}

async function openEmbeddedClone(): Promise<ReadableDatabase> {
  const directory = cloneDataDirectory();
  const { db, close } = await openDatabase({ kind: 'embedded', directory });
  return {
    db,
    folder: directory,
    url: null,
    close: async () => {
      await close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The kinds of database that can run here, for `describe.each`. */
export const databaseKinds = (): readonly ('embedded' | 'PostgreSQL')[] =>
  inject('postgresUrl') === null ? ['embedded'] : ['embedded', 'PostgreSQL'];

/** A new database whose files a test reads, as a thief of the disk would; closing it deletes it. */
export interface ReadableDatabase extends OpenDatabase {
  /** All files of the database; of a server's, those of its other databases, too. */
  readonly folder: string;
  /** Of a server's. */
  readonly url: string | null;
}

/** Opens a new database of this kind. */
export async function openReadableDatabase(kind: 'embedded' | 'PostgreSQL'): Promise<ReadableDatabase> {
  if (kind === 'embedded') return openEmbeddedClone();
  const opened = await openFreshServerDatabase(inject('postgresUrl') as string);
  const [row] = await rowsOf<{ folder: string }>(opened.db, sql`select current_setting('data_directory') as folder`);
  return { ...opened, folder: row?.folder ?? '' };
}

/** A new, empty database on a server, and how to drop it. */
export async function createServerDatabase(serverUrl: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `zont_${randomBytes(8).toString('hex')}`;
  await onServer(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(serverUrl, `drop database if exists ${name} with (force)`) };
}

async function openFreshServerDatabase(serverUrl: string): Promise<OpenDatabase & { readonly url: string }> {
  const { url, drop } = await createServerDatabase(serverUrl);
  const { db, close } = await openDatabase({ kind: 'postgres', url: new Secret(url) });
  return {
    db,
    url,
    close: async () => {
      await close();
      await drop();
    },
  };
}

async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = postgres(serverUrl, { max: 1, onnotice: () => {} });
  try {
    await client.unsafe(statement);
  } finally {
    await client.end();
  }
}

/** The rows of a raw statement; the two drivers wrap them differently. */
export async function rowsOf<T>(db: Database, statement: Parameters<Database['execute']>[0]): Promise<T[]> {
  const answer = (await db.execute(statement)) as unknown as T[] | { rows: T[] };
  return Array.isArray(answer) ? answer : answer.rows;
}
