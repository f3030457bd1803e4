import { sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Database } from '../client.ts';
import { bookingReminders, counsellingOrganisations, counsellingSlots, takenSeats, waitingPlaces } from './tables.ts';

/** Each with a column to write, and an index of keyed hashes, whose order says nothing. */
const tables: readonly { readonly table: PgTable; readonly column: string; readonly index: string }[] = [
  { table: takenSeats, column: 'seat', index: 'taken_seats_lookup' },
  { table: bookingReminders, column: 'key', index: 'booking_reminders_pkey' },
  { table: waitingPlaces, column: 'key', index: 'waiting_places_pkey' },
];

/**
 * Takes from bookings what tells which of them came first, or beside which report: the places of rows and the
 * numbers of transactions. Twice, in two programs, or killed halfway, it does no harm.
 */
export async function forgetOrder(db: Database): Promise<void> {
  for (const { table, column, index } of tables) {
    await db.transaction(async (transaction) => {
      // Before any row, and shutting out whoever locks one: else the two might wait for each other.
      await transaction.execute(sql`lock table ${table} in exclusive mode`);
      // New versions of all rows, with one number. TRUNCATE and INSERT would lock rows of other tables as well.
      const name = sql.identifier(column);
      await transaction.execute(sql`update ${table} set ${name} = ${name}`);
    });
    // Behind that commit, or the former versions would be taken along.
    await db.execute(sql`cluster ${table} using ${sql.identifier(index)}`);
  }
  // Whoever took a seat has locked its hour, and the row still says in which transaction.
  for (const table of [counsellingSlots, counsellingOrganisations]) await db.execute(sql`vacuum (freeze) ${table}`);
}
