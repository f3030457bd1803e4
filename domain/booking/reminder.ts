import { hour, type Moment } from './time-zone.ts';

/** What a person who asked for it is told by itself; `called_off` too, since nobody should come in vain. */
export const reminderKinds = ['day_before', 'hour_before', 'called_off'] as const;
export type ReminderKind = (typeof reminderKinds)[number];

const leads = [
  { kind: 'day_before', lead: 24 * hour, uselessFrom: 3 * hour },
  { kind: 'hour_before', lead: hour, uselessFrom: 0 },
] as const;

export interface Reminder {
  readonly kind: ReminderKind;
  readonly dueAt: Moment;
}

/** The reminders of an hour that lie ahead: who books for today gets none of "tomorrow". */
export function remindersOf(startsAt: Moment, now: Moment): readonly Reminder[] {
  return leads.map(({ kind, lead }) => ({ kind, dueAt: startsAt - lead })).filter(({ dueAt }) => now < dueAt);
}

/**
 * Which reminder to send now, of those whose time has come: the last one, and none that no longer helps after
 * the program stood still.
 */
export function dueReminder(startsAt: Moment, now: Moment): ReminderKind | null {
  const due = leads.findLast(({ lead }) => startsAt - lead <= now);
  return due && now < startsAt - due.uselessFrom ? due.kind : null;
}
