import { and, asc, eq, isNotNull, sql } from 'drizzle-orm';
import type { CounsellorId } from '../../domain/booking/counsellor.ts';
import { refused, succeeded } from '../../domain/outcome.ts';
import type { Database } from '../client.ts';
import type { BookingKeys } from './booking-keys.ts';
import { type ChangeHours, findCounsellor } from './change-hours.ts';
import { counsellorColumns } from './columns.ts';
import type { AbsenceId, CounsellorHours, OfferId, OfferingDesk } from './offering-desk.ts';
import { type Directions, directionsBox } from './sealed-content.ts';
import { lockOrganisation } from './seats.ts';
import {
  counsellingOrganisations,
  counsellingSlots,
  counsellorAbsences,
  counsellors,
  hourOffers,
  takenSeats,
} from './tables.ts';

/** Organisations and their counsellors; see `OfferingDesk`. */
export function createCounsellorRegister(
  db: Database,
  keys: BookingKeys,
  change: ChangeHours,
): Pick<OfferingDesk, 'saveOrganisation' | 'saveCounsellor' | 'removeCounsellor' | 'counsellors'> {
  /** How to get there as it was said before; null when nothing was. */
  async function directionsOf(id: CounsellorId): Promise<Directions | null> {
    const [row] = await db
      .select({ directions: counsellors.directions, organisation: counsellors.organisationId })
      .from(counsellors)
      .where(eq(counsellors.id, id));
    return row ? directionsBox.open(row.directions, keys.directionsSeal(row.organisation), Buffer.from(id)) : null;
  }

  return {
    async saveOrganisation(organisation) {
      await db
        .insert(counsellingOrganisations)
        .values(organisation)
        .onConflictDoUpdate({ target: counsellingOrganisations.id, set: organisation });
    },
    async saveCounsellor({ organisation, ...rest }, directions) {
      // Sealed anew also when they stay: the key is the organisation's, and that may be another one now.
      const texts = directions === 'as_before' ? await directionsOf(rest.id) : directions;
      const row = {
        ...rest,
        organisationId: organisation,
        reach: [...rest.reach],
        languages: [...rest.languages],
        ways: [...rest.ways],
        companions: [...rest.companions],
        topics: [...rest.topics],
        directions: texts && directionsBox.seal(texts, keys.directionsSeal(organisation), Buffer.from(rest.id)),
      };
      const [known] = await db
        .select({ id: counsellingOrganisations.id })
        .from(counsellingOrganisations)
        .where(eq(counsellingOrganisations.id, organisation));
      if (!known) return refused('no_such_organisation');
      await db.insert(counsellors).values(row).onConflictDoUpdate({ target: counsellors.id, set: row });
      return change(rest.id, 'no_such_organisation', async () => null);
    },
    async removeCounsellor(id) {
      const known = await findCounsellor(db, id);
      if (!known) return refused('no_such_counsellor');
      return db.transaction(async (transaction) => {
        await lockOrganisation(transaction, known.organisation);
        const theirs = await transaction
          .select({ id: takenSeats.slotId })
          .from(takenSeats)
          .innerJoin(counsellingSlots, eq(counsellingSlots.id, takenSeats.slotId))
          .where(and(eq(counsellingSlots.counsellorId, id), isNotNull(takenSeats.lookup)))
          .limit(1);
        if (theirs.length > 0) return refused('has_bookings');
        await transaction.execute(sql`delete from ${takenSeats} where ${takenSeats.slotId} in
          (select ${counsellingSlots.id} from ${counsellingSlots} where ${counsellingSlots.counsellorId} = ${id})`);
        await transaction.delete(counsellors).where(eq(counsellors.id, id));
        return succeeded(null);
      });
    },
    async counsellors(): Promise<readonly CounsellorHours[]> {
      const rows = await db
        .select({
          counsellor: counsellorColumns,
          organisation: counsellingOrganisations,
          hasFeed: sql<boolean>`${counsellors.feedKey} is not null`,
          hasDirections: sql<boolean>`${counsellors.directions} is not null`,
        })
        .from(counsellors)
        .innerJoin(counsellingOrganisations, eq(counsellingOrganisations.id, counsellors.organisationId))
        .orderBy(asc(counsellors.organisationId), asc(counsellors.id));
      const offers = await db.select().from(hourOffers).orderBy(asc(hourOffers.id));
      const absences = await db.select().from(counsellorAbsences).orderBy(asc(counsellorAbsences.startsAt));
      return rows.map((row) => ({
        ...row,
        offers: offers
          .filter(({ counsellorId }) => counsellorId === row.counsellor.id)
          .map(({ id, offer }) => ({ id: id as OfferId, offer })),
        absences: absences
          .filter(({ counsellorId }) => counsellorId === row.counsellor.id)
          .map(({ id, startsAt, endsAt }) => ({ id: id as AbsenceId, from: startsAt, to: endsAt })),
      }));
    },
  };
}
