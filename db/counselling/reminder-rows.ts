import { eq } from 'drizzle-orm';
import type { Reminding, RemindingOfChat } from '../../domain/booking/counselling-desk.ts';
import { remindersOf } from '../../domain/booking/reminder.ts';
import type { Slot } from '../../domain/booking/slot.ts';
import type { Moment } from '../../domain/booking/time-zone.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import type { Database } from '../client.ts';
import type { BookingKeys } from './booking-keys.ts';
import { reminderBox } from './sealed-content.ts';
import { bookingReminders } from './tables.ts';

/** The rows of reminders, written in the transaction that books, moves or cancels. */
export function createReminderRows(keys: BookingKeys) {
  function contentOf(key: Buffer, { address, language, zone }: Reminding, slot: Slot, now: Moment) {
    // Nobody is called to an hour that does not take place; the row waits for a move to another one.
    const next = slot.isCalledOff ? undefined : remindersOf(slot.startsAt, now)[0];
    return {
      sealed: reminderBox.seal({ address, language, zone, startsAt: slot.startsAt }, keys.reminderSeal, key),
      nextKind: next?.kind ?? null,
      nextDueAt: next?.dueAt ?? null,
      // 48 hours after the hour would be allowed; nobody needs it longer than this.
      expiresAt: slot.endsAt,
    };
  }

  return {
    async write(transaction: Database, lookup: Buffer, reminding: RemindingOfChat, slot: Slot, now: Moment) {
      const key = keys.reminderKey(lookup);
      const row = { chatKey: keys.remindedKey(reminding.alias), ...contentOf(key, reminding, slot, now) };
      await transaction
        .insert(bookingReminders)
        .values({ key, ...row })
        .onConflictDoUpdate({ target: bookingReminders.key, set: row });
    },
    async delete(transaction: Database, lookup: Buffer): Promise<void> {
      await transaction.delete(bookingReminders).where(eq(bookingReminders.key, keys.reminderKey(lookup)));
    },
    /** The same person, told of another hour. */
    async move(transaction: Database, lookup: Buffer, to: Slot, now: Moment): Promise<void> {
      const key = keys.reminderKey(lookup);
      const [row] = await transaction
        .select()
        .from(bookingReminders)
        .where(eq(bookingReminders.key, key))
        .for('update');
      const content = row && reminderBox.open(row.sealed, keys.reminderSeal, key);
      if (!content) return;
      await transaction
        .update(bookingReminders)
        .set(contentOf(key, content, to, now))
        .where(eq(bookingReminders.key, key));
    },
    /** A chat that is forgotten is not reminded, of whatever it had asked for. */
    async forget(transaction: Database, alias: ChatAlias): Promise<void> {
      await transaction.delete(bookingReminders).where(eq(bookingReminders.chatKey, keys.remindedKey(alias)));
    },
    /** The chat has a new name. */
    async carry(db: Database, alias: ChatAlias, former: ChatAlias): Promise<void> {
      await db
        .update(bookingReminders)
        .set({ chatKey: keys.remindedKey(alias) })
        .where(eq(bookingReminders.chatKey, keys.remindedKey(former)));
    },
  };
}
