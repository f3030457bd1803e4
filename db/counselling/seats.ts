import { and, eq, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm';
import type { Slot, SlotId, Taken } from '../../domain/booking/slot.ts';
import type { Moment } from '../../domain/booking/time-zone.ts';
import type { OrganisationId } from '../../domain/organisation-id.ts';
import type { Database } from '../client.ts';
import { counsellingOrganisations, counsellingSlots, takenSeats } from './tables.ts';

/**
 * What happens to seats at one organisation happens one after another, so that caps are exact and every loser
 * gets a plain answer. That nobody wins twice does not hang on it: see the constraints of `taken_seats`.
 * Take it first in a transaction, before any row of a seat.
 */
export async function lockOrganisation(transaction: Database, organisation: OrganisationId): Promise<void> {
  await transaction
    .select({ id: counsellingOrganisations.id })
    .from(counsellingOrganisations)
    .where(eq(counsellingOrganisations.id, organisation))
    .for('no key update');
}

export interface SeatsState {
  readonly taken: Taken;
  readonly heldAtOrganisation: number;
  readonly hasLiveBooking: boolean;
}

/** All that the rules ask of a slot, its organisation and a chat; of the chat's own hold nothing is counted. */
export async function seatsState(
  transaction: Database,
  of: {
    readonly slot: SlotId;
    readonly organisation: OrganisationId;
    readonly chatKey: Buffer;
    readonly holderKey: Buffer;
    readonly now: Moment;
  },
): Promise<SeatsState> {
  const now = sql`${new Date(of.now).toISOString()}::timestamptz`;
  const count = (where: SQL) => sql<number>`(select count(*)::int from ${takenSeats} where ${where})`;
  const isHeld = sql`${takenSeats.heldUntil} > ${now} and (${takenSeats.isOffer} or ${takenSeats.holderKey} <> ${of.holderKey})`;
  const [row] = await transaction
    .select({
      held: count(sql`${takenSeats.slotId} = ${of.slot} and ${isHeld}`),
      booked: count(sql`${takenSeats.slotId} = ${of.slot} and ${isNotNull(takenSeats.lookup)}`),
      heldAtOrganisation: count(
        sql`${takenSeats.organisationId} = ${of.organisation} and not ${takenSeats.isOffer} and ${isHeld}`,
      ),
      live: sql<number>`(select count(*)::int from ${takenSeats}
        join ${counsellingSlots} on ${counsellingSlots.id} = ${takenSeats.slotId}
        where ${takenSeats.chatKey} = ${of.chatKey} and ${counsellingSlots.endsAt} > ${now})`,
    })
    .from(sql`(select 1) as one`);
  const { held = 0, booked = 0, heldAtOrganisation = 0, live = 0 } = row ?? {};
  return { taken: { held, booked }, heldAtOrganisation, hasLiveBooking: live > 0 };
}

/** What a seat is taken with. */
export type Claim = Pick<typeof takenSeats.$inferInsert, 'heldUntil' | 'holdKey' | 'holderKey' | 'isOffer'>;

/** Takes a free seat; false when somebody else was first. */
export async function takeSeat(
  transaction: Database,
  slot: Pick<Slot, 'id' | 'seats'>,
  organisation: OrganisationId,
  claim: Claim,
): Promise<boolean> {
  const seat = await freeSeat(transaction, slot);
  if (seat === null) return false;
  const won = await transaction
    .insert(takenSeats)
    .values({ slotId: slot.id, seat, seats: slot.seats, organisationId: organisation, ...claim })
    .onConflictDoNothing()
    .returning({ seat: takenSeats.seat });
  return won.length === 1;
}

/**
 * A seat that has no row, drawn at random: the numbers of a group say nothing of who came first. Expired holds must
 * have been dropped before.
 */
export async function freeSeat(transaction: Database, slot: Pick<Slot, 'id' | 'seats'>): Promise<number | null> {
  const [free] = await transaction
    .select({ seat: sql<number>`numbers.seat` })
    .from(sql`generate_series(1, ${slot.seats}::int) as numbers(seat)`)
    .leftJoin(takenSeats, and(eq(takenSeats.slotId, slot.id), eq(takenSeats.seat, sql`numbers.seat`)))
    .where(isNull(takenSeats.slotId))
    .orderBy(sql`gen_random_uuid()`)
    .limit(1);
  return free?.seat ?? null;
}

/** Frees the seats of a slot whose hold is over. */
export async function dropExpiredHolds(transaction: Database, slot: SlotId, now: Moment): Promise<void> {
  await transaction.delete(takenSeats).where(and(eq(takenSeats.slotId, slot), lte(takenSeats.heldUntil, now)));
}
