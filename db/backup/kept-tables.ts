import { is, type SQL, sql } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import * as schema from '../schema.ts';

/**
 * What no backup holds.
 * - Of chats: people are told that it is gone after 30 days, or hours after their hour; a copy would
 *   keep it. After a restore they choose language and country again, and are not reminded.
 * - What waits for its fold: the fold key opens it, is in no backup, and is destroyed at the fold.
 */
const leftOut: readonly PgTable[] = [
  schema.chatSettings,
  schema.conversationStates,
  schema.sweepList,
  schema.bookingReminders,
  schema.waitingPlaces,
  schema.waitingReports,
  schema.settledReports,
  schema.waitingLowerings,
  schema.reportFolds,
];

/** Which rows of a kept table go into a backup, and without which columns: after a restore these are null. */
export interface KeptPart {
  readonly rows: SQL;
  readonly without: readonly string[];
}

/**
 * Of these tables a part is kept, by their names. A hold is a chat's, for minutes. A booking is found by its code
 * alone, as after /clear: a copy would keep the tie, and a restore bring it back.
 */
const keptParts: Readonly<Record<string, KeptPart>> = {
  taken_seats: { rows: sql`lookup is not null`, without: ['chat_key', 'holder_key'] },
};

/** What is kept of a table: all of it, unless it is one of those. */
export const keptPartOf = (name: string): KeptPart => keptParts[name] ?? { rows: sql`true`, without: [] };

/** A row as text, without what is not kept of it; `row` is an expression of the type jsonb. */
export const textOfKept = (row: SQL, { without }: KeptPart): SQL =>
  sql`(${without.reduce((kept, column) => sql`${kept} - ${column}::text`, row)})::text`;

/** Every table of the program. */
export const allTables = (Object.values(schema) as readonly unknown[]).filter((one): one is PgTable =>
  is(one, PgTable),
);

/** Their names in the database. */
export const allNames = allTables.map((table) => getTableConfig(table).name);

/** What a backup holds, each behind those that its rows refer to. A new table is in it by itself. */
export const keptNames: readonly string[] = inOrder(allTables.filter((table) => !leftOut.includes(table)));

function inOrder(tables: readonly PgTable[]): readonly string[] {
  const placed = new Set<string>();
  function place(table: PgTable): void {
    const { name, foreignKeys } = getTableConfig(table);
    if (placed.has(name)) return;
    for (const key of foreignKeys) place(key.reference().foreignTable as PgTable);
    placed.add(name);
  }
  for (const table of tables) place(table);
  return [...placed];
}
