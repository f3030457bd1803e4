import type { Elsewhere, FreeDays, OfferedHour } from '../../domain/booking/counselling-desk.ts';
import type { CalendarDay } from '../../domain/calendar-day.ts';
import { formatWeekdayAndDay } from '../../locales/formats.ts';
import type { Words } from '../../locales/index.ts';
import { exampleMark, shortName, wayIcons, waysOf } from '../booking-hours.ts';
import { type PlacedSearch, talkList } from '../booking-search.ts';
import { cityName, shortWhenIn, timeIn } from '../booking-times.ts';
import { button, footer } from '../keyboards.ts';
import type { Button, Screen } from '../screen.ts';

/** Hours on one screen of a small phone. */
const hoursPerPage = 6;

interface ListView {
  readonly words: Words;
  readonly search: PlacedSearch;
  readonly isPreview: boolean;
}

/** Days with free hours, soonest first. */
export function renderDays({ words, search, isPreview }: ListView, { days, next }: FreeDays): Screen {
  return {
    first: words.text('book.daysFirst'),
    body: [...exampleMark(words, isPreview), words.text('book.daysAsk'), clockLine(words, search)],
    keyboard: [
      ...days.map((day) => [button(formatWeekdayAndDay(day, words.language), 'book:hours', { search, day, page: 0 })]),
      ...(next ? [[button(words.plain('book.later'), 'book:days', { search, from: next })]] : []),
      [button(words.plain('book.change'), 'book:wish', { search })],
      footer(words),
    ],
  };
}

/** The free hours of one day. */
export function renderHours(
  { words, search, isPreview }: ListView,
  { day, page, hours }: { readonly day: CalendarDay; readonly page: number; readonly hours: readonly OfferedHour[] },
): Screen {
  const shown = hours.slice(page * hoursPerPage, (page + 1) * hoursPerPage);
  const turn = (label: Parameters<Words['plain']>[0], to: number): Button =>
    button(words.plain(label), 'book:hours', { search, day, page: to });
  const paging = [
    ...(page > 0 ? [turn('book.before', page - 1)] : []),
    ...((page + 1) * hoursPerPage < hours.length ? [turn('book.more', page + 1)] : []),
  ];
  return {
    first: words.text('book.hoursFirst'),
    body: [...exampleMark(words, isPreview), ...dayLines(words, search, day), '', words.text('book.icons')],
    keyboard: [
      ...shown.map((hour) => [hourButton(words, search, hour)]),
      ...(paging.length > 0 ? [paging] : []),
      [button(words.plain('book.otherDays'), 'book:days', { search, from: null })],
      footer(words),
    ],
  };
}

/** "15:00 · Aida 💻📞", which holds the hour when it is pressed. */
export function hourButton(words: Words, search: PlacedSearch, hour: OfferedHour): Button {
  const icons = wayIcons(waysOf(search.wish, hour));
  const label = `${timeIn(search.city, hour.slot.startsAt)} · ${shortName(words, hour)} ${icons}`;
  return button(label.trim(), 'book:hold', { search, slot: hour.slot.id });
}

/** Nothing fits: what comes near, then the wait list, then people who can be reached otherwise. */
export function renderNone({ words, search, isPreview }: ListView, found: readonly Elsewhere[]): Screen {
  const near = found.map(({ wish, hour }) => [
    button(`${shortWhenIn(words, search.city, hour.slot.startsAt)} ${wayIcons(waysOf(wish, hour))}`, 'book:days', {
      search: { ...search, wish },
      from: null,
    }),
  ]);
  const abroad = found.some(({ isAbroad }) => isAbroad) ? [words.text('book.noneAbroad')] : [];
  return {
    first: words.text('book.noneFirst'),
    body: [
      ...exampleMark(words, isPreview),
      words.text('book.none'),
      ...(near.length > 0 ? ['', words.text('book.noneNear'), ...abroad, clockLine(words, search)] : []),
      '',
      words.text('book.noneWait'),
    ],
    keyboard: [
      ...near,
      [button(words.plain('book.wait'), 'book:wait', { search })],
      [button(words.plain('book.people'), 'help:list', talkList(search.wish.country))],
      [button(words.plain('book.change'), 'book:wish', { search })],
      footer(words),
    ],
  };
}

/** The day above its hours, and whose clock they go by. */
export const dayLines = (words: Words, search: PlacedSearch, day: CalendarDay): readonly string[] => [
  `<b>${formatWeekdayAndDay(day, words.language)}</b>`,
  clockLine(words, search),
];

const clockLine = (words: Words, { city }: PlacedSearch) => words.text('book.clock', { city: cityName(words, city) });
