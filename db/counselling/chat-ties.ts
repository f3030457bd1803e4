import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import type { DeskParts } from './desk-parts.ts';
import { createReminderRows } from './reminder-rows.ts';
import { waitingBox } from './sealed-content.ts';
import { counsellingOrganisations, takenSeats, waitingPlaces } from './tables.ts';

/** What the chat alone says and how it is undone; see `CounsellingDesk.hasSomething` and `forget`. */
export function createChatTies({ db, keys }: DeskParts) {
  const reminders = createReminderRows(keys);

  async function chatKeys(alias: ChatAlias): Promise<Buffer[]> {
    const all = await db.select({ id: counsellingOrganisations.id }).from(counsellingOrganisations);
    return all.map(({ id }) => keys.chatKey(alias, id));
  }

  async function carryPlace(alias: ChatAlias, former: ChatAlias): Promise<void> {
    const { waiting } = keys;
    const [key, old] = [waiting.rowKey(alias), waiting.rowKey(former)];
    const rows = await db
      .select()
      .from(waitingPlaces)
      .where(inArray(waitingPlaces.key, [key, old]));
    const place = rows.find((row) => row.key.equals(old));
    const content = place && waitingBox.open(place.sealed, waiting.sealKey, old);
    if (content && rows.length === 1) {
      const sealed = waitingBox.seal({ ...content, alias }, waiting.sealKey, key);
      await db.update(waitingPlaces).set({ key, sealed }).where(eq(waitingPlaces.key, old));
    } else if (place) {
      await db.delete(waitingPlaces).where(eq(waitingPlaces.key, old));
    }
  }

  return {
    async hasBooking(alias: ChatAlias): Promise<boolean> {
      const ties = await chatKeys(alias);
      if (ties.length === 0) return false;
      const [row] = await db.select({ one: sql`1` }).from(takenSeats).where(inArray(takenSeats.chatKey, ties)).limit(1);
      return row !== undefined;
    },
    /** After a rotation of the alias key: what stood under a former name of the chat stands under the new one. */
    async carry(alias: ChatAlias, formerAliases: readonly ChatAlias[]): Promise<void> {
      if (formerAliases.length === 0) return;
      const ties = await chatKeys(alias);
      for (const former of formerAliases) {
        for (const [index, old] of (await chatKeys(former)).entries()) {
          const tie = ties[index] as Buffer;
          const isTaken = sql`exists (select 1 from taken_seats as other where other.chat_key = ${tie})`;
          await db
            .update(takenSeats)
            .set({ chatKey: sql`case when ${isTaken} then null else ${tie}::bytea end` })
            .where(eq(takenSeats.chatKey, old));
        }
        await reminders.carry(db, alias, former);
        await carryPlace(alias, former);
      }
    },
    async forget(alias: ChatAlias): Promise<void> {
      const ties = await chatKeys(alias);
      await db.transaction(async (transaction) => {
        // First, as whoever offers hours locks the list before any seat.
        await transaction.delete(waitingPlaces).where(eq(waitingPlaces.key, keys.waiting.rowKey(alias)));
        await transaction
          .delete(takenSeats)
          .where(and(eq(takenSeats.holderKey, keys.holderKey(alias)), isNotNull(takenSeats.heldUntil)));
        if (ties.length > 0) {
          await transaction.update(takenSeats).set({ chatKey: sql`null` }).where(inArray(takenSeats.chatKey, ties));
        }
        await reminders.forget(transaction, alias);
      });
    },
  };
}
