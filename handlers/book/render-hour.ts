import { cancelTerms } from '../../domain/booking/booking-rules.ts';
import type { HoldToken, OfferedHour } from '../../domain/booking/counselling-desk.ts';
import { isGroup } from '../../domain/booking/slot.ts';
import { type Moment, minute } from '../../domain/booking/time-zone.ts';
import type { Way } from '../../domain/booking/wish.ts';
import type { CalendarDay } from '../../domain/calendar-day.ts';
import type { Words } from '../../locales/index.ts';
import { exampleMark, fullName, isExample, wayName, waysOf } from '../booking-hours.ts';
import { listData, type PlacedSearch } from '../booking-search.ts';
import { cityName, timeIn, whenIn } from '../booking-times.ts';
import type { Arguments } from '../callback-data.ts';
import { button, footer } from '../keyboards.ts';
import type { Screen } from '../screen.ts';
import { dayLines, hourButton } from './render-days.ts';

/** An hour that is held for the person who looks at it. */
export interface HeldView {
  readonly words: Words;
  readonly search: PlacedSearch;
  readonly hour: OfferedHour;
  readonly hold: HoldToken;
  readonly until: Moment;
  readonly way: Way;
  readonly isPreview: boolean;
  readonly now: Moment;
}

/** What to expect of the hour, and the button that books it. */
export function renderExpect(view: HeldView): Screen {
  const { words, search, hour, until, isPreview, now } = view;
  const { slot, counsellor } = hour;
  const terms = cancelTerms(slot, counsellor.rules, now);
  const ways = waysOf(search.wish, hour);
  // An older button may bear a way that is not there for this person.
  const way = ways.includes(view.way) ? view.way : (ways[0] ?? view.way);
  const minutes = Math.round((slot.endsAt - slot.startsAt) / minute);
  return {
    first: words.text('book.expectFirst'),
    body: [
      ...exampleMark(words, isExample(isPreview, hour)),
      `<b>${whenIn(words, search.city, slot.startsAt)}</b>`,
      fullName(words, hour),
      words.text('book.lasts', { way: wayName(words, way), count: minutes }),
      words.text('book.heldUntil', { time: timeIn(search.city, until), city: cityName(words, search.city) }),
      '',
      `• ${words.text(isGroup(slot) ? 'book.seenGroup' : 'book.seen')}`,
      `• ${words.text(`book.how-${way}`)}`,
      terms.kind === 'early'
        ? `• ${words.text('book.cancelEarly', { when: whenIn(words, search.city, terms.until) })}`
        : `• ${words.text('book.cancelLate')}`,
      `• ${words.text(isGroup(slot) ? 'book.goodGroup' : 'book.goodShort')}`,
    ],
    keyboard: [
      ...(ways.length > 1
        ? [
            ways.map((one) =>
              button(`${one === way ? '✓ ' : ''}${words.plain(`book.way-${one}`)}`, 'book:expect', {
                ...argumentsOf(view),
                way: one,
              }),
            ),
          ]
        : []),
      [button(words.plain('book.confirm'), 'book:confirm', { search, hold: view.hold, slot: slot.id, way })],
      ...(isGroup(slot) ? [] : [[button(words.plain('book.good'), 'book:good', argumentsOf(view))]]),
      [button(words.plain('book.otherHours'), 'book:other', { search, hold: view.hold, slot: slot.id })],
      footer(words),
    ],
  };
}

/** What a good counsellor does and does not do, and what may be asked. */
export function renderGood(words: Words, at: Arguments<'book:good'>, isMarked: boolean): Screen {
  return {
    first: words.text('book.goodFirst'),
    body: [
      ...exampleMark(words, isMarked),
      `<b>${words.text('book.goodDoes')}</b>`,
      ...(['does1', 'does2', 'does3'] as const).map((key) => `• ${words.text(`book.${key}`)}`),
      '',
      `<b>${words.text('book.goodNever')}</b>`,
      ...(['never1', 'never2', 'never3'] as const).map((key) => `• ${words.text(`book.${key}`)}`),
      '',
      words.text('book.goodAsk'),
    ],
    keyboard: [[button(words.plain('common.back'), 'book:expect', at)], footer(words)],
  };
}

/** The time to decide is over: the same hour again, if it is free, and others of the day. */
export function renderExpired(
  words: Words,
  search: PlacedSearch,
  {
    day,
    hours,
    isFreeAgain,
    isMarked,
  }: {
    readonly day: CalendarDay;
    readonly hours: readonly OfferedHour[];
    /** True when the hour that was held is among them. */
    readonly isFreeAgain: boolean;
    readonly isMarked: boolean;
  },
): Screen {
  return {
    first: words.text('book.expiredFirst'),
    body: [
      ...exampleMark(words, isMarked),
      words.text(isFreeAgain ? 'book.expired' : 'book.expiredGone'),
      ...(hours.length > 0 ? ['', ...dayLines(words, search, day)] : []),
    ],
    keyboard: [
      ...hours.map((hour) => [hourButton(words, search, hour)]),
      [{ label: words.plain('book.otherHours'), data: listData(search) }],
      footer(words),
    ],
  };
}

/** One live booking an organisation: to move it is offered, and hours of others. */
export function renderHasBooking(words: Words, search: PlacedSearch, isMarked: boolean): Screen {
  return {
    first: words.text('book.hasFirst'),
    body: [...exampleMark(words, isMarked), words.text('book.has')],
    keyboard: [
      [button(words.plain('book.move'), 'mine:open', {})],
      [{ label: words.plain('book.otherHours'), data: listData(search) }],
      footer(words),
    ],
  };
}

const argumentsOf = ({ search, hold, hour, until, way }: HeldView): Arguments<'book:expect'> => ({
  search,
  hold,
  slot: hour.slot.id,
  until,
  way,
});
