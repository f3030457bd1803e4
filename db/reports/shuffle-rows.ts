import { sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Database } from '../client.ts';

/**
 * Writes a table anew in random order, in the caller's transaction: neither the places of its rows nor their
 * versions tell any more which came first. Only under a lock that keeps everybody else from the table, and only
 * for jobs: the system's catalogues keep the number of whoever makes a temporary table.
 * gen_random_uuid() draws from the system's random source; random() does not.
 */
export async function shuffleRows(transaction: Database, table: PgTable): Promise<void> {
  await transaction.execute(
    sql`create temporary table shuffling on commit drop as select * from ${table} order by gen_random_uuid()`,
  );
  await transaction.execute(sql`truncate ${table}`);
  await transaction.execute(sql`insert into ${table} select * from shuffling`);
  await transaction.execute(sql`drop table shuffling`);
}

/** The same in the server's memory, for what a person does: the table must be small. */
export async function shuffleFewRows(transaction: Database, table: PgTable): Promise<void> {
  await transaction.execute(sql`do $$
    declare
      kept ${table}[] := array(select one from ${table} as one order by gen_random_uuid());
    begin
      truncate ${table};
      insert into ${table} select * from unnest(kept);
    end
  $$`);
}
