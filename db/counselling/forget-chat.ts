import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import type { DeskParts } from './desk-parts.ts';
import { createReminderRows } from './reminder-rows.ts';
import { counsellingOrganisations, takenSeats, waitingPlaces } from './tables.ts';

/** What the chat alone says and how it is undone; see `CounsellingDesk.hasSomething` and `forget`. */
export function createChatTies({ db, keys }: DeskParts) {
  async function chatKeys(alias: ChatAlias): Promise<Buffer[]> {
    const all = await db.select({ id: counsellingOrganisations.id }).from(counsellingOrganisations);
    return all.map(({ id }) => keys.chatKey(alias, id));
  }

  return {
    async hasBooking(alias: ChatAlias): Promise<boolean> {
      const ties = await chatKeys(alias);
      if (ties.length === 0) return false;
      const [row] = await db.select({ one: sql`1` }).from(takenSeats).where(inArray(takenSeats.chatKey, ties)).limit(1);
      return row !== undefined;
    },
    async forget(alias: ChatAlias): Promise<void> {
      const ties = await chatKeys(alias);
      const reminders = createReminderRows(keys);
      await db.transaction(async (transaction) => {
        await transaction
          .delete(takenSeats)
          .where(and(eq(takenSeats.holderKey, keys.holderKey(alias)), isNotNull(takenSeats.heldUntil)));
        if (ties.length > 0) {
          const untied = await transaction
            .update(takenSeats)
            .set({ chatKey: sql`null` })
            .where(inArray(takenSeats.chatKey, ties))
            .returning({ lookup: takenSeats.lookup });
          for (const { lookup } of untied) if (lookup) await reminders.delete(transaction, lookup);
        }
        await transaction.delete(waitingPlaces).where(eq(waitingPlaces.key, keys.waiting.rowKey(alias)));
      });
    },
  };
}
