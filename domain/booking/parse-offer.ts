import type { CalendarDay } from '../calendar-day.ts';
import { type Language, type Localized, languages } from '../language.ts';
import { type Outcome, refused } from '../outcome.ts';
import {
  type Break,
  checkOffer,
  type HourOffer,
  type OfferFault,
  parseCalendarDay,
  parseMinuteOfDay,
  parseWeekday,
} from './hours.ts';
import { type Way, ways } from './wish.ts';

/** An offer as somebody wrote it, in a command or in a table; what is left out or blank is the usual. */
export interface WrittenOffer {
  readonly day?: string;
  readonly weekday?: string;
  readonly from?: string;
  /** Of weekly hours; left out: one hour. */
  readonly to?: string;
  readonly minutes?: string;
  readonly seats?: string;
  readonly titles?: Partial<Localized>;
  /** "online in_person", with blanks or commas. */
  readonly ways?: string;
  /** "13:00-14:00", several with blanks or commas. */
  readonly breaks?: string;
  readonly firstDay?: string;
  readonly lastDay?: string;
}

export type WrittenFault =
  | OfferFault
  | 'day_or_weekday'
  | 'no_such_way'
  | 'title_not_in_all_languages'
  | 'no_such_break';

const usualMinutes = 50;

/**
 * Reads a written offer.
 * @param today in the counsellor's zone
 */
export function parseOffer(written: WrittenOffer, today: CalendarDay): Outcome<HourOffer, WrittenFault> {
  const [day, weekday] = [text(written.day), text(written.weekday)];
  if ((day === null) === (weekday === null)) return refused('day_or_weekday');
  const from = parseMinuteOfDay(written.from ?? '');
  if (from === null) return refused('no_such_time');
  const minutes = text(written.minutes) === null ? usualMinutes : Number(written.minutes);
  const title = parseTitle(written.titles);
  if (title === 'missing') return refused('title_not_in_all_languages');
  const chosen = parseWays(written.ways);
  if (chosen === 'unknown') return refused('no_such_way');
  const rest = { minutes, seats: text(written.seats) === null ? 1 : Number(written.seats), title, ways: chosen };

  if (day !== null) {
    const parsed = parseCalendarDay(day);
    return parsed === null
      ? refused('no_such_day')
      : checkOffer({ when: { kind: 'single', day: parsed, from }, ...rest }, today);
  }
  const number = parseWeekday(weekday ?? '');
  if (number === null) return refused('no_such_weekday');
  const to = text(written.to) === null ? from + minutes : parseMinuteOfDay(written.to ?? '');
  if (to === null) return refused('no_such_time');
  const breaks = listOf(written.breaks).map(parseBreak);
  if (!breaks.every((one) => one !== null)) return refused('no_such_break');
  const [firstDay, lastDay] = [written.firstDay, written.lastDay].map((one) => parseOptionalDay(one));
  if (firstDay === undefined || lastDay === undefined) return refused('no_such_day');
  const when = { kind: 'weekly', weekday: number, from, to, breaks, firstDay, lastDay, except: [] } as const;
  return checkOffer({ when, ...rest }, today);
}

const text = (value: string | undefined): string | null => value?.trim() || null;
const listOf = (value: string | undefined): readonly string[] => value?.split(/[\s,]+/).filter(Boolean) ?? [];

/** Undefined: it is no day. */
function parseOptionalDay(value: string | undefined): CalendarDay | null | undefined {
  return text(value) === null ? null : (parseCalendarDay(value ?? '') ?? undefined);
}

function parseTitle(titles: Partial<Localized> = {}): Localized | null | 'missing' {
  const given = languages.map((language): [Language, string | null] => [language, text(titles[language])]);
  if (given.every(([, title]) => title === null)) return null;
  return given.every(([, title]) => title !== null) ? (Object.fromEntries(given) as Localized) : 'missing';
}

function parseWays(value: string | undefined): readonly Way[] | null | 'unknown' {
  const list = listOf(value);
  if (list.length === 0) return null;
  const known = ways.filter((way) => list.includes(way));
  return known.length === list.length ? known : 'unknown';
}

function parseBreak(value: string): Break | null {
  const [from, to, ...rest] = value.split('-').map(parseMinuteOfDay);
  return from == null || to == null || rest.length > 0 ? null : { from, to };
}
