import { Temporal } from 'temporal-polyfill';
import type { CalendarDay } from '../calendar-day.ts';
import type { Localized } from '../language.ts';
import { type Outcome, refused, succeeded } from '../outcome.ts';
import type { Way } from './wish.ts';

/** A time of day in minutes from midnight, up to 1440 for the midnight that ends the day. */
export type MinuteOfDay = number;

export interface Break {
  readonly from: MinuteOfDay;
  readonly to: MinuteOfDay;
}

/** A stretch of every week that is cut into hours, in the counsellor's own zone. */
export interface WeeklyHours {
  readonly kind: 'weekly';
  /** ISO: 1 = Monday to 7 = Sunday. */
  readonly weekday: number;
  readonly from: MinuteOfDay;
  readonly to: MinuteOfDay;
  readonly breaks: readonly Break[];
  readonly firstDay: CalendarDay | null;
  readonly lastDay: CalendarDay | null;
  /** Days on which there are none. */
  readonly except: readonly CalendarDay[];
}

/** One hour on one day. */
export interface SingleHour {
  readonly kind: 'single';
  readonly day: CalendarDay;
  readonly from: MinuteOfDay;
}

/** What a counsellor offers: when, how long, and for how many. */
export interface HourOffer {
  readonly when: WeeklyHours | SingleHour;
  readonly minutes: number;
  /** More than one: a group session, which has a title. */
  readonly seats: number;
  readonly title: Localized | null;
  /** Null: the counsellor's own. */
  readonly ways: readonly Way[] | null;
}

/**
 * Hours of 50 minutes for one person, each week, without a break or an end.
 * @param weekday ISO: 1 = Monday to 7 = Sunday
 * @param from and `to`: hours of the day, 0 to 24
 */
export const weekly = (weekday: number, from: number, to: number, changes: Partial<HourOffer> = {}): HourOffer => ({
  when: {
    kind: 'weekly',
    weekday,
    from: from * 60,
    to: to * 60,
    breaks: [],
    firstDay: null,
    lastDay: null,
    except: [],
  },
  minutes: 50,
  seats: 1,
  title: null,
  ways: null,
  ...changes,
});

export const hourLimits = { minutes: { least: 10, most: 8 * 60 }, seats: { most: 200 } } as const;

/** What can be wrong with an offer; `bot/commands` has a sentence for each. */
export type OfferFault =
  | 'no_such_weekday'
  | 'no_such_day'
  | 'no_such_time'
  | 'ends_before_it_begins'
  | 'wrong_length'
  | 'longer_than_span'
  | 'wrong_seats'
  | 'group_without_title'
  | 'break_outside'
  | 'past';

/**
 * Whether an offer makes sense by itself.
 * @param today in the counsellor's zone; what lies wholly before it is refused as past
 */
export function checkOffer(offer: HourOffer, today: CalendarDay): Outcome<HourOffer, OfferFault> {
  const { minutes, seats, title, when } = offer;
  const { least, most } = hourLimits.minutes;
  if (!Number.isInteger(minutes) || minutes < least || minutes > most) return refused('wrong_length');
  if (!Number.isInteger(seats) || seats < 1 || seats > hourLimits.seats.most) return refused('wrong_seats');
  if (seats > 1 && title === null) return refused('group_without_title');
  if (when.kind === 'single') {
    if (when.day < today) return refused('past');
    return succeeded(offer);
  }
  if (when.weekday < 1 || when.weekday > 7 || !Number.isInteger(when.weekday)) return refused('no_such_weekday');
  if (when.to <= when.from) return refused('ends_before_it_begins');
  if (when.to - when.from < minutes) return refused('longer_than_span');
  if (when.breaks.some(({ from, to }) => to <= from || from < when.from || to > when.to))
    return refused('break_outside');
  if (when.lastDay !== null && when.lastDay < today) return refused('past');
  return succeeded(offer);
}

/** HH:MM, 00:00 to 24:00; null for anything else. */
export function parseMinuteOfDay(text: string): MinuteOfDay | null {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text.trim()) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  return Number(minutes) < 60 && total <= 24 * 60 ? total : null;
}

/** YYYY-MM-DD of a day that exists; null for anything else. */
export function parseCalendarDay(text: string): CalendarDay | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text.trim())) return null;
  try {
    return Temporal.PlainDate.from(text.trim(), { overflow: 'reject' }).toString();
  } catch {
    return null;
  }
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** 1 to 7 from an English name, its first three letters, or the number. */
export function parseWeekday(text: string): number | null {
  const word = text.trim().toLowerCase();
  if (/^[1-7]$/.test(word)) return Number(word);
  const index = weekdays.findIndex((name) => name === word || name.slice(0, 3) === word);
  return index < 0 ? null : index + 1;
}
