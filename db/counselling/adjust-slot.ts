import { and, eq, gt, isNotNull } from 'drizzle-orm';
import type { PlannedSlot } from '../../domain/booking/plan-slots.ts';
import type { Slot, SlotId } from '../../domain/booking/slot.ts';
import type { Database } from '../client.ts';
import { freeSeat } from './seats.ts';
import type { StandingSlot } from './standing-slots.ts';
import { counsellingSlots, takenSeats } from './tables.ts';

/**
 * Brings a slot in line with what is planned for its beginning. What somebody has booked keeps all that they were
 * shown: its length, its ways, and whether it is theirs alone or which group; only the seats of that group follow.
 * @returns whether it is as planned now
 */
export async function adjustSlot(
  transaction: Database,
  { slot, bookedSeats }: StandingSlot,
  to: PlannedSlot,
): Promise<boolean> {
  const isBooked = bookedSeats > 0;
  const planned = { endsAt: to.endsAt, ways: [...to.ways], title: to.title, seats: to.seats };
  const change = isBooked
    ? { closesAt: to.closesAt, seats: seatsOfBooked(slot, bookedSeats, to) }
    : { closesAt: to.closesAt, ...planned };
  if (!isBooked && isShownOtherwise(slot, to)) {
    // Who looks at it now has read something else.
    await transaction.delete(takenSeats).where(eq(takenSeats.slotId, slot.id));
  }
  if (change.seats < slot.seats) await moveTogether(transaction, slot.id, change.seats);
  if (!sameValues(slot, change)) {
    await transaction.update(counsellingSlots).set(change).where(eq(counsellingSlots.id, slot.id));
  }
  return !isBooked || (change.seats === to.seats && !isShownOtherwise(slot, to));
}

/** An hour of one's own never becomes a group, nor a group another one. Nobody who has a seat loses it. */
function seatsOfBooked(slot: Slot, bookedSeats: number, to: PlannedSlot): number {
  const isSameGroup = slot.seats > 1 && to.seats > 1 && sameText(slot.title, to.title);
  return isSameGroup ? Math.max(to.seats, bookedSeats) : slot.seats;
}

/** Whether a person would read something else of the hour; of a group's seats they read only how many are left. */
const isShownOtherwise = (slot: Slot, to: PlannedSlot): boolean =>
  slot.endsAt !== to.endsAt ||
  slot.seats > 1 !== to.seats > 1 ||
  !sameText(slot.title, to.title) ||
  !sameText([...slot.ways].sort(), [...to.ways].sort());

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

const sameText = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
const sameValues = (slot: Slot, change: Partial<Slot>): boolean =>
  Object.entries(change).every(([name, value]) => sameText(slot[name as keyof Slot], value));
