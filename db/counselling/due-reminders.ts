import { and, asc, eq, gt, isNull, lte, or } from 'drizzle-orm';
import type { DueReminder, ReminderAhead, ReminderId } from '../../domain/booking/counselling-desk.ts';
import { dueReminder, type ReminderKind, remindersOf } from '../../domain/booking/reminder.ts';
import type { DeskParts } from './desk-parts.ts';
import { reminderBox } from './sealed-content.ts';
import { bookingReminders } from './tables.ts';

const atOnce = 100;

const idOf = (key: Buffer) => key.toString('base64url') as ReminderId;
const keyOf = (id: ReminderId) => Buffer.from(id, 'base64url');

/** What is due and where it goes, and handing it over; see `CounsellingDesk`. */
export function createDueReminders({ db, keys, now: clock }: DeskParts) {
  /** Nobody can open it: its key is lost. It must not be found again and again. */
  const drop = (key: Buffer) => db.delete(bookingReminders).where(eq(bookingReminders.key, key));

  async function dueReminders(): Promise<readonly ReminderAhead[]> {
    const rows = await db
      .select({ key: bookingReminders.key, sealed: bookingReminders.sealed })
      .from(bookingReminders)
      .where(lte(bookingReminders.nextDueAt, clock()))
      .orderBy(asc(bookingReminders.nextDueAt))
      .limit(atOnce);
    const due: ReminderAhead[] = [];
    for (const { key, sealed } of rows) {
      const content = reminderBox.open(sealed, keys.reminderSeal, key);
      if (content) due.push({ id: idOf(key), address: content.address });
      else await drop(key);
    }
    return due;
  }

  async function takeReminder(id: ReminderId): Promise<DueReminder | null> {
    const key = keyOf(id);
    const now = clock();
    return db.transaction(async (transaction) => {
      const [row] = await transaction
        .select()
        .from(bookingReminders)
        .where(and(eq(bookingReminders.key, key), lte(bookingReminders.nextDueAt, now)))
        .for('update', { skipLocked: true });
      const content = row && reminderBox.open(row.sealed, keys.reminderSeal, key);
      if (!content) return null;
      const isCalledOff = row.nextKind === 'called_off';
      const next = isCalledOff ? undefined : remindersOf(content.startsAt, now)[0];
      await transaction
        .update(bookingReminders)
        .set({ nextKind: next?.kind ?? null, nextDueAt: next?.dueAt ?? null })
        .where(eq(bookingReminders.key, key));
      const kind = isCalledOff && now < content.startsAt ? row.nextKind : dueReminder(content.startsAt, now);
      return kind && { kind, ...content };
    });
  }

  async function giveBackReminder(id: ReminderId, kind: ReminderKind): Promise<void> {
    const now = clock();
    await db
      .update(bookingReminders)
      .set({ nextKind: kind, nextDueAt: now })
      // What is due anew meanwhile comes in its place.
      .where(
        and(
          eq(bookingReminders.key, keyOf(id)),
          or(isNull(bookingReminders.nextDueAt), gt(bookingReminders.nextDueAt, now)),
        ),
      );
  }

  return { dueReminders, takeReminder, giveBackReminder };
}
