import { bookingFigures } from '../../domain/booking/booking-rules.ts';
import type { OfferedHour } from '../../domain/booking/counselling-desk.ts';
import type { SlotId } from '../../domain/booking/slot.ts';
import { daysFrom, type Moment, spanOfDay, type TimeZone } from '../../domain/booking/time-zone.ts';
import type { Wish } from '../../domain/booking/wish.ts';
import type { CalendarDay } from '../../domain/calendar-day.ts';
import type { DaySpan, HourFinder } from './find-hours.ts';

/** The days on which hours may be offered, as a zone has them; from `from` on, if it is later than today. */
export function daysAhead(zone: TimeZone, now: Moment, from?: CalendarDay): readonly DaySpan[] {
  return daysFrom(zone, now, bookingFigures.weeksAhead * 7 + 1)
    .filter((day) => from === undefined || from <= day)
    .map((day) => ({ day, ...spanOfDay(zone, day) }));
}

/** What the next hours are looked for with: as in which zone, how many, and which not. */
export interface Looking {
  readonly zone: TimeZone;
  readonly now: Moment;
  readonly most: number;
  readonly without?: readonly SlotId[];
}

/** The first free hours that fit a wish: those of the first day that has any. */
export async function nextFreeHours(
  finder: HourFinder,
  wish: Wish,
  { zone, now, most, without = [] }: Looking,
): Promise<readonly OfferedHour[]> {
  const among = await finder.whoFits(wish);
  // Each hour that is left out may be the only one of its day.
  for (const day of await finder.freeDays(wish, among, daysAhead(zone, now), 1 + without.length)) {
    const hours = await finder.freeHours(wish, among, spanOfDay(zone, day), most + without.length);
    const others = hours.filter(({ slot }) => !without.includes(slot.id));
    if (others.length > 0) return others.slice(0, most);
  }
  return [];
}
