import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import type { Secret } from '../domain/secret.ts';
import { bringUpToDate } from './bring-up-to-date.ts';
import type { OpenDatabase } from './client.ts';
import { connecting } from './connecting.ts';
import { drizzleOptions } from './migrations.ts';
import { reasonOf } from './open-fault.ts';

/** Any number that no other program on the same server uses; two starters migrate one by one. */
const migrationLock = 2_026_112_201;

/**
 * Connects to a PostgreSQL server.
 * @param until see `bringUpToDate`
 * @throws Error in words for the operator, without address and password
 */
export async function openServer(url: Secret<string>, until?: number): Promise<OpenDatabase> {
  // Two clients, since drizzle changes the parsers of the client that it is given.
  const connect = (max: number) => {
    try {
      return postgres(url.reveal(), { ...connecting, max, idle_timeout: 60 });
    } catch (error) {
      // An address that only postgres.js finds wrong, such as a stray % in the password.
      throw cannotUse(error);
    }
  };
  const client = connect(8);
  const migrator = connect(1);
  try {
    const db = drizzle(migrator, drizzleOptions);
    await migrator`select pg_advisory_lock(${migrationLock})`;
    await bringUpToDate(db, (migrationsFolder) => migrate(db, { migrationsFolder }), until);
  } catch (error) {
    await client.end({ timeout: 1 });
    throw cannotUse(error);
  } finally {
    // Ending the connection also frees the lock.
    await migrator.end({ timeout: 1 });
  }
  return { db: drizzle(client, drizzleOptions), close: () => client.end({ timeout: 5 }) };
}

const cannotUse = (error: unknown) => new Error(`Cannot use the PostgreSQL server in DATABASE_URL: ${reasonOf(error)}`);
