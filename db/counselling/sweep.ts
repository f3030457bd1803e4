import { and, gte, inArray, isNotNull, lt, lte, or, sql } from 'drizzle-orm';
import { bookingFigures } from '../../domain/booking/booking-rules.ts';
import { hour } from '../../domain/booking/time-zone.ts';
import { waitListFigures } from '../../domain/booking/wait-list.ts';
import { dayOf } from '../../domain/calendar-day.ts';
import type { Database } from '../client.ts';
import { bookingReminders, counsellingSlots, takenSeats, waitingPlaces } from './tables.ts';

/** Past hours stay this long, so that a counsellor can still say what became of them. */
const slotsKeptDays = 35;

/** Deletes what has expired; twice, or in two programs, does no harm. */
export async function sweep(db: Database, now: number): Promise<void> {
  const endedBefore = (moment: number) =>
    db.select({ id: counsellingSlots.id }).from(counsellingSlots).where(lte(counsellingSlots.endsAt, moment));
  await db.delete(takenSeats).where(lte(takenSeats.heldUntil, now));
  await db.delete(takenSeats).where(inArray(takenSeats.slotId, endedBefore(now - bookingFigures.keptHours * hour)));
  // The tie to the chat is there to keep it from a second live booking; after the hour it has no use.
  await db
    .update(takenSeats)
    .set({ chatKey: sql`null` })
    .where(and(isNotNull(takenSeats.chatKey), inArray(takenSeats.slotId, endedBefore(now))));
  await db.delete(bookingReminders).where(lte(bookingReminders.expiresAt, now));
  await db
    .delete(waitingPlaces)
    .where(
      or(
        lt(waitingPlaces.expiresOn, dayOf(now)),
        and(gte(waitingPlaces.offers, waitListFigures.offers), lte(waitingPlaces.offeredUntil, now)),
      ),
    );
  await db.delete(counsellingSlots).where(lte(counsellingSlots.endsAt, now - slotsKeptDays * 24 * hour));
}
