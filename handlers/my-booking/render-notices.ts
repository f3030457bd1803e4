import { cityOfZone } from '../../domain/booking/cities.ts';
import type { DueOffer, DueReminder } from '../../domain/booking/counselling-desk.ts';
import { clockIn, daysFrom, type Moment } from '../../domain/booking/time-zone.ts';
import type { Words } from '../../locales/index.ts';
import { waysOf } from '../booking-hours.ts';
import { timeAt, whenAt } from '../booking-times.ts';
import { button, footer } from '../keyboards.ts';
import type { Screen } from '../screen.ts';

/**
 * A reminder, for whoever sees the phone first: a day, a time and a city. The day is told by the calendar, since a
 * program that stood still sends "the day before" on the day itself.
 */
export function renderReminder(words: Words, { kind, startsAt, zone }: DueReminder, now: Moment): Screen {
  const mine = button(words.plain('my-booking.open'), 'mine:open', {});
  if (kind === 'called_off') {
    return {
      first: words.text('my-booking.calledOffFirst', { when: whenAt(words, zone, startsAt) }),
      body: [words.text('my-booking.calledOff')],
      keyboard: [[button(words.plain('my-booking.another'), 'book:open', {})], [mine], footer(words)],
    };
  }
  const [today] = daysFrom(zone, now, 1);
  const isToday = clockIn(zone, startsAt).day === today;
  const time = timeAt(words, zone, startsAt);
  return {
    first: words.text(isToday ? 'my-booking.today' : 'my-booking.tomorrow', { time }),
    body: [],
    keyboard: [[mine], footer(words)],
  };
}

/** An hour that became free, for who waits: held until a moment, and taken by the usual way, or the list is left. */
export function renderOffer(words: Words, { wish, zone, held, isLast }: DueOffer): Screen {
  const { hold, until, hour } = held;
  const { id: slot, startsAt } = hour.slot;
  const search = { wish, city: cityOfZone(zone), among: 'hours' } as const;
  const [way] = waysOf(wish, hour);
  const look = words.plain('my-booking.offerLook');
  return {
    first: words.text('my-booking.offerFirst', { when: whenAt(words, zone, startsAt) }),
    body: [
      words.text('my-booking.offer', { time: timeAt(words, zone, until) }),
      ...(isLast ? [words.text('my-booking.offerLast')] : []),
    ],
    keyboard: [
      [way ? button(look, 'book:expect', { search, hold, slot, until, way }) : button(look, 'book:open', {})],
      [button(words.plain('book.leave'), 'book:leave', { search })],
      footer(words),
    ],
  };
}
