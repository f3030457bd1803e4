import type { OfferedHour } from '../../domain/booking/counselling-desk.ts';
import type { HourSearch } from '../../domain/booking/hour-search.ts';
import { escapeHtml, type Words } from '../../locales/index.ts';
import { exampleMark, wayName, waysOf } from '../booking-hours.ts';
import { beginSearch, type PlacedSearch, talkList } from '../booking-search.ts';
import { cityName, shortWhenIn, whenIn } from '../booking-times.ts';
import { button, footer } from '../keyboards.ts';
import type { Screen } from '../screen.ts';

/** Sessions on one screen of a small phone. */
const perPage = 4;

interface SessionsView {
  readonly words: Words;
  readonly search: PlacedSearch;
  readonly isPreview: boolean;
}

/** Group sessions by date: each in words, and a button with its time. */
export function renderSessions(
  { words, search, isPreview }: SessionsView,
  sessions: readonly OfferedHour[],
  page: number,
): Screen {
  const pages = Math.ceil(sessions.length / perPage);
  const at = Math.min(page, pages - 1);
  const shown = sessions.slice(at * perPage, (at + 1) * perPage);
  const paging = [
    ...(at > 0 ? [button(words.plain('book.before'), 'meet:list', { search, page: at - 1 })] : []),
    ...(at + 1 < pages ? [button(words.plain('book.more'), 'meet:list', { search, page: at + 1 })] : []),
  ];
  return {
    first: words.text('meet.first'),
    body: [
      ...exampleMark(words, isPreview),
      words.text('meet.ask'),
      words.text('book.clock', { city: cityName(words, search.city) }),
      ...shown.flatMap((session) => ['', ...sessionLines(words, search, session)]),
    ],
    keyboard: [
      ...shown.map(({ slot }) => [
        button(`👥 ${shortWhenIn(words, search.city, slot.startsAt)}`, 'book:hold', { search, slot: slot.id }),
      ]),
      ...(paging.length > 0 ? [paging] : []),
      [button(words.plain('meet.alone'), 'book:open', {})],
      footer(words),
    ],
  };
}

function sessionLines(words: Words, search: PlacedSearch, session: OfferedHour): readonly string[] {
  const { slot, organisation, seatsLeft } = session;
  const title = slot.title?.[words.language] ?? session.counsellor.displayName;
  const ways = waysOf(search.wish, session).map((way) => wayName(words, way));
  return [
    `<b>${escapeHtml(title)}</b> · ${whenIn(words, search.city, slot.startsAt)}`,
    `${[escapeHtml(organisation.name[words.language]), ...ways].join(' · ')} · ${words.text('meet.seats', { count: seatsLeft })}`,
  ];
}

/** No session in sight: a talk of one's own, or people who can be reached otherwise. */
export function renderNoSessions(words: Words, search: HourSearch, isPreview: boolean): Screen {
  const { country } = search.wish;
  return {
    first: words.text('meet.noneFirst'),
    body: [...exampleMark(words, isPreview), words.text('meet.none')],
    keyboard: [
      [button(words.plain('meet.alone'), 'book:wish', { search: beginSearch(country, null, 'hours') })],
      [button(words.plain('meet.peers'), 'help:list', { ...talkList(country), need: 'peers' })],
      footer(words),
    ],
  };
}
