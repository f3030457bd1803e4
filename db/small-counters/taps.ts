import { dayOf } from '../../domain/calendar-day.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import type { Expiring } from '../../domain/expiring.ts';
import {
  type CalendarMonth,
  type FeedbackTag,
  monthOf,
  type SafetyState,
  safetyStateOf,
  worse,
} from '../../domain/small-counter.ts';
import { createDailyNames } from '../daily-names.ts';

/** What waits to be written into a month. */
export interface Taps {
  readonly counted: Map<string, number>;
  readonly wrong: Map<string, SafetyState>;
}

export const newTaps = (): Taps => ({ counted: new Map(), wrong: new Map() });

/** What was tapped: its counters stand under `thing`; a chat is counted once a day and `subject`. */
export interface Tap {
  readonly thing: string;
  readonly subject: string;
  readonly tag: FeedbackTag;
}

/** Taps in memory. All that is known of chats are marks, which are names of the day. */
export interface TapMemory extends Expiring {
  note(alias: ChatAlias, tap: Tap): void;
  /** Hands over what waits. The month at hand is always in it, and takes all that is about safety. */
  take(): ReadonlyMap<CalendarMonth, Taps>;
  /** What could not be written waits again; `counted`: what is no safety too. */
  giveBack(taken: ReadonlyMap<CalendarMonth, Taps>, options: { readonly counted: boolean }): void;
}

/** @param now milliseconds since 1970 */
export function createTapMemory(isKnown: (thing: string) => boolean, now: () => number): TapMemory {
  const names = createDailyNames(now, () => ({ marks: new Set<string>(), wrongToday: new Map<string, number>() }));
  const thisMonth = () => monthOf(dayOf(now()));
  // A month that passed without a flush is written all the same, whether or not it was tapped.
  let waiting = new Map([[thisMonth(), newTaps()]]);

  function tapsOf(month: CalendarMonth): Taps {
    const taps = waiting.get(month) ?? newTaps();
    waiting.set(month, taps);
    return taps;
  }

  return {
    note(alias, { thing, subject, tag }) {
      if (!isKnown(thing)) return;
      const { marks, wrongToday } = names.today();
      // Safety has a mark of its own: who said "hard to read" can still say "wrong".
      const mark = names.nameOf(String(alias), subject, String(tag === 'wrong'));
      if (marks.has(mark)) return;
      marks.add(mark);
      const { counted, wrong } = tapsOf(thisMonth());
      if (tag === 'wrong') {
        // One mark a chat and subject: so many taps are so many different chats.
        increase(wrongToday, thing, 1);
        raise(wrong, [[thing, safetyStateOf(wrongToday.get(thing) ?? 0)]]);
      } else {
        increase(counted, `${thing}/${tag}`, 1);
      }
    },
    take() {
      const { wrong } = tapsOf(thisMonth());
      for (const taps of waiting.values()) raise(wrong, taps.wrong);
      const taken = waiting;
      waiting = new Map();
      return taken;
    },
    giveBack(taken, { counted }) {
      for (const [month, taps] of taken) {
        const into = tapsOf(month);
        raise(into.wrong, taps.wrong);
        if (counted) for (const [cell, number] of taps.counted) increase(into.counted, cell, number);
      }
    },
    forgetExpired: names.forgetExpired,
  };
}

function increase(map: Map<string, number>, name: string, by: number): void {
  map.set(name, (map.get(name) ?? 0) + by);
}

/** Raises the states that became worse. */
export function raise(states: Map<string, SafetyState>, by: Iterable<readonly [string, SafetyState]>): void {
  for (const [thing, state] of by) states.set(thing, worse(states.get(thing) ?? 'none', state));
}
