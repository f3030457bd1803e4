import { sql } from 'drizzle-orm';
import type { Database } from '../client.ts';
import { codeOf } from '../code-of.ts';
import { foldedTables, waitingTables } from '../reports/tables.ts';
import { chatSettings, conversationStates, sweepList } from '../schema.ts';

/** Each with its index of keyed hashes, whose order says nothing. */
const chatTables = [
  { table: chatSettings, index: 'chat_settings_pkey' },
  { table: conversationStates, index: 'conversation_states_pkey' },
  { table: sweepList, index: 'sweep_list_pkey' },
] as const;

/** Whoever visits meanwhile waits behind us. The server's own cleaning gives way after a second. */
const longestWait = '1500ms';

/**
 * Gives tables new files without the rows that were deleted. Visits wait for as long as a table of chats is
 * written, and for a moment at most when somebody else holds one.
 * @returns whether all were done; false when a table was in use all the time
 */
export async function rewriteTables(db: Database): Promise<boolean> {
  for (const table of [...foldedTables, ...waitingTables]) await db.execute(sql`vacuum full ${table}`);
  // A truncated table leaves the number of its transaction here. Everybody needs pg_class: never wait for it.
  await db.execute(sql`vacuum (full, skip_locked) pg_class`);
  let isDone = true;
  for (const one of chatTables) isDone = (await rewriteSoon(db, one)) && isDone;
  return isDone;
}

/** CLUSTER and not VACUUM FULL, which no transaction may hold, and so no wait of its own can end. */
async function rewriteSoon(db: Database, { table, index }: (typeof chatTables)[number]): Promise<boolean> {
  try {
    await db.transaction(async (transaction) => {
      await transaction.execute(sql`set local lock_timeout = ${sql.raw(`'${longestWait}'`)}`);
      await transaction.execute(sql`cluster ${table} using ${sql.identifier(index)}`);
    });
    return true;
  } catch (error) {
    if (codeOf(error) === lockNotAvailable) return false;
    throw error;
  }
}

const lockNotAvailable = '55P03';
