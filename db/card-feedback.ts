import { randomInt } from 'node:crypto';
import { eq, lt, sql } from 'drizzle-orm';
import { dayOf } from '../domain/calendar-day.ts';
import type { ChatAlias } from '../domain/chat-alias.ts';
import type { UniformBelow } from '../domain/discrete-laplace.ts';
import { type Language, languages } from '../domain/language.ts';
import {
  addMonths,
  addTaps,
  type CalendarMonth,
  type CountedTag,
  type CounterMonth,
  countedTags,
  drawMissingCells,
  type FeedbackTag,
  freeze,
  freezesOn,
  monthOf,
  ReleasedCounter,
  type SafetyState,
  smallCounterRules,
} from '../domain/small-counter.ts';
import { createBoxes, emptyMonth, type HeldMonth } from './card-feedback-boxes.ts';
import { createTapMemory, newTaps, pairName, raise, type Taps } from './card-feedback-taps.ts';
import type { Database } from './client.ts';
import type { Keyring } from './keyring.ts';
import { cardFeedbackMonths } from './schema.ts';

/**
 * Counts what people say of a card: per card, language and month; no person, no time, no order.
 *
 * A month is *one* row: all its cells in one sealed box, whose length depends on nothing but the list
 * of cards. Every flush writes every month that is not frozen, tapped or not, so that neither the row,
 * its place, its version nor the write-ahead log tells of which card there was a tap, or whether there
 * was one at all. Taps wait in memory until then: a crash loses those of at most a day.
 */
export interface CardFeedbackStore {
  /** Takes a tap, in memory. One a chat, card and day counts; more, and unknown cards, are passed over. */
  note(alias: ChatAlias, cardId: string, language: Language, tag: FeedbackTag): void;
  /** Once a day, best soon after midnight UTC, and when the program stops. Opens, adds and freezes. */
  flush(): Promise<void>;
  report(): Promise<CardFeedbackReport>;
}

export interface CardFeedbackOptions {
  readonly db: Database;
  readonly keyring: Keyring;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Ids of all cards; what people press is checked against them. */
  readonly cards: readonly string[];
  /** Makes the noise. Anything but a cryptographic source is for tests. */
  readonly random?: UniformBelow;
}

/** What may be shown, the newest month first. */
export interface CardFeedbackReport {
  readonly months: readonly ReleasedMonth[];
  /** Made under a key that is lost, or by another version. */
  readonly unreadable: readonly CalendarMonth[];
}

export interface ReleasedMonth {
  readonly month: CalendarMonth;
  readonly rows: readonly ReleasedRow[];
}

export interface ReleasedRow {
  readonly card: string;
  readonly language: string;
  /** As of the last flush; safety does not wait for the month's end. */
  readonly wrong: SafetyState;
  /** Null until the month is frozen. */
  readonly counters: Readonly<Record<CountedTag, ReleasedCounter>> | null;
}

/** Any number that no other program on the same server uses; two writers add one after another. */
const flushLock = 2_026_112_202;

/** The feedback store on a database. A month that cannot be opened is begun anew, with new noise. */
export function createCardFeedback(options: CardFeedbackOptions): CardFeedbackStore {
  const { db, keyring, now, cards, random = (limit) => randomInt(limit) } = options;
  const boxes = createBoxes(keyring);
  const today = () => dayOf(now());
  const taps = createTapMemory(cards, today());
  const pairs = cards.flatMap((card) => languages.map((language) => pairName(card, language)));
  const cells = pairs.flatMap((pair) => countedTags.map((tag) => `${pair}/${tag}`));

  function next({ counters, wrong }: HeldMonth<false>, added: Taps, isLast: boolean): HeldMonth {
    const counted = addTaps(drawMissingCells(counters, cells, random), added.counted);
    const states = new Map(pairs.map((pair) => [pair, 'none' as SafetyState]));
    raise(states, wrong);
    raise(states, added.wrong);
    return { counters: isLast ? freeze(counted) : counted, wrong: states };
  }

  return {
    note: (alias, card, language, tag) => taps.note(alias, card, language, tag, today()),
    async flush() {
      const day = today();
      const taken = taps.take(day);
      let isWritten = false;
      try {
        await db.transaction(async (transaction) => {
          await transaction.execute(sql`select pg_advisory_xact_lock(${flushLock})`);
          const rows = await transaction.select().from(cardFeedbackMonths);
          const held = boxes.openAll(rows);
          for (const { month } of rows.filter(boxes.isOfFormerKey)) {
            const content = held.get(month);
            if (!content?.counters.isFrozen) continue;
            const sealed = boxes.sealMonth(month, content);
            await transaction.update(cardFeedbackMonths).set({ sealed }).where(eq(cardFeedbackMonths.month, month));
          }
          const openMonths = [...held].filter(([, one]) => one && !one.counters.isFrozen).map(([month]) => month);
          for (const month of new Set([...taken.keys(), ...openMonths])) {
            const before = held.get(month) ?? emptyMonth;
            // Late taps of a month that has been shown would change what has been shown.
            if (!isOpen(before)) continue;
            const sealed = boxes.sealMonth(month, next(before, taken.get(month) ?? newTaps(), day >= freezesOn(month)));
            await transaction
              .insert(cardFeedbackMonths)
              .values({ month, sealed })
              .onConflictDoUpdate({ target: cardFeedbackMonths.month, set: { sealed } });
          }
          const oldest = addMonths(monthOf(day), -smallCounterRules.keptMonths);
          await transaction.delete(cardFeedbackMonths).where(lt(cardFeedbackMonths.month, oldest));
          isWritten = true;
        });
      } catch (error) {
        // When the answer to the commit was lost, taps may stand there already: twice would be too loud.
        taps.giveBack(taken, { counted: !isWritten });
        throw error;
      }
    },
    report: () => readCardFeedback(db, keyring),
  };
}

/** The report alone, for a command that takes no taps. It writes nothing: months freeze in `flush`. */
export async function readCardFeedback(db: Database, keyring: Keyring): Promise<CardFeedbackReport> {
  const held = createBoxes(keyring).openAll(await db.select().from(cardFeedbackMonths));
  const newestFirst = [...held].sort(([a], [b]) => (a < b ? 1 : -1));
  return {
    months: newestFirst.flatMap(([month, one]) => (one ? [{ month, rows: releasedRows(one) }] : [])),
    unreadable: newestFirst.flatMap(([month, one]) => (one ? [] : [month])),
  };
}

function releasedRows({ counters, wrong }: HeldMonth): readonly ReleasedRow[] {
  return [...wrong].map(([pair, state]) => {
    const [card = '', language = ''] = pair.split('/');
    return { card, language, wrong: state, counters: isFrozen(counters) ? releasedCounters(counters, pair) : null };
  });
}

function releasedCounters(month: CounterMonth<true>, pair: string): Record<CountedTag, ReleasedCounter> {
  const release = (tag: CountedTag) => ReleasedCounter.release(month, `${pair}/${tag}`);
  return {
    helped: release('helped'),
    not_for_me: release('not_for_me'),
    hard_to_read: release('hard_to_read'),
  };
}

const isFrozen = (counters: CounterMonth): counters is CounterMonth<true> => counters.isFrozen;
const isOpen = (held: HeldMonth): held is HeldMonth<false> => !held.counters.isFrozen;
