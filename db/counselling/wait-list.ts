import { eq, sql } from 'drizzle-orm';
import { offerExpiry } from '../../domain/booking/booking-rules.ts';
import type { DueOffer, Held, OfferedHour, WaitRequest } from '../../domain/booking/counselling-desk.ts';
import type { TimeZone } from '../../domain/booking/time-zone.ts';
import { inTurn, waitListFigures, waitsUntil } from '../../domain/booking/wait-list.ts';
import type { Wish } from '../../domain/booking/wish.ts';
import { dayOf } from '../../domain/calendar-day.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import type { Database } from '../client.ts';
import type { DeskParts } from './desk-parts.ts';
import { nextFreeHours } from './next-free-hours.ts';
import { type SealedWaiting, waitingBox } from './sealed-content.ts';
import { dropExpiredHolds, lockOrganisation, seatsState, takeSeat } from './seats.ts';
import { waitingPlaces } from './tables.ts';

/** How many of the next free hours are tried for one person: some may be at an organisation where it has a booking. */
const tried = 5;

/** The wait list; see `CounsellingDesk`. */
export function createWaitList(parts: DeskParts) {
  const { db, keys, now: clock, finderIn } = parts;
  const { waiting } = keys;

  /** Arrivals and offers one after another: that is what makes it "in turn". Taken before any other lock. */
  const lock = (transaction: Database) =>
    transaction.execute(sql`lock table ${waitingPlaces} in share row exclusive mode`);
  const atTheEnd = sql<number>`(select coalesce(max(${waitingPlaces.turn}), 0) + 1 from ${waitingPlaces})`;

  async function join(alias: ChatAlias, { wish, address, language, zone }: WaitRequest): Promise<void> {
    const key = waiting.rowKey(alias);
    const row = {
      country: wish.country,
      sealed: waitingBox.seal({ alias, address, language, zone, wish }, waiting.sealKey, key),
      expiresOn: dayOf(waitsUntil(clock())),
    };
    await db.transaction(async (transaction) => {
      await lock(transaction);
      await transaction
        .insert(waitingPlaces)
        .values({ key, ...row, turn: atTheEnd })
        .onConflictDoUpdate({ target: waitingPlaces.key, set: row });
    });
  }

  async function leave(alias: ChatAlias): Promise<void> {
    await db.delete(waitingPlaces).where(eq(waitingPlaces.key, waiting.rowKey(alias)));
  }

  async function takeDueOffers(most = Number.POSITIVE_INFINITY): Promise<readonly DueOffer[]> {
    return db.transaction(async (transaction) => {
      await lock(transaction);
      const now = clock();
      const rows = await transaction.select().from(waitingPlaces);
      const offers: DueOffer[] = [];
      // Of many who wish the same most find nothing: one look is enough for all of them.
      const inVain = new Set<string>();
      for (const row of inTurn(rows, now)) {
        if (offers.length >= most) break;
        const place = waitingBox.open(row.sealed, waiting.sealKey, row.key);
        if (!place || row.expiresOn < dayOf(now) || inVain.has(JSON.stringify(place.wish))) continue;
        const held = await offerNext(transaction, place, now);
        if (held === 'nothing_free') inVain.add(JSON.stringify(place.wish));
        if (typeof held === 'string') continue;
        await transaction
          .update(waitingPlaces)
          .set({ offers: row.offers + 1, offeredUntil: held.until, turn: atTheEnd })
          .where(eq(waitingPlaces.key, row.key));
        const { wish, address, language, zone } = place;
        offers.push({ wish, address, language, zone, held });
      }
      return offers;
    });
  }

  async function offerNext(
    transaction: Database,
    { alias, wish, zone }: SealedWaiting,
    now: number,
  ): Promise<Held | 'nothing_free' | 'not_for_them'> {
    const hours = await freeHoursFor(transaction, wish, zone);
    for (const hour of hours) {
      const held = await holdFor(transaction, alias, hour, now);
      if (held) return held;
    }
    return hours.length === 0 ? 'nothing_free' : 'not_for_them';
  }

  const freeHoursFor = (transaction: Database, wish: Wish, zone: TimeZone) =>
    nextFreeHours(finderIn(transaction), wish, { zone, now: clock(), most: tried });

  async function holdFor(
    transaction: Database,
    alias: ChatAlias,
    hour: OfferedHour,
    now: number,
  ): Promise<Held | null> {
    const { slot, organisation } = hour;
    await lockOrganisation(transaction, organisation.id);
    const holderKey = keys.holderKey(alias);
    const chatKey = keys.chatKey(alias, organisation.id);
    const state = await seatsState(transaction, {
      slot: slot.id,
      organisation: organisation.id,
      chatKey,
      holderKey,
      now,
    });
    if (state.hasLiveBooking) return null;
    await dropExpiredHolds(transaction, slot.id, now);
    const hold = keys.newHold();
    const until = offerExpiry(now);
    const claim = { heldUntil: until, holdKey: keys.holdKey(hold), holderKey, isOffer: true };
    return (await takeSeat(transaction, slot, organisation.id, claim)) ? { hold, until, hour } : null;
  }

  async function isWaiting(alias: ChatAlias): Promise<boolean> {
    const [row] = await db
      .select({ offers: waitingPlaces.offers })
      .from(waitingPlaces)
      .where(eq(waitingPlaces.key, waiting.rowKey(alias)));
    return row !== undefined && row.offers < waitListFigures.offers;
  }

  return { join, leave, takeDueOffers, isWaiting };
}
