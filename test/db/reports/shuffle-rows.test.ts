import { sql } from 'drizzle-orm';
import { integer, pgTable } from 'drizzle-orm/pg-core';
import { expect, it } from 'vitest';
import type { Database } from '../../../db/client.ts';
import { shuffleFewRows, shuffleRows } from '../../../db/reports/shuffle-rows.ts';
import { describeOnBothDatabases, rowsOf } from '../../support/databases.ts';

const arrivals = pgTable('arrivals', { nth: integer('nth').notNull() });
const shuffles = { 'in a temporary table': shuffleRows, 'in memory': shuffleFewRows };

/** The rows in the order in which they lie on the disk. */
const inPlaces = async (db: Database) =>
  (await rowsOf<{ nth: number }>(db, sql`select nth from arrivals order by ctid`)).map(({ nth }) => nth);

describeOnBothDatabases('a shuffle', (open) => {
  it.each(Object.entries(shuffles))('%s leaves all rows, in another order each time', async (_, shuffle) => {
    const db = await open();
    await db.execute(sql`drop table if exists arrivals`);
    await db.execute(sql`create table arrivals (nth integer not null)`);
    await db.execute(sql`insert into arrivals select generate_series(1, 40)`);
    const orders = [await inPlaces(db)];
    for (const _again of [1, 2]) {
      await db.transaction((transaction) => shuffle(transaction, arrivals));
      orders.push(await inPlaces(db));
    }
    for (const order of orders) expect(order.toSorted((a, b) => a - b)).toEqual(orders[0]);
    expect(new Set(orders.map(String)).size).toBe(orders.length);
  });
});
