import { rmSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../../db/client.ts';
import { createBookingKeys } from '../../db/counselling/booking-keys.ts';
import { openDatabase } from '../../db/open-database.ts';
import type { OrganisationId } from '../../domain/organisation-id.ts';
import { cloneDataDirectory, rowsOf } from '../support/databases.ts';
import { newAlias, testKeyring } from '../support/keyrings.ts';
import { asHaystack, filesOf } from '../support/leak-scan.ts';
import { bookedPerson, keyedValues } from './support/booked-person.ts';
import { dumpOf } from './support/stored.ts';

let directory: string;
let database: OpenDatabase;
beforeAll(async () => {
  directory = cloneDataDirectory();
  database = await openDatabase({ kind: 'embedded', directory });
});
afterAll(async () => {
  await database?.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('who steals the database with a booking in it, keys apart', () => {
  it('finds no id, alias, code, name or address, in rows, files or the write-ahead log', async () => {
    const { scan } = await bookedPerson(database.db);
    expect(scan(await dumpOf(database.db))).toEqual([]);
    await database.db.execute(sql`checkpoint`);
    expect(scan([...filesOf(directory)])).toEqual([]);
  });

  it('finds each of them where one is stored as it is', async () => {
    const { scan, alias, code, address, booking } = await bookedPerson(database.db);
    for (const value of [String(alias), code, address, booking.name]) {
      expect(scan([asHaystack('a careless table', `before ${value} after`)]).length, value).toBeGreaterThan(0);
    }
  });

  it('cannot join two tables, nor the same chat at two organisations', async () => {
    await bookedPerson(database.db);
    const values = await keyedValues(database.db);
    expect([values.length, new Set(values).size]).toEqual([5, 5]);
    const keys = createBookingKeys(testKeyring());
    const alias = newAlias();
    const [one, other] = ['umbrella', 'another'].map((id) => keys.chatKey(alias, id as OrganisationId).toString('hex'));
    expect(one).not.toBe(other);
    expect(keys.bookingSeal('umbrella' as OrganisationId).equals(keys.bookingSeal('another' as OrganisationId))).toBe(
      false,
    );
  });

  it('sees rows of one length, whatever somebody booked', async () => {
    await bookedPerson(database.db);
    const lengths = await rowsOf<{ lengths: number }>(
      database.db,
      sql`select count(distinct octet_length(sealed))::int as lengths from taken_seats where sealed is not null`,
    );
    expect(lengths).toEqual([{ lengths: 1 }]);
    await expect(
      database.db.execute(sql`update taken_seats set sealed = '\\x00' where sealed is not null`),
    ).rejects.toThrow();
  });

  it('has no column that ties a booking to a report', async () => {
    const columns = await rowsOf<{ column: string }>(
      database.db,
      sql`select column_name as column from information_schema.columns where table_name in ('taken_seats', 'booking_reminders', 'waiting_places')`,
    );
    expect(
      columns.map(({ column }) => column).filter((name) => /report|created|updated|phone|email|user/.test(name)),
    ).toEqual([]);
  });
});
