import { and, asc, eq, gte, sql } from 'drizzle-orm';
import type { CounsellorId } from '../../domain/booking/counsellor.ts';
import type { Slot } from '../../domain/booking/slot.ts';
import type { Moment } from '../../domain/booking/time-zone.ts';
import type { Database } from '../client.ts';
import { slotColumns } from './columns.ts';
import { counsellingSlots, takenSeats } from './tables.ts';

export interface StandingSlot {
  readonly slot: Slot;
  /** How many of its seats are booked; holds are none. */
  readonly bookedSeats: number;
}

/** The slots of a counsellor that begin from now on, in order. */
export function standingSlots(
  transaction: Database,
  counsellor: CounsellorId,
  now: Moment,
): Promise<readonly StandingSlot[]> {
  return transaction
    .select({ slot: slotColumns, bookedSeats: sql<number>`count(${takenSeats.lookup})::int` })
    .from(counsellingSlots)
    .leftJoin(takenSeats, eq(takenSeats.slotId, counsellingSlots.id))
    .where(and(eq(counsellingSlots.counsellorId, counsellor), gte(counsellingSlots.startsAt, now)))
    .groupBy(counsellingSlots.id)
    .orderBy(asc(counsellingSlots.startsAt));
}
