import { eq } from 'drizzle-orm';
import { remindersOf } from '../../domain/booking/reminder.ts';
import type { Slot } from '../../domain/booking/slot.ts';
import type { Moment } from '../../domain/booking/time-zone.ts';
import type { Database } from '../client.ts';
import type { BookingKeys } from './booking-keys.ts';
import type { Reminding } from '../../domain/booking/counselling-desk.ts';
import { reminderBox } from './sealed-content.ts';
import { bookingReminders } from './tables.ts';

/** The rows of reminders, written in the transaction that books, moves or cancels. */
export function createReminderRows(keys: BookingKeys) {
  async function write(transaction: Database, lookup: Buffer, reminding: Reminding, slot: Slot, now: Moment) {
    const key = keys.reminderKey(lookup);
    const { address, language, zone } = reminding;
    const sealed = reminderBox.seal({ address, language, zone, startsAt: slot.startsAt }, keys.reminderSeal, key);
    const next = remindersOf(slot.startsAt, now)[0];
    const row = {
      sealed,
      nextKind: next?.kind ?? null,
      nextDueAt: next?.dueAt ?? null,
      // 48 hours after the hour would be allowed; nobody needs it longer than this.
      expiresAt: slot.endsAt,
    };
    await transaction
      .insert(bookingReminders)
      .values({ key, ...row })
      .onConflictDoUpdate({ target: bookingReminders.key, set: row });
  }

  return {
    write,
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
      if (content) await write(transaction, lookup, content, to, now);
    },
  };
}
