import { asc, eq, lte } from 'drizzle-orm';
import { dueReminder, remindersOf } from '../../domain/booking/reminder.ts';
import type { DueReminder } from '../../domain/booking/counselling-desk.ts';
import type { DeskParts } from './desk-parts.ts';
import { reminderBox } from './sealed-content.ts';
import { bookingReminders } from './tables.ts';

const atOnce = 100;

/** Takes what is due; see `CounsellingDesk.takeDueReminders`. Two programs at once share the work. */
export async function takeDueReminders({ db, keys, now: clock }: DeskParts): Promise<readonly DueReminder[]> {
  const now = clock();
  const taken = await db.transaction(async (transaction) => {
    const rows = await transaction
      .select()
      .from(bookingReminders)
      .where(lte(bookingReminders.nextDueAt, now))
      .orderBy(asc(bookingReminders.nextDueAt))
      .limit(atOnce)
      .for('update', { skipLocked: true });
    const due: DueReminder[] = [];
    for (const { key, sealed, nextKind } of rows) {
      const content = reminderBox.open(sealed, keys.reminderSeal, key);
      const isCalledOff = nextKind === 'called_off';
      const next = content && !isCalledOff ? remindersOf(content.startsAt, now)[0] : undefined;
      await transaction
        .update(bookingReminders)
        .set({ nextKind: next?.kind ?? null, nextDueAt: next?.dueAt ?? null })
        .where(eq(bookingReminders.key, key));
      const kind = content && (isCalledOff && now < content.startsAt ? nextKind : dueReminder(content.startsAt, now));
      if (kind) due.push({ kind, ...content });
    }
    return due;
  });
  return taken;
}
