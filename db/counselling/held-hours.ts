import { and, asc, eq, gte, inArray, lt, or, sql } from 'drizzle-orm';
import type { CounsellorId } from '../../domain/booking/counsellor.ts';
import { hour, type Moment, type Span } from '../../domain/booking/time-zone.ts';
import type { Database } from '../client.ts';
import type { BookingKeys } from './booking-keys.ts';
import { counsellorColumns, slotColumns } from './columns.ts';
import type { Feed, HeldHour } from './offering-desk.ts';
import { bookingBox } from './sealed-content.ts';
import { counsellingSlots, counsellors, takenSeats } from './tables.ts';

const feedPast = 30 * 24 * hour;
const feedAhead = 366 * 24 * hour;

/** What a counsellor sees of its hours: how many seats are taken, and the two words of each booking. */
export function createHeldHours(db: Database, keys: BookingKeys, now: () => Moment) {
  async function within(counsellor: CounsellorId, span: Span): Promise<readonly HeldHour[]> {
    const slots = await db
      .select(slotColumns)
      .from(counsellingSlots)
      .where(startingWithin(counsellor, span))
      .orderBy(asc(counsellingSlots.startsAt));
    const seats = await seatsOf(counsellor, span);
    return slots.map((slot) => {
      const rows = seats.filter(({ slotId }) => slotId === slot.id);
      const booked = rows.filter(({ lookup }) => lookup !== null);
      return {
        slot,
        taken: { held: rows.length - booked.length, booked: booked.length },
        bookingNames: booked.map(nameOf),
      };
    });
  }

  async function seatsOf(counsellor: CounsellorId, span: Span) {
    const theirs = db
      .select({ id: counsellingSlots.id })
      .from(counsellingSlots)
      .where(startingWithin(counsellor, span));
    return db
      .select()
      .from(takenSeats)
      .where(
        and(
          inArray(takenSeats.slotId, theirs),
          or(sql`${takenSeats.heldUntil} is null`, sql`${takenSeats.heldUntil} > ${new Date(now()).toISOString()}`),
        ),
      )
      .orderBy(asc(takenSeats.slotId), asc(takenSeats.seat));
  }

  function nameOf({ sealed, lookup, organisationId }: typeof takenSeats.$inferSelect): string {
    const content = lookup && bookingBox.open(sealed, keys.bookingSeal(organisationId), lookup);
    return content?.name ?? '?';
  }

  async function feed(secret: string): Promise<Feed | null> {
    const [counsellor] = await db
      .select(counsellorColumns)
      .from(counsellors)
      .where(eq(counsellors.feedKey, keys.feedKey(secret)));
    if (!counsellor) return null;
    const hours = await within(counsellor.id, { from: now() - feedPast, to: now() + feedAhead });
    return { counsellor, hours };
  }

  return { within, feed };
}

const startingWithin = (counsellor: CounsellorId, { from, to }: Span) =>
  and(
    eq(counsellingSlots.counsellorId, counsellor),
    gte(counsellingSlots.startsAt, from),
    lt(counsellingSlots.startsAt, to),
  );
