import { eq, inArray } from 'drizzle-orm';
import { bookingFigures } from '../../domain/booking/booking-rules.ts';
import type { Counsellor } from '../../domain/booking/counsellor.ts';
import { type PlannedSlot, planSlots } from '../../domain/booking/plan-slots.ts';
import type { Slot } from '../../domain/booking/slot.ts';
import { hour, overlap, type Span } from '../../domain/booking/time-zone.ts';
import type { Database } from '../client.ts';
import { adjustSlot } from './adjust-slot.ts';
import type { Refreshed } from './offering-desk.ts';
import { standingSlots } from './standing-slots.ts';
import { counsellingSlots, counsellorAbsences, hourOffers, takenSeats } from './tables.ts';

/** The stretch of time in which hours can be booked. */
export const bookableSpan = (now: number): Span => ({
  from: now,
  to: now + bookingFigures.weeksAhead * 7 * 24 * hour,
});

/**
 * Brings the slots of a counsellor in line with its offers. Booked hours stay as they were booked, whatever the
 * offers say, and nothing is made that would lie upon them; holds on hours that go, or become something else, are let go.
 * The organisation must be locked.
 */
export async function refreshSlots(transaction: Database, counsellor: Counsellor, now: number): Promise<Refreshed> {
  const planned = await plan(transaction, counsellor, now);
  const wanted = new Map(planned.map((slot) => [slot.startsAt, slot]));

  const [kept, gone] = partition(
    await standingSlots(transaction, counsellor.id, now),
    ({ slot, bookedSeats }) => wanted.has(slot.startsAt) || bookedSeats > 0,
  );
  if (gone.length > 0) {
    const ids = gone.map(({ slot }) => slot.id);
    await transaction.delete(takenSeats).where(inArray(takenSeats.slotId, ids));
    await transaction.delete(counsellingSlots).where(inArray(counsellingSlots.id, ids));
  }
  const stillBooked: Slot[] = [];
  for (const one of kept) {
    const to = wanted.get(one.slot.startsAt);
    const isAsPlanned = to !== undefined && (await adjustSlot(transaction, one, to));
    if (!isAsPlanned && !one.slot.isCalledOff) stillBooked.push(one.slot);
  }
  const standing = kept.map(({ slot }) => ({ from: slot.startsAt, to: slot.endsAt }));
  const added = planned.filter(
    (slot) => !standing.some((one) => overlap(one, { from: slot.startsAt, to: slot.endsAt })),
  );
  for (let at = 0; at < added.length; at += 500) {
    const rows = added
      .slice(at, at + 500)
      .map((slot) => ({ ...slot, ways: [...slot.ways], counsellorId: counsellor.id }));
    await transaction.insert(counsellingSlots).values(rows);
  }
  return { added: added.length, removed: gone.length, stillBooked };
}

async function plan(transaction: Database, counsellor: Counsellor, now: number): Promise<readonly PlannedSlot[]> {
  const offers = await transaction.select().from(hourOffers).where(eq(hourOffers.counsellorId, counsellor.id));
  const away = await transaction
    .select()
    .from(counsellorAbsences)
    .where(eq(counsellorAbsences.counsellorId, counsellor.id));
  return planSlots(
    counsellor,
    offers.map(({ offer }) => offer),
    away.map(({ startsAt, endsAt }) => ({ from: startsAt, to: endsAt })),
    bookableSpan(now),
  );
}

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}
