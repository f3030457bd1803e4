import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js';
import { migrate as migratePostgres } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import type { Secret } from '../domain/secret.ts';
import { lockDirectory } from './directory-lock.ts';
import * as schema from './schema.ts';

/** Either database behind one type: both speak the same SQL, migrated by the same files. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

export interface OpenDatabase {
  readonly db: Database;
  close(): Promise<void>;
}

/** A server by its address, or an embedded database in a directory. */
export type DatabaseLocation =
  | { readonly kind: 'postgres'; readonly url: Secret<string> }
  | { readonly kind: 'embedded'; readonly directory: string };

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));
const options = { schema, casing: 'snake_case' } as const;

/** Any number that no other program on the same server uses; two starters migrate one by one. */
const migrationLock = 2_026_112_201;

/**
 * Opens the database and brings its tables up to date.
 * @throws Error in words for the operator when it cannot be reached, is in use, or refuses
 */
export function openDatabase(location: DatabaseLocation): Promise<OpenDatabase> {
  return location.kind === 'postgres' ? openServer(location.url) : openEmbedded(location.directory);
}

async function openServer(url: Secret<string>): Promise<OpenDatabase> {
  // Two clients, since drizzle changes the parsers of the client that it is given.
  const connect = (max: number) => {
    try {
      return postgres(url.reveal(), { max, connect_timeout: 5, idle_timeout: 60, onnotice: () => {} });
    } catch (error) {
      // An address that only postgres.js finds wrong, such as a stray % in the password.
      throw cannotUse(error);
    }
  };
  const client = connect(8);
  const migrator = connect(1);
  try {
    const db = drizzlePostgres(migrator, options);
    await migrator`select pg_advisory_lock(${migrationLock})`;
    await migratePostgres(db, { migrationsFolder });
  } catch (error) {
    await client.end({ timeout: 1 });
    throw cannotUse(error);
  } finally {
    // Ending the connection also frees the lock.
    await migrator.end({ timeout: 1 });
  }
  return { db: drizzlePostgres(client, options), close: () => client.end({ timeout: 5 }) };
}

async function openEmbedded(directory: string): Promise<OpenDatabase> {
  const lock = await lockDirectory(directory);
  try {
    const files = join(directory, 'pglite');
    mkdirSync(files, { recursive: true, mode: 0o700 });
    const client = await PGlite.create(files);
    return await prepareEmbedded(client, () => lock.release());
  } catch (error) {
    await lock.release();
    throw new Error(`Cannot open the embedded database in ${directory}: ${reasonOf(error)}`);
  }
}

/** Migrates a PGlite that is already running; tests use it with a cloned data directory. */
export async function prepareEmbedded(
  client: PGlite,
  afterClose: () => Promise<void> = async () => {},
): Promise<OpenDatabase> {
  const db = drizzlePglite(client, options);
  // The driver sends a whole file at once; one statement less to run at every later start.
  await db.execute(sql`set client_min_messages to warning`);
  await migratePglite(db, { migrationsFolder });
  return {
    db,
    close: async () => {
      await client.close();
      await afterClose();
    },
  };
}

const cannotUse = (error: unknown) => new Error(`Cannot use the PostgreSQL server in DATABASE_URL: ${reasonOf(error)}`);

const unreachable = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'CONNECT_TIMEOUT',
]);

/** The database's own words, without address or password. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  const code = (cause as { code?: string }).code;
  const message = cause instanceof Error ? cause.message : 'unknown reason';
  return code !== undefined && unreachable.has(code)
    ? `nobody answers there (${code}). Is it running, and is the address right?`
    : (message.split('\n', 1)[0] ?? message);
}
