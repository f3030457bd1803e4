import { and, eq, sql } from 'drizzle-orm';
import type { WaitRequest } from '../../domain/booking/counselling-desk.ts';
import { waitListFigures, waitsUntil } from '../../domain/booking/wait-list.ts';
import { dayOf } from '../../domain/calendar-day.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import type { DeskParts } from './desk-parts.ts';
import { waitingBox } from './sealed-content.ts';
import { takenSeats, waitingPlaces } from './tables.ts';
import { lockWaitList } from './wait-list-lock.ts';

/** The turn behind everybody's. */
export const lastTurn = sql<number>`(select coalesce(max(${waitingPlaces.turn}), 0) + 1 from ${waitingPlaces})`;

/** Coming to the wait list and leaving it; see `CounsellingDesk`. */
export function createWaitList({ db, keys, now: clock }: DeskParts) {
  const { waiting } = keys;

  async function join(alias: ChatAlias, { wish, address, language, zone }: WaitRequest): Promise<void> {
    const key = waiting.rowKey(alias);
    await db.transaction(async (transaction) => {
      await lockWaitList(transaction);
      const [before] = await transaction.select().from(waitingPlaces).where(eq(waitingPlaces.key, key));
      const goesOn = before !== undefined && before.offers < waitListFigures.offers;
      const offered = goesOn ? (waitingBox.open(before.sealed, waiting.sealKey, key)?.offered ?? []) : [];
      const row = {
        country: wish.country,
        sealed: waitingBox.seal({ alias, address, language, zone, wish, offered }, waiting.sealKey, key),
        expiresOn: dayOf(waitsUntil(clock())),
      };
      // Who has had all offers comes anew. The last one may stand still: until then there is no other.
      const anew = { ...row, offers: 0, turn: lastTurn };
      await transaction
        .insert(waitingPlaces)
        .values({ key, ...anew })
        .onConflictDoUpdate({ target: waitingPlaces.key, set: goesOn ? row : anew });
    });
  }

  async function leave(alias: ChatAlias): Promise<void> {
    await db.transaction(async (transaction) => {
      // The place first: it waits for an offer that is being made, which is then seen and let go.
      await transaction.delete(waitingPlaces).where(eq(waitingPlaces.key, waiting.rowKey(alias)));
      await transaction
        .delete(takenSeats)
        .where(and(eq(takenSeats.holderKey, keys.holderKey(alias)), takenSeats.isOffer));
    });
  }

  async function isWaiting(alias: ChatAlias): Promise<boolean> {
    const [row] = await db
      .select({ offers: waitingPlaces.offers })
      .from(waitingPlaces)
      .where(eq(waitingPlaces.key, waiting.rowKey(alias)));
    return row !== undefined && row.offers < waitListFigures.offers;
  }

  return { join, leave, isWaiting };
}
