import { createHmac, randomBytes } from 'node:crypto';
import type { CalendarDay } from '../../domain/calendar-day.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import {
  type CalendarMonth,
  type FeedbackTag,
  monthOf,
  type SafetyState,
  safetyStateOf,
  worse,
} from '../../domain/small-counter.ts';

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

/** All that is known of chats: marks under a key that is made each day and never leaves the memory. */
export function createTapMemory(isKnown: (thing: string) => boolean, firstDay: CalendarDay) {
  const marks = new Set<string>();
  const wrongToday = new Map<string, number>();
  const key = randomBytes(32);
  let day = firstDay;
  // A month that passed without a flush is written all the same, whether or not it was tapped.
  let waiting = new Map([[monthOf(firstDay), newTaps()]]);

  function startDay(today: CalendarDay): void {
    if (today === day) return;
    day = today;
    randomBytes(32).copy(key);
    marks.clear();
    wrongToday.clear();
  }

  function tapsOf(month: CalendarMonth): Taps {
    const taps = waiting.get(month) ?? newTaps();
    waiting.set(month, taps);
    return taps;
  }

  return {
    note(alias: ChatAlias, { thing, subject, tag }: Tap, today: CalendarDay): void {
      startDay(today);
      if (!isKnown(thing)) return;
      // Safety has a mark of its own: who said "hard to read" can still say "wrong".
      const mark = createHmac('sha256', key)
        .update(`${alias}/${subject}/${tag === 'wrong'}`)
        .digest('base64url');
      if (marks.has(mark)) return;
      marks.add(mark);
      const { counted, wrong } = tapsOf(monthOf(today));
      if (tag === 'wrong') {
        // One mark a chat and subject: so many taps are so many different chats.
        increase(wrongToday, thing, 1);
        raise(wrong, [[thing, safetyStateOf(wrongToday.get(thing) ?? 0)]]);
      } else {
        increase(counted, `${thing}/${tag}`, 1);
      }
    },
    /** Hands over what waits. The month of `today` is always in it, and takes all that is about safety. */
    take(today: CalendarDay): ReadonlyMap<CalendarMonth, Taps> {
      startDay(today);
      const { wrong } = tapsOf(monthOf(today));
      for (const taps of waiting.values()) raise(wrong, taps.wrong);
      const taken = waiting;
      waiting = new Map();
      return taken;
    },
    giveBack(taken: ReadonlyMap<CalendarMonth, Taps>, { counted }: { counted: boolean }): void {
      for (const [month, taps] of taken) {
        const into = tapsOf(month);
        raise(into.wrong, taps.wrong);
        if (counted) for (const [cell, number] of taps.counted) increase(into.counted, cell, number);
      }
    },
  };
}

function increase(map: Map<string, number>, name: string, by: number): void {
  map.set(name, (map.get(name) ?? 0) + by);
}

/** Raises the states that became worse. */
export function raise(states: Map<string, SafetyState>, by: Iterable<readonly [string, SafetyState]>): void {
  for (const [thing, state] of by) states.set(thing, worse(states.get(thing) ?? 'none', state));
}
