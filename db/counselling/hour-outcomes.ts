import { and, asc, eq, isNotNull, sql } from 'drizzle-orm';
import type { SlotId, SlotOutcome } from '../../domain/booking/slot.ts';
import type { Moment } from '../../domain/booking/time-zone.ts';
import { dayOf } from '../../domain/calendar-day.ts';
import type { OrganisationId } from '../../domain/organisation-id.ts';
import { type Outcome, refused, succeeded } from '../../domain/outcome.ts';
import type { Database } from '../client.ts';
import type { BookingKeys } from './booking-keys.ts';
import type { OfferingDesk } from './offering-desk.ts';
import { lockOrganisation } from './seats.ts';
import { bookingReminders, counsellingCounts, counsellingSlots, counsellors, takenSeats } from './tables.ts';

/** Calling off, and what became of hours; see `OfferingDesk`. */
export function createHourOutcomes(
  db: Database,
  keys: BookingKeys,
  now: () => Moment,
): Pick<OfferingDesk, 'callOff' | 'mark' | 'counts'> {
  /** Runs while nobody books there; with the slot as it then is. */
  async function withSlot<E extends string>(
    id: SlotId,
    task: (transaction: Database, slot: typeof counsellingSlots.$inferSelect, of: OrganisationId) => Promise<E | null>,
  ): Promise<Outcome<null, E | 'no_such_hour'>> {
    const [known] = await db
      .select({ organisation: counsellors.organisationId })
      .from(counsellingSlots)
      .innerJoin(counsellors, eq(counsellors.id, counsellingSlots.counsellorId))
      .where(eq(counsellingSlots.id, id));
    if (!known) return refused('no_such_hour');
    return db.transaction(async (transaction) => {
      await lockOrganisation(transaction, known.organisation);
      const [slot] = await transaction.select().from(counsellingSlots).where(eq(counsellingSlots.id, id));
      if (!slot) return refused('no_such_hour');
      const fault = await task(transaction, slot, known.organisation);
      return fault === null ? succeeded(null) : refused(fault);
    });
  }

  return {
    callOff: (id) =>
      withSlot<'over'>(id, async (transaction, slot) => {
        if (slot.startsAt <= now()) return 'over';
        await transaction.update(counsellingSlots).set({ isCalledOff: true }).where(eq(counsellingSlots.id, id));
        await transaction.delete(takenSeats).where(and(eq(takenSeats.slotId, id), isNotNull(takenSeats.heldUntil)));
        const booked = await transaction
          .select({ lookup: takenSeats.lookup })
          .from(takenSeats)
          .where(eq(takenSeats.slotId, id));
        for (const { lookup } of booked) {
          if (!lookup) continue;
          await transaction
            .update(bookingReminders)
            .set({ nextKind: 'called_off', nextDueAt: now() })
            .where(eq(bookingReminders.key, keys.reminderKey(lookup)));
        }
        return null;
      }),
    mark: (id, outcome) =>
      withSlot<'not_yet'>(id, async (transaction, slot, organisation) => {
        if (now() < slot.startsAt) return 'not_yet';
        if (slot.outcome === outcome) return null;
        const month = dayOf(slot.startsAt).slice(0, 7);
        if (slot.outcome) await count(transaction, organisation, month, slot.outcome, -1);
        await count(transaction, organisation, month, outcome, 1);
        await transaction.update(counsellingSlots).set({ outcome }).where(eq(counsellingSlots.id, id));
        return null;
      }),
    async counts() {
      const rows = await db
        .select()
        .from(counsellingCounts)
        .orderBy(asc(counsellingCounts.organisationId), asc(counsellingCounts.month), asc(counsellingCounts.outcome));
      return rows.map(({ organisationId, ...row }) => ({ organisation: organisationId, ...row }));
    },
  };
}

async function count(transaction: Database, of: OrganisationId, month: string, outcome: SlotOutcome, by: 1 | -1) {
  await transaction
    .insert(counsellingCounts)
    .values({ organisationId: of, month, outcome, hours: Math.max(by, 0) })
    .onConflictDoUpdate({
      target: [counsellingCounts.organisationId, counsellingCounts.month, counsellingCounts.outcome],
      set: { hours: sql`${counsellingCounts.hours} + ${by}` },
    });
}
