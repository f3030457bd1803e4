import { eq } from 'drizzle-orm';
import type { CounsellorId } from '../../domain/booking/counsellor.ts';
import type { Moment } from '../../domain/booking/time-zone.ts';
import type { Database } from '../client.ts';
import { faultsOfOffers } from './add-offers.ts';
import { type ChangeHours, findCounsellor } from './change-hours.ts';
import type { AddedOffers, OfferingDesk } from './offering-desk.ts';
import { refreshSlots } from './refresh-slots.ts';
import { lockOrganisation } from './seats.ts';
import { standingSlots } from './standing-slots.ts';
import { counsellorAbsences, counsellors, hourOffers } from './tables.ts';

/** When counsellors are there, and when they are not; see `OfferingDesk`. */
export function createHourOffers(
  db: Database,
  change: ChangeHours,
  now: () => Moment,
): Pick<OfferingDesk, 'addOffers' | 'removeOffer' | 'exceptDay' | 'addAbsence' | 'removeAbsence' | 'refresh'> {
  async function counsellorOf(table: typeof hourOffers | typeof counsellorAbsences, id: number) {
    const [row] = await db.select({ counsellor: table.counsellorId }).from(table).where(eq(table.id, id));
    return row?.counsellor ?? null;
  }

  async function addOffers(id: CounsellorId, offers: Parameters<OfferingDesk['addOffers']>[1], isDryRun = false) {
    const known = await findCounsellor(db, id);
    if (!known) return { ok: false, error: 'no_such_counsellor', faults: [] } as const;
    return db.transaction(async (transaction): Promise<AddedOffers> => {
      await lockOrganisation(transaction, known.organisation);
      const rows = await transaction.select().from(hourOffers).where(eq(hourOffers.counsellorId, id));
      const existing = rows.map(({ offer }) => offer);
      const booked = (await standingSlots(transaction, id, now())).filter(({ bookedSeats }) => bookedSeats > 0);
      const faults = faultsOfOffers(
        known,
        existing,
        offers,
        booked.map(({ slot }) => slot),
        now(),
      );
      if (faults.length > 0) return { ok: false, error: 'refused', faults };
      if (isDryRun || offers.length === 0) return { ok: true, added: 0, removed: 0, stillBooked: [] };
      await transaction.insert(hourOffers).values(offers.map((offer) => ({ counsellorId: id, offer })));
      return { ok: true, ...(await refreshSlots(transaction, known, now())) };
    });
  }

  return {
    addOffers,
    async removeOffer(id) {
      return change(await counsellorOf(hourOffers, id), 'no_such_offer', async (transaction) => {
        await transaction.delete(hourOffers).where(eq(hourOffers.id, id));
        return null;
      });
    },
    async exceptDay(id, day) {
      return change<'no_such_offer' | 'not_weekly'>(
        await counsellorOf(hourOffers, id),
        'no_such_offer',
        async (transaction) => {
          const [row] = await transaction.select().from(hourOffers).where(eq(hourOffers.id, id)).for('update');
          if (!row) return 'no_such_offer';
          const { when } = row.offer;
          if (when.kind !== 'weekly') return 'not_weekly';
          const offer = { ...row.offer, when: { ...when, except: [...new Set([...when.except, day])] } };
          await transaction.update(hourOffers).set({ offer }).where(eq(hourOffers.id, id));
          return null;
        },
      );
    },
    addAbsence: (id, { from, to }) =>
      change(id, 'no_such_counsellor', async (transaction) => {
        await transaction.insert(counsellorAbsences).values({ counsellorId: id, startsAt: from, endsAt: to });
        return null;
      }),
    async removeAbsence(id) {
      return change(await counsellorOf(counsellorAbsences, id), 'no_such_absence', async (transaction) => {
        await transaction.delete(counsellorAbsences).where(eq(counsellorAbsences.id, id));
        return null;
      });
    },

    async refresh() {
      const all = await db.select({ id: counsellors.id }).from(counsellors);
      for (const { id } of all) await change(id, 'no_such_counsellor', async () => null);
    },
  };
}
