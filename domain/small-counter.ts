import { Temporal } from 'temporal-polyfill';
import type { CalendarDay } from './calendar-day.ts';
import { drawDiscreteLaplace, laplaceHalfWidth, type UniformBelow } from './discrete-laplace.ts';

/**
 * All parameters of the small counters. A change holds for months to come, never for one that is open.
 *
 * - `epsilon` 1: whoever knows every other tap is at most e times surer of one tap: from even odds to
 *   73.1 %, the bound of the report counts too. It holds for a tap (a chat, a card, a day), not for a
 *   person who taps the same card on many days.
 * - `shownFrom` 5: at ε = 1 the band is ±3, so a figure that is shown never has a band that touches 0.
 *   An empty cell is shown as "about 5" once in about 200 months.
 * - `manyChats` 5: of the safety tag "wrong"; that many different chats on one day.
 * - `freezesOnDay` 3: of the following month, when every daily job has had its turn.
 */
export const smallCounterRules = {
  epsilon: { numerator: 1, denominator: 1 },
  shownFrom: 5,
  roundedTo: 5,
  outsideBand: 0.05,
  manyChats: 5,
  freezesOnDay: 3,
  keptMonths: 24,
} as const;

/** What a person can say of a card and what is counted, with noise and a month late. */
export const countedTags = ['helped', 'not_for_me', 'hard_to_read'] as const;
export type CountedTag = (typeof countedTags)[number];

/** "Wrong" is safety: no number of it is kept, only a state, and that is shown at once. */
export type FeedbackTag = CountedTag | 'wrong';
export const feedbackTags: readonly FeedbackTag[] = [...countedTags, 'wrong'];

/** How many chats said that something is wrong. It never hides anything by itself: a person looks. */
export const safetyStates = ['none', 'some', 'many'] as const;
export type SafetyState = (typeof safetyStates)[number];

/** The state that so many different chats of one day make. */
export function safetyStateOf(chats: number): SafetyState {
  if (chats === 0) return 'none';
  return chats < smallCounterRules.manyChats ? 'some' : 'many';
}

/** A state never falls within its month, and two writers agree whatever their order. */
export function worse(a: SafetyState, b: SafetyState): SafetyState {
  return safetyStates.indexOf(a) < safetyStates.indexOf(b) ? b : a;
}

/** A month as YYYY-MM, in UTC like a CalendarDay. */
export type CalendarMonth = string;

/** A count with its noise in it. There is no other kind: a cell is born with its draw. */
export type NoisyCount = number & { readonly __brand: 'NoisyCount' };

/** The cells of a month by name. Freezing is for good: what has been shown is never counted on. */
export interface CounterMonth<IsFrozen extends boolean = boolean> {
  readonly isFrozen: IsFrozen;
  readonly cells: ReadonlyMap<string, NoisyCount>;
}

/** The month of a day. */
export const monthOf = (day: CalendarDay): CalendarMonth => day.slice(0, 7);

/** The month that comes so many months after another one, or before it. */
export function addMonths(month: CalendarMonth, months: number): CalendarMonth {
  return Temporal.PlainYearMonth.from(month).add({ months }).toString();
}

/** The day from which a month takes no more taps and is shown. */
export function freezesOn(month: CalendarMonth): CalendarDay {
  return `${addMonths(month, 1)}-${String(smallCounterRules.freezesOnDay).padStart(2, '0')}`;
}

/** Gives each named cell that is missing its one draw, the cells nobody will ever tap too. */
export function drawMissingCells(
  month: CounterMonth<false>,
  names: Iterable<string>,
  random: UniformBelow,
): CounterMonth<false> {
  const cells = new Map(month.cells);
  for (const name of names) {
    if (!cells.has(name)) cells.set(name, drawDiscreteLaplace(smallCounterRules.epsilon, random) as NoisyCount);
  }
  return { isFrozen: false, cells };
}

/** Adds taps to their cells. A cell that was never drawn has no noise, and takes none. */
export function addTaps(month: CounterMonth<false>, taps: ReadonlyMap<string, number>): CounterMonth<false> {
  const added = [...month.cells].map(([name, count]) => [name, (count + (taps.get(name) ?? 0)) as NoisyCount] as const);
  return { isFrozen: false, cells: new Map(added) };
}

/** Ends a month: each count becomes the figure that will be shown, 0 where it is too small; the rest is gone. */
export function freeze(month: CounterMonth<false>): CounterMonth<true> {
  const { shownFrom, roundedTo } = smallCounterRules;
  const figures = [...month.cells].map(([name, count]) => {
    const figure = count < shownFrom ? 0 : Math.round(count / roundedTo) * roundedTo;
    return [name, figure as NoisyCount] as const;
  });
  return { isFrozen: true, cells: new Map(figures) };
}

/** A figure with the band in which the true number of taps lies in at least 95 of 100 cases. */
export interface Figure {
  readonly about: number;
  readonly from: number;
  readonly to: number;
}

/** What may be shown of a counter. Only `release` makes one: a page that takes it cannot be given a count. */
export class ReleasedCounter {
  readonly #rounded: number;

  private constructor(rounded: number) {
    this.#rounded = rounded;
  }

  /** The counter of a month that is over. */
  static release(month: CounterMonth<true>, name: string): ReleasedCounter {
    return new ReleasedCounter(month.cells.get(name) ?? 0);
  }

  /** Null: too few to say. The band is made of the rounded figure alone and says no more than it. */
  get figure(): Figure | null {
    const { epsilon, shownFrom, roundedTo, outsideBand } = smallCounterRules;
    const about = this.#rounded;
    if (about < shownFrom) return null;
    const reach = Math.floor(roundedTo / 2);
    const half = laplaceHalfWidth(epsilon, outsideBand);
    return { about, from: Math.max(shownFrom, about - reach) - half, to: about + reach + half };
  }
}
