import { and, asc, eq, gt, gte, inArray, isNotNull, sql } from 'drizzle-orm';
import { bookingFigures } from '../../domain/booking/booking-rules.ts';
import type { Counsellor } from '../../domain/booking/counsellor.ts';
import { type PlannedSlot, planSlots } from '../../domain/booking/plan-slots.ts';
import type { Slot, SlotId } from '../../domain/booking/slot.ts';
import { hour, overlap, type Span } from '../../domain/booking/time-zone.ts';
import type { Database } from '../client.ts';
import { slotColumns } from './columns.ts';
import type { Refreshed } from './offering-desk.ts';
import { freeSeat } from './seats.ts';
import { counsellingSlots, counsellorAbsences, hourOffers, takenSeats } from './tables.ts';

/** The stretch of time in which hours can be booked. */
export const bookableSpan = (now: number): Span => ({
  from: now,
  to: now + bookingFigures.weeksAhead * 7 * 24 * hour,
});

/**
 * Brings the slots of a counsellor in line with its offers. Booked hours stay whatever the offers say, and
 * nothing is made that would lie upon them; holds on hours that go are let go.
 * The organisation must be locked.
 */
export async function refreshSlots(transaction: Database, counsellor: Counsellor, now: number): Promise<Refreshed> {
  const planned = await plan(transaction, counsellor, now);
  const held = await transaction
    .select(slotColumns)
    .from(counsellingSlots)
    .where(and(eq(counsellingSlots.counsellorId, counsellor.id), gte(counsellingSlots.startsAt, now)))
    .orderBy(asc(counsellingSlots.startsAt));
  const booked = await bookedAmong(transaction, counsellor);
  const wanted = new Map(planned.map((slot) => [slot.startsAt, slot]));

  const [kept, gone] = partition(held, (slot) => wanted.has(slot.startsAt) || booked.has(slot.id));
  if (gone.length > 0) {
    const ids = gone.map(({ id }) => id);
    await transaction.delete(takenSeats).where(inArray(takenSeats.slotId, ids));
    await transaction.delete(counsellingSlots).where(inArray(counsellingSlots.id, ids));
  }
  for (const slot of kept) {
    const change = wanted.get(slot.startsAt);
    if (change) await adjust(transaction, slot, change, booked.get(slot.id) ?? 0);
  }
  const standing = kept.map((slot) => ({ from: slot.startsAt, to: slot.endsAt }));
  const added = planned.filter(
    (slot) => !standing.some((one) => overlap(one, { from: slot.startsAt, to: slot.endsAt })),
  );
  for (let at = 0; at < added.length; at += 500) {
    const rows = added
      .slice(at, at + 500)
      .map((slot) => ({ ...slot, ways: [...slot.ways], counsellorId: counsellor.id }));
    await transaction.insert(counsellingSlots).values(rows);
  }
  const stillBooked = kept.filter((slot) => !wanted.has(slot.startsAt) && !slot.isCalledOff);
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

/** How many seats of each booked slot of a counsellor are booked. */
async function bookedAmong(transaction: Database, counsellor: Counsellor): Promise<ReadonlyMap<number, number>> {
  const rows = await transaction
    .select({ id: takenSeats.slotId, seats: sql<number>`count(*)::int` })
    .from(takenSeats)
    .innerJoin(counsellingSlots, eq(counsellingSlots.id, takenSeats.slotId))
    .where(and(eq(counsellingSlots.counsellorId, counsellor.id), isNotNull(takenSeats.lookup)))
    .groupBy(takenSeats.slotId);
  return new Map(rows.map(({ id, seats }) => [id, seats]));
}

async function adjust(transaction: Database, slot: Slot, to: PlannedSlot, bookedSeats: number): Promise<void> {
  const isBooked = bookedSeats > 0;
  const change = {
    closesAt: to.closesAt,
    ways: [...to.ways],
    title: to.title,
    // What somebody has booked keeps its length, and never has fewer seats than are taken.
    endsAt: isBooked ? slot.endsAt : to.endsAt,
    seats: Math.max(to.seats, bookedSeats),
  };
  if (sameValues(slot, change)) return;
  if (change.seats < slot.seats) await moveTogether(transaction, slot.id, change.seats);
  await transaction.update(counsellingSlots).set(change).where(eq(counsellingSlots.id, slot.id));
}

/** Brings what is booked of a group into its first seats, so that the others can go. Holds give way. */
async function moveTogether(transaction: Database, slot: SlotId, seats: number): Promise<void> {
  const beyond = and(eq(takenSeats.slotId, slot), gt(takenSeats.seat, seats));
  const isHeld = isNotNull(takenSeats.heldUntil);
  await transaction.delete(takenSeats).where(and(beyond, isHeld));
  const moving = await transaction.select({ seat: takenSeats.seat }).from(takenSeats).where(beyond);
  for (const { seat } of moving) {
    let free = await freeSeat(transaction, { id: slot, seats });
    if (free === null) {
      await transaction.delete(takenSeats).where(and(eq(takenSeats.slotId, slot), isHeld));
      free = await freeSeat(transaction, { id: slot, seats });
    }
    if (free === null) throw new Error('more seats are booked than there are');
    await transaction
      .update(takenSeats)
      .set({ seat: free })
      .where(and(eq(takenSeats.slotId, slot), eq(takenSeats.seat, seat)));
  }
}

const sameValues = (slot: Slot, change: Partial<Slot>): boolean =>
  Object.entries(change).every(([name, value]) => JSON.stringify(slot[name as keyof Slot]) === JSON.stringify(value));

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}
