import { type ZoneCity, zoneOfCity } from '../domain/booking/cities.ts';
import { clockIn, type Moment } from '../domain/booking/time-zone.ts';
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
export function whenIn(words: Words, city: ZoneCity, moment: Moment): string {
  const { day, time } = clockIn(zoneOfCity(city), moment);
  return `${formatWeekdayAndDay(day, words.language)}, ${time} (${cityName(words, city)})`;
}
