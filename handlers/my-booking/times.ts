import { cityOfZone } from '../../domain/booking/cities.ts';
import { clockIn, type Moment, type TimeZone } from '../../domain/booking/time-zone.ts';
import { formatWeekdayAndDay } from '../../locales/formats.ts';
import type { Words } from '../../locales/index.ts';
import { cityName } from '../booking-times.ts';

/** The city by which people know a zone; of a booking only the zone is kept. */
export function placeOf(words: Words, zone: TimeZone): string {
  const city = cityOfZone(zone);
  return city ? cityName(words, city) : zone;
}

/** "15:00 (Bishkek)": a time never stands without its city. */
export const timeAt = (words: Words, zone: TimeZone, moment: Moment): string =>
  `${clockIn(zone, moment).time} (${placeOf(words, zone)})`;

/** "Tue 24 Nov, 15:00 (Bishkek)". */
export const whenAt = (words: Words, zone: TimeZone, moment: Moment): string =>
  `${formatWeekdayAndDay(clockIn(zone, moment).day, words.language)}, ${timeAt(words, zone, moment)}`;
