import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAliases } from '../../bot/edge/alias.ts';
import { type OpenDatabase, openDatabase } from '../../db/client.ts';
import { createBookingKeys } from '../../db/counselling/booking-keys.ts';
import { formatBookingCode } from '../../domain/booking/booking-code.ts';
import { weekly } from '../../domain/booking/hours.ts';
import type { OrganisationId } from '../../domain/organisation-id.ts';
import type { SealedAddress } from '../../domain/sealed-address.ts';
import { anything, bishkek, bookHour, firstHours, openOffice } from '../db/counselling/support/counselling-office.ts';
import { cloneDataDirectory, rowsOf } from '../support/databases.ts';
import { newAlias, testKeyring } from '../support/keyrings.ts';
import { asHaystack, createLeakScan, filesOf, numberNeedles, textNeedles } from '../support/leak-scan.ts';
import { createCanaryPerson } from './support/canaries.ts';
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

/** Somebody who books with reminders and waits, with all that the database could tell of it. */
async function bookedPerson() {
  const office = await openOffice(database.db, [weekly(1, 10, 13)]);
  const person = createCanaryPerson();
  const alias = createAliases(testKeyring().subkey('chat-alias'), 'telegram')(person.id);
  const address = `sealed-${randomBytes(12).toString('hex')}` as SealedAddress;
  const [first] = await firstHours(office);
  if (!first) throw new Error('no hour');
  const reminding = { address, language: 'ru', zone: bishkek } as const;
  const { code, booking } = await bookHour(office, first, alias, { reminding });
  await office.desk.joinWaitList(alias, { ...reminding, wish: anything });
  const needles = [
    ...numberNeedles('id', BigInt(person.id)),
    ...numberNeedles('alias', BigInt(alias)),
    ...textNeedles('code', code),
    ...textNeedles('code as shown', formatBookingCode(code)),
    ...textNeedles('booking name', booking.name),
    ...textNeedles('address', address),
  ];
  return { office, alias, code, address, booking, scan: createLeakScan(needles) };
}

describe('who steals the database with a booking in it, keys apart', () => {
  it('finds no id, alias, code, name or address, in rows, files or the write-ahead log', async () => {
    const { scan } = await bookedPerson();
    expect(scan(await dumpOf(database.db))).toEqual([]);
    await database.db.execute(sql`checkpoint`);
    expect(scan([...filesOf(directory)])).toEqual([]);
  });

  it('finds each of them where one is stored as it is', async () => {
    const { scan, alias, code, address, booking } = await bookedPerson();
    for (const value of [String(alias), code, address, booking.name]) {
      expect(scan([asHaystack('a careless table', `before ${value} after`)]).length, value).toBeGreaterThan(0);
    }
  });

  it('cannot join two tables, nor the same chat at two organisations', async () => {
    await bookedPerson();
    const values = await rowsOf<{ value: string }>(
      database.db,
      sql`select encode(lookup, 'hex') as value from taken_seats where lookup is not null
        union all select encode(chat_key, 'hex') from taken_seats where chat_key is not null
        union all select encode(key, 'hex') from booking_reminders union all select encode(key, 'hex') from waiting_places`,
    );
    expect(values).toHaveLength(4);
    expect(new Set(values.map(({ value }) => value)).size).toBe(4);
    const keys = createBookingKeys(testKeyring());
    const alias = newAlias();
    const [one, other] = ['umbrella', 'another'].map((id) => keys.chatKey(alias, id as OrganisationId).toString('hex'));
    expect(one).not.toBe(other);
    expect(keys.bookingSeal('umbrella' as OrganisationId).equals(keys.bookingSeal('another' as OrganisationId))).toBe(
      false,
    );
  });

  it('sees rows of one length, whatever somebody booked', async () => {
    await bookedPerson();
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
