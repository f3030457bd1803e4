import type { Database } from '../client.ts';
import { codeOf } from '../code-of.ts';
import { clearLog } from './clear-log.ts';
import { rewriteTables } from './rewrite-tables.ts';

/**
 * What became of the bytes of deleted rows.
 * - `erased`: none is left in the database's files
 * - `in_use`: somebody held a table of chats; what was deleted there is left in its file
 * - `not_allowed`: a server that others manage; its log and copies are out of reach
 * - `log_is_recycled`, `log_is_kept`: the server keeps old parts of its log; `eraseAdvice` says what to set
 */
export type Erased = 'erased' | 'in_use' | 'not_allowed' | 'log_is_recycled' | 'log_is_kept';

/** In words for operators. */
export const eraseAdvice: Record<Erased, string> = {
  erased: 'Deleted reports, and what was forgotten of chats, are gone from the files of the database.',
  in_use:
    'Somebody holds a table of chats (a copy by pg_dump, a session that was left open), and visits must not wait for it. End that, and run this once more: what was forgotten of chats is still in the files of the database, sealed.',
  not_allowed:
    'This database server does not let Zont clear its files (a managed server). Deleted reports, and what was forgotten of chats, stay sealed in its log and copies for as long as its owner keeps them.',
  log_is_recycled:
    'The server keeps old parts of its log for later use. As its administrator run: alter system set wal_recycle = off; select pg_reload_conf();',
  log_is_kept:
    'The server keeps or ships its log (archive_mode, replication slots or wal_keep_size). Deleted reports, and what was forgotten of chats, stay sealed in it for as long as it is kept.',
};

/**
 * Clears what DELETE leaves behind, of reports and of chats: dead rows in the tables, and then the log of writes,
 * in which all that was written stands as well.
 */
export async function erase(db: Database): Promise<Erased> {
  try {
    const isRewritten = await rewriteTables(db);
    const kept = await clearLog(db);
    return isRewritten ? (kept ?? 'erased') : 'in_use';
  } catch (error) {
    if (isRefusal(error)) return 'not_allowed';
    throw error;
  }
}

/** SQLSTATE 42501: insufficient privilege; 0A000: not offered here. */
const isRefusal = (error: unknown): boolean => ['42501', '0A000'].includes(codeOf(error));
