import { Temporal } from 'temporal-polyfill';
import type { CalendarDay } from './calendar-day.ts';

/** A quarter as YYYY-Qn, in UTC. As texts, earlier ones come first. */
export type Quarter = string;

/** Half a year as YYYY-Hn, in UTC. */
export type HalfYear = string;

/** The quarter of a day. */
export function quarterOf(day: CalendarDay): Quarter {
  const { year, month } = Temporal.PlainDate.from(day);
  return `${year}-Q${Math.ceil(month / 3)}`;
}

/** The half-year of a quarter. */
export const halfYearOf = (quarter: Quarter): HalfYear =>
  `${quarter.slice(0, 4)}-H${quarter.endsWith('1') || quarter.endsWith('2') ? 1 : 2}`;

/** The quarter that comes so many quarters after another one, or before it. */
export function addQuarters(quarter: Quarter, quarters: number): Quarter {
  const counted = Number(quarter.slice(0, 4)) * 4 + Number(quarter.slice(6)) - 1 + quarters;
  return `${Math.floor(counted / 4)}-Q${(counted % 4) + 1}`;
}

/** The last day of a quarter or of half a year. */
export function lastDayOf(period: Quarter | HalfYear): CalendarDay {
  const monthsEach = period[5] === 'Q' ? 3 : 6;
  const month = Number(period.slice(6)) * monthsEach;
  return Temporal.PlainYearMonth.from({ year: Number(period.slice(0, 4)), month })
    .toPlainDate({ day: 31 })
    .toString();
}

/** The day that comes so many days after another one, or before it. */
export const addDays = (day: CalendarDay, days: number): CalendarDay =>
  Temporal.PlainDate.from(day).add({ days }).toString();
