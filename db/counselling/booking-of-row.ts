import { and, eq, exists, gt } from 'drizzle-orm';
import { cancelTerms } from '../../domain/booking/booking-rules.ts';
import type { Booking, OfferedHour } from '../../domain/booking/counselling-desk.ts';
import type { Moment } from '../../domain/booking/time-zone.ts';
import type { Database } from '../client.ts';
import type { BookingKeys } from './booking-keys.ts';
import type { HourFinder } from './find-hours.ts';
import { bookingBox, directionsBox } from './sealed-content.ts';
import { bookingReminders, counsellingSlots, counsellors, takenSeats } from './tables.ts';

/** The row behind a lookup, or nothing. */
export async function findBooked(db: Database, lookup: Buffer) {
  const [row] = await db.select().from(takenSeats).where(eq(takenSeats.lookup, lookup));
  return row;
}

/**
 * The same, until the hour is over: a wrong code, a cancelled and a past one take the same one question, so that
 * no answer is slower than another.
 */
export async function findLive(db: Database, lookup: Buffer, now: Moment) {
  const isAhead = db
    .select({ id: counsellingSlots.id })
    .from(counsellingSlots)
    .where(and(eq(counsellingSlots.id, takenSeats.slotId), gt(counsellingSlots.endsAt, now)));
  const [row] = await db
    .select()
    .from(takenSeats)
    .where(and(eq(takenSeats.lookup, lookup), exists(isAhead)));
  return row;
}

export type BookedRow = NonNullable<Awaited<ReturnType<typeof findBooked>>>;

/** The same, waiting for others who change it. */
export async function lockBooked(transaction: Database, lookup: Buffer): Promise<BookedRow | undefined> {
  const [row] = await transaction.select().from(takenSeats).where(eq(takenSeats.lookup, lookup)).for('update');
  return row;
}

interface Reading {
  readonly db: Database;
  readonly keys: BookingKeys;
  readonly finder: HourFinder;
  readonly now: Moment;
}

/** What a code opens; null when its row cannot be opened (a lost key). */
export async function bookingOf({ db, keys, finder, now }: Reading, row: BookedRow): Promise<Booking | null> {
  const hour = await finder.hour(row.slotId);
  const place = row.lookup;
  const content = place && bookingBox.open(row.sealed, keys.bookingSeal(row.organisationId), place);
  if (!hour || !content) return null;
  const [reminder] = await db
    .select({ expiresAt: bookingReminders.expiresAt })
    .from(bookingReminders)
    .where(eq(bookingReminders.key, keys.reminderKey(place)));
  const directions = await readDirections(db, keys, hour);
  return {
    ...content,
    hour,
    directions: directions?.[content.way] ?? null,
    terms: cancelTerms(hour.slot, hour.counsellor.rules, now),
    hasReminders: reminder !== undefined,
  };
}

async function readDirections(db: Database, keys: BookingKeys, { counsellor, organisation }: OfferedHour) {
  const [row] = await db
    .select({ sealed: counsellors.directions })
    .from(counsellors)
    .where(eq(counsellors.id, counsellor.id));
  return directionsBox.open(row?.sealed ?? null, keys.directionsSeal(organisation.id), Buffer.from(counsellor.id));
}
