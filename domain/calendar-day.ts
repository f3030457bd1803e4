import { Temporal } from 'temporal-polyfill';

/** A day as YYYY-MM-DD. Days are compared in UTC; nothing in Zont needs a finer clock for them. */
export type CalendarDay = string;

/** The UTC day of a time given in milliseconds since 1970. */
export function dayOf(milliseconds: number): CalendarDay {
  return Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO('UTC').toPlainDate().toString();
}

/** Whole days from `earlier` to `later`; negative when `earlier` comes after. */
export function daysBetween(earlier: CalendarDay, later: CalendarDay): number {
  return Temporal.PlainDate.from(earlier).until(later).days;
}
