import { eq, sql } from 'drizzle-orm';
import { offerExpiry } from '../../domain/booking/booking-rules.ts';
import type { CounsellingDesk, DueOffer, Held, OfferedHour } from '../../domain/booking/counselling-desk.ts';
import { inTurn, isQuietTime, waitListFigures } from '../../domain/booking/wait-list.ts';
import { dayOf } from '../../domain/calendar-day.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import type { Database } from '../client.ts';
import type { DeskParts } from './desk-parts.ts';
import { letHoldGo } from './hold-hour.ts';
import { nextFreeHours } from './next-free-hours.ts';
import { type SealedWaiting, waitingBox } from './sealed-content.ts';
import { dropExpiredHolds, lockOrganisation, seatsState, takeSeat } from './seats.ts';
import { waitingPlaces } from './tables.ts';
import { lastTurn } from './wait-list.ts';
import { lockWaitList } from './wait-list-lock.ts';

/** How many of the next free hours are tried for one person: some may be at an organisation where it has a booking. */
const tried = 5;

/** What the wait list offers; see `CounsellingDesk`. */
export function createWaitListOffers(parts: DeskParts): Pick<CounsellingDesk, 'takeDueOffers' | 'giveBackOffer'> {
  const { db, keys, now: clock, finderIn } = parts;
  const { waiting } = keys;
  const firstTurn = sql<number>`(select min(${waitingPlaces.turn}) - 1 from ${waitingPlaces})`;

  async function takeDueOffers(most = Number.POSITIVE_INFINITY): Promise<readonly DueOffer[]> {
    return db.transaction(async (transaction) => {
      await lockWaitList(transaction);
      const now = clock();
      const rows = await transaction.select().from(waitingPlaces);
      const due: DueOffer[] = [];
      // Of many who wish the same most find nothing: one look is enough for all of them.
      const inVain = new Set<string>();
      for (const row of inTurn(rows, now)) {
        if (due.length >= most) break;
        const place = waitingBox.open(row.sealed, waiting.sealKey, row.key);
        if (!place || row.expiresOn < dayOf(now) || isQuietTime(place.zone, now)) continue;
        const { wish, address, language, zone, offered } = place;
        const look = JSON.stringify([wish, offered]);
        if (inVain.has(look)) continue;
        const held = await offerNext(transaction, place, now);
        if (held === 'nothing_free') inVain.add(look);
        if (typeof held === 'string') continue;
        const offers = row.offers + 1;
        const sealed = sealedWith(row.key, { ...place, offered: [...offered, held.hour.slot.id] });
        await transaction
          .update(waitingPlaces)
          .set({ offers, sealed, offeredUntil: held.until, turn: lastTurn })
          .where(eq(waitingPlaces.key, row.key));
        due.push({ wish, address, language, zone, held, isLast: offers >= waitListFigures.offers });
      }
      return due;
    });
  }

  const sealedWith = (key: Buffer, place: SealedWaiting) => waitingBox.seal(place, waiting.sealKey, key);

  async function offerNext(
    transaction: Database,
    { alias, wish, zone, offered }: SealedWaiting,
    now: number,
  ): Promise<Held | 'nothing_free' | 'not_for_them'> {
    const looking = { zone, now: clock(), most: tried, without: offered };
    const hours = await nextFreeHours(finderIn(transaction), wish, looking);
    for (const hour of hours) {
      const held = await holdFor(transaction, alias, hour, now);
      if (held) return held;
    }
    return hours.length === 0 ? 'nothing_free' : 'not_for_them';
  }

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

  async function giveBackOffer(alias: ChatAlias, { hold, hour }: Held): Promise<void> {
    const key = waiting.rowKey(alias);
    await letHoldGo(parts, hold);
    await db.transaction(async (transaction) => {
      await lockWaitList(transaction);
      const [row] = await transaction.select().from(waitingPlaces).where(eq(waitingPlaces.key, key));
      const place = row && waitingBox.open(row.sealed, waiting.sealKey, key);
      if (!row || !place?.offered.includes(hour.slot.id)) return;
      const sealed = sealedWith(key, { ...place, offered: place.offered.filter((one) => one !== hour.slot.id) });
      await transaction
        .update(waitingPlaces)
        .set({ offers: row.offers - 1, sealed, offeredUntil: null, turn: firstTurn })
        .where(eq(waitingPlaces.key, key));
    });
  }

  return { takeDueOffers, giveBackOffer };
}
