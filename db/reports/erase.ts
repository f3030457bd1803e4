import { sql } from 'drizzle-orm';
import type { Database } from '../client.ts';
import { rowsOf } from '../rows-of.ts';
import { foldedTables, waitingTables } from './tables.ts';

/**
 * What became of the bytes of deleted rows.
 * - `erased`: none is left in the database's files
 * - `not_allowed`: a server that others manage; its log and copies are out of reach
 * - `log_is_recycled`, `log_is_kept`: the server keeps old parts of its log; `advice` says what to set
 */
export type Erased = 'erased' | 'not_allowed' | 'log_is_recycled' | 'log_is_kept';

/** In words for operators. */
export const eraseAdvice: Record<Erased, string> = {
  erased: 'Deleted reports are gone from the files of the database.',
  not_allowed:
    'This database server does not let Zont clear its files (a managed server). Deleted reports stay sealed in its log and copies for as long as its owner keeps them.',
  log_is_recycled:
    'The server keeps old parts of its log for later use. As its administrator run: alter system set wal_recycle = off; select pg_reload_conf();',
  log_is_kept:
    'The server keeps or ships its log (archive_mode, replication slots or wal_keep_size). Deleted reports stay sealed in it for as long as it is kept.',
};

/**
 * Clears what DELETE leaves behind: dead rows in the tables, and the log of writes. Tables are written
 * anew, a checkpoint lets the old files go, a switch ends the log's present part, and the second
 * checkpoint lets go of everything before it. In this order.
 */
export async function erase(db: Database): Promise<Erased> {
  for (const table of [...foldedTables, ...waitingTables]) await db.execute(sql`vacuum full ${table}`);
  try {
    if (await isEmbedded(db)) await db.execute(sql`set wal_recycle = off`);
    await db.execute(sql`checkpoint`);
    await db.execute(sql`select pg_switch_wal()`);
    await db.execute(sql`checkpoint`);
  } catch (error) {
    if (isRefusal(error)) return 'not_allowed';
    throw error;
  }
  const settings = await settingsOf(db, ['wal_recycle', 'archive_mode', 'wal_keep_size']);
  const [slots] = await rowsOf<{ slots: number }>(db, sql`select count(*)::int as slots from pg_replication_slots`);
  if (settings.get('archive_mode') !== 'off' || settings.get('wal_keep_size') !== '0' || slots?.slots)
    return 'log_is_kept';
  return settings.get('wal_recycle') === 'off' ? 'erased' : 'log_is_recycled';
}

async function isEmbedded(db: Database): Promise<boolean> {
  const [row] = await rowsOf<{ version: string }>(db, sql`select version() as version`);
  return row?.version.includes('PGlite') ?? false;
}

async function settingsOf(db: Database, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await rowsOf<{ name: string; setting: string }>(
    db,
    sql`select name, setting from pg_settings where name in ${names}`,
  );
  return new Map(rows.map(({ name, setting }) => [name, setting]));
}

/** SQLSTATE 42501: insufficient privilege; 0A000: not offered here. */
function isRefusal(error: unknown): boolean {
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  return ['42501', '0A000'].includes(cause?.code ?? code ?? '');
}
