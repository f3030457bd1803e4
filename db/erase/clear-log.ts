import { sql } from 'drizzle-orm';
import type { Database } from '../client.ts';
import { rowsOf } from '../rows-of.ts';
import { readServerSettings } from '../server-settings.ts';

/**
 * Clears the log of writes: a checkpoint lets the old files go, a switch ends the log's present part, and the
 * second checkpoint lets go of everything before it. In this order.
 * @returns what the server keeps of it all the same; null for nothing
 */
export async function clearLog(db: Database): Promise<'log_is_recycled' | 'log_is_kept' | null> {
  if (await isEmbedded(db)) await db.execute(sql`set wal_recycle = off`);
  await db.execute(sql`checkpoint`);
  await db.execute(sql`select pg_switch_wal()`);
  await db.execute(sql`checkpoint`);
  const settings = await readServerSettings(db, ['wal_recycle', 'archive_mode', 'wal_keep_size']);
  const [slots] = await rowsOf<{ slots: number }>(db, sql`select count(*)::int as slots from pg_replication_slots`);
  if (settings.get('archive_mode') !== 'off' || settings.get('wal_keep_size') !== '0' || slots?.slots)
    return 'log_is_kept';
  return settings.get('wal_recycle') === 'off' ? null : 'log_is_recycled';
}

async function isEmbedded(db: Database): Promise<boolean> {
  const [row] = await rowsOf<{ version: string }>(db, sql`select version() as version`);
  return row?.version.includes('PGlite') ?? false;
}
