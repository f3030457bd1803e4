import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { createAliases } from '../../../bot/edge/alias.ts';
import type { Database } from '../../../db/client.ts';
import { formatBookingCode } from '../../../domain/booking/booking-code.ts';
import { weekly } from '../../../domain/booking/hours.ts';
import type { SealedAddress } from '../../../domain/sealed-address.ts';
import {
  anything,
  bishkek,
  bookHour,
  firstHours,
  openOffice,
} from '../../db/counselling/support/counselling-office.ts';
import { rowsOf } from '../../support/databases.ts';
import { testKeyring } from '../../support/keyrings.ts';
import { createLeakScan, numberNeedles, textNeedles } from '../../support/leak-scan.ts';
import { createCanaryPerson } from './canaries.ts';

/** Somebody who books with reminders and waits, with all that the database could tell of it. */
export async function bookedPerson(db: Database) {
  const office = await openOffice(db, [weekly(1, 10, 13)]);
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

/** What stands for a chat or a code in the tables of bookings, in hex: five of one booked person, none of them twice. */
export async function keyedValues(db: Database): Promise<readonly string[]> {
  const rows = await rowsOf<{ value: string }>(
    db,
    sql`select encode(lookup, 'hex') as value from taken_seats where lookup is not null
      union all select encode(chat_key, 'hex') from taken_seats where chat_key is not null
      union all select encode(key, 'hex') from booking_reminders
      union all select encode(chat_key, 'hex') from booking_reminders
      union all select encode(key, 'hex') from waiting_places`,
  );
  return rows.map(({ value }) => value);
}
