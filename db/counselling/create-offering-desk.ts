import { randomBytes } from 'node:crypto';
import { and, asc, eq, isNotNull, sql } from 'drizzle-orm';
import type { Counsellor, CounsellorId } from '../../domain/booking/counsellor.ts';
import type { Moment } from '../../domain/booking/time-zone.ts';
import { type Outcome, refused, succeeded } from '../../domain/outcome.ts';
import type { Database } from '../client.ts';
import type { Keyring } from '../keyring.ts';
import { faultsOfOffers } from './add-offers.ts';
import { createBookingKeys } from './booking-keys.ts';
import { counsellorColumns } from './columns.ts';
import { createHeldHours } from './held-hours.ts';
import { createHourOutcomes } from './hour-outcomes.ts';
import type {
  AbsenceId,
  AddedOffers,
  CounsellorHours,
  FeedSecret,
  OfferId,
  OfferingDesk,
  Refreshed,
} from './offering-desk.ts';
import { refreshSlots } from './refresh-slots.ts';
import { directionsBox } from './sealed-content.ts';
import { lockOrganisation } from './seats.ts';
import {
  counsellingOrganisations,
  counsellingSlots,
  counsellorAbsences,
  counsellors,
  hourOffers,
  takenSeats,
} from './tables.ts';

export interface OfferingDeskOptions {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly now: () => Moment;
}

/** The offering desk on a database. */
export function createOfferingDesk({ db, keyring, now }: OfferingDeskOptions): OfferingDesk {
  const keys = createBookingKeys(keyring);
  const heldHours = createHeldHours(db, keys, now);

  async function findCounsellor(database: Database, id: CounsellorId): Promise<Counsellor | null> {
    const [row] = await database.select(counsellorColumns).from(counsellors).where(eq(counsellors.id, id));
    return row ?? null;
  }

  /** Changes what a counsellor offers and brings the slots in line, while nobody books there. */
  async function change<E extends string>(
    id: CounsellorId | null,
    missing: E,
    alter: (transaction: Database) => Promise<E | null>,
  ): Promise<Outcome<Refreshed, E>> {
    const known = id && (await findCounsellor(db, id));
    if (!known) return refused(missing);
    return db.transaction(async (transaction) => {
      await lockOrganisation(transaction, known.organisation);
      const fault = await alter(transaction);
      const counsellor = await findCounsellor(transaction, known.id);
      if (fault !== null || !counsellor) return refused(fault ?? missing);
      return succeeded(await refreshSlots(transaction, counsellor, now()));
    });
  }

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
      const faults = faultsOfOffers(known, existing, offers, now());
      if (faults.length > 0) return { ok: false, error: 'refused', faults };
      if (isDryRun || offers.length === 0) return { ok: true, added: 0, removed: 0, stillBooked: [] };
      await transaction.insert(hourOffers).values(offers.map((offer) => ({ counsellorId: id, offer })));
      return { ok: true, ...(await refreshSlots(transaction, known, now())) };
    });
  }

  return {
    async saveOrganisation(organisation) {
      await db
        .insert(counsellingOrganisations)
        .values(organisation)
        .onConflictDoUpdate({ target: counsellingOrganisations.id, set: organisation });
    },
    async saveCounsellor({ organisation, ...rest }, directions) {
      const row = {
        ...rest,
        organisationId: organisation,
        reach: [...rest.reach],
        languages: [...rest.languages],
        ways: [...rest.ways],
        companions: [...rest.companions],
        topics: [...rest.topics],
        directions:
          directions && directionsBox.seal(directions, keys.directionsSeal(organisation), Buffer.from(rest.id)),
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

    hours: heldHours.within,
    ...createHourOutcomes(db, keys, now),

    async renewFeed(id) {
      const secret = randomBytes(32).toString('base64url') as FeedSecret;
      const changed = await db
        .update(counsellors)
        .set({ feedKey: keys.feedKey(secret) })
        .where(eq(counsellors.id, id))
        .returning({ id: counsellors.id });
      return changed.length === 1 ? succeeded(secret) : refused('no_such_counsellor');
    },
    async stopFeed(id) {
      await db.update(counsellors).set({ feedKey: null }).where(eq(counsellors.id, id));
    },
    feed: heldHours.feed,

    async refresh() {
      const all = await db.select({ id: counsellors.id }).from(counsellors);
      for (const { id } of all) await change(id, 'no_such_counsellor', async () => null);
    },
  };
}
