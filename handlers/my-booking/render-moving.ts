import type { Booking, FreeDays, OfferedHour } from '../../domain/booking/counselling-desk.ts';
import { isGroup, wayAt } from '../../domain/booking/slot.ts';
import { clockIn, type TimeZone } from '../../domain/booking/time-zone.ts';
import type { CalendarDay } from '../../domain/calendar-day.ts';
import { formatWeekdayAndDay } from '../../locales/formats.ts';
import type { Words } from '../../locales/index.ts';
import { fullName, shortName, wayName } from '../booking-hours.ts';
import { placeOf, whenAt } from '../booking-times.ts';
import { button, footer, inRows } from '../keyboards.ts';
import type { Screen } from '../screen.ts';

const back = (words: Words) => [button(words.plain('common.back'), 'mine:details', {})];

/** Days with another hour of the same organisation. */
export function renderDays(words: Words, zone: TimeZone, { days, next }: FreeDays): Screen {
  const dayButtons = days.map((day) => button(formatWeekdayAndDay(day, words.language), 'mine:hours', { day }));
  return {
    first: words.text('my-booking.daysFirst'),
    body: [
      days.length > 0 ? words.text('my-booking.days', { city: placeOf(words, zone) }) : words.text('my-booking.noDays'),
    ],
    keyboard: [
      ...inRows(dayButtons, 1),
      ...(next ? [[button(words.plain('book.later'), 'mine:days', { from: next })]] : []),
      back(words),
      footer(words),
    ],
  };
}

/** The hours of a day, each with whose it is: "15:00 Aida". */
export function renderHours(words: Words, zone: TimeZone, day: CalendarDay, hours: readonly OfferedHour[]): Screen {
  const hourButtons = hours.map((hour) => {
    const { id: slot, startsAt } = hour.slot;
    return button(`${clockIn(zone, startsAt).time} ${shortName(words, hour)}`, 'mine:to', { slot });
  });
  return {
    first: words.text('my-booking.hoursFirst'),
    body: [
      words.text(hours.length > 0 ? 'my-booking.hours' : 'my-booking.noDays', {
        day: formatWeekdayAndDay(day, words.language),
        city: placeOf(words, zone),
      }),
    ],
    keyboard: [
      ...inRows(hourButtons, 2),
      [button(words.plain('common.back'), 'mine:days', { from: null })],
      footer(words),
    ],
  };
}

/** The second question before an hour is changed for another: when, with whom, how, and whether others are there. */
export function renderTo(words: Words, { zone, way }: Booking, to: OfferedHour): Screen {
  const { slot } = to;
  return {
    first: words.text('my-booking.toFirst'),
    body: [
      words.text('my-booking.to', { when: whenAt(words, zone, slot.startsAt) }),
      '',
      `${fullName(words, to)} · ${wayName(words, wayAt(slot, way))}`,
      ...(isGroup(slot) ? [words.text('book.seenGroup')] : []),
    ],
    keyboard: [
      [button(words.plain('my-booking.toYes'), 'mine:move', { slot: slot.id })],
      [button(words.plain('my-booking.no'), 'mine:details', {})],
      footer(words),
    ],
  };
}
