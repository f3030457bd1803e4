import { cityOfZone, type ZoneCity, zoneOfCity } from '../domain/booking/cities.ts';
import { clockIn, type Moment, type TimeZone } from '../domain/booking/time-zone.ts';
import { formatWeekdayAndDay, formatWeekdayAndDayShort } from '../locales/formats.ts';
import type { Words } from '../locales/index.ts';

/** The name of a city by which people know their time zone. */
export const cityName = (words: Words, city: ZoneCity): string => words.plain(`zone-cities.${city}`);

/** HH:MM in a city. */
export const timeIn = (city: ZoneCity, moment: Moment): string => clockIn(zoneOfCity(city), moment).time;

/** "Tue 24 Nov 15:00", for a narrow button below a line that names the city. */
export function shortWhenIn(words: Words, city: ZoneCity, moment: Moment): string {
  const { day, time } = clockIn(zoneOfCity(city), moment);
  return `${formatWeekdayAndDayShort(day, words.language)} ${time}`;
}

/** "Tue 24 Nov, 15:00 (Bishkek)": a time never stands without its city. */
export const whenIn = (words: Words, city: ZoneCity, moment: Moment): string =>
  whenAt(words, zoneOfCity(city), moment, cityName(words, city));

/** The same where only the zone is kept: with the city by which people know it. */
export const whenAt = (words: Words, zone: TimeZone, moment: Moment, place = placeOf(words, zone)): string =>
  `${formatWeekdayAndDay(clockIn(zone, moment).day, words.language)}, ${timeAt(words, zone, moment, place)}`;

/** "15:00 (Bishkek)". */
export const timeAt = (words: Words, zone: TimeZone, moment: Moment, place = placeOf(words, zone)): string =>
  `${clockIn(zone, moment).time} (${place})`;

/** The city by which people know a zone; of a booking only the zone is kept. */
export function placeOf(words: Words, zone: TimeZone): string {
  const city = cityOfZone(zone);
  return city ? cityName(words, city) : zone;
}
