/** A day as YYYY-MM-DD. Days are compared in UTC; nothing in Zont needs a finer clock for them. */
export type CalendarDay = string;

const dayMilliseconds = 86_400_000;

/** The UTC day of a time given in milliseconds since 1970. Plain dates here: every press asks for it. */
export function dayOf(milliseconds: number): CalendarDay {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

/**
 * Whole days from `earlier` to `later`; negative when `earlier` comes after. A day of UTC is always as long,
 * and a list of services asks for each contact.
 */
export function daysBetween(earlier: CalendarDay, later: CalendarDay): number {
  return Math.round((Date.parse(later) - Date.parse(earlier)) / dayMilliseconds);
}
