import { Temporal } from 'temporal-polyfill';
import type { CalendarDay } from '../calendar-day.ts';

/** The IANA name of a time zone, such as Asia/Bishkek. */
export type TimeZone = string & { readonly __brand: 'TimeZone' };

/** A moment in milliseconds since 1970. */
export type Moment = number;

export const minute = 60_000;
export const hour = 60 * minute;

/**
 * The zone of a name. Offsets ("+06:00") are none: they know nothing of summer time.
 * @returns null when there is no such zone
 */
export function parseTimeZone(text: string): TimeZone | null {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]+$/.test(text)) return null;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text).timeZoneId as TimeZone;
  } catch {
    return null;
  }
}

/** A stretch of time: from its first millisecond up to, and without, `to`. */
export interface Span {
  readonly from: Moment;
  readonly to: Moment;
}

export const overlap = (one: Span, other: Span): boolean => one.from < other.to && other.from < one.to;

/** The day on which a moment falls in a zone. */
export function dayIn(zone: TimeZone, moment: Moment): CalendarDay {
  return Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** A day of a zone from midnight to midnight: 23, 24 or 25 hours. */
export function spanOfDay(zone: TimeZone, day: CalendarDay): Span {
  const date = Temporal.PlainDate.from(day);
  const midnight = (of: Temporal.PlainDate) => of.toZonedDateTime({ timeZone: zone }).epochMilliseconds;
  return { from: midnight(date), to: midnight(date.add({ days: 1 })) };
}

/** So many days from the one on which `moment` falls in a zone. */
export function daysFrom(zone: TimeZone, moment: Moment, count: number): readonly CalendarDay[] {
  const first = Temporal.PlainDate.from(dayIn(zone, moment));
  return Array.from({ length: count }, (_, days) => first.add({ days }).toString());
}

/** A moment as people in a zone read it: the day, and HH:MM. */
export function clockIn(zone: TimeZone, moment: Moment): { readonly day: CalendarDay; readonly time: string } {
  const local = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone);
  return { day: local.toPlainDate().toString(), time: local.toPlainTime().toString({ smallestUnit: 'minute' }) };
}
