import { randomInt } from 'node:crypto';
import { eq, lt, sql } from 'drizzle-orm';
import { dayOf } from '../../domain/calendar-day.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import type { UniformBelow } from '../../domain/discrete-laplace.ts';
import type { Expiring } from '../../domain/expiring.ts';
import {
  addMonths,
  addTaps,
  type CalendarMonth,
  type CountedTag,
  drawMissingCells,
  freeze,
  freezesOn,
  monthOf,
  type SafetyState,
  smallCounterRules,
} from '../../domain/small-counter.ts';
import type { Database } from '../client.ts';
import type { Keyring } from '../keyring.ts';
import type { cardFeedbackMonths, contactFaultMonths } from '../schema.ts';
import { createBoxes, emptyMonth, type HeldMonth } from './boxes.ts';
import { createTapMemory, newTaps, raise, type Tap, type Taps } from './taps.ts';

/**
 * Counts what people say of things by a tap: per thing and month; no person, no time, no order.
 *
 * A month is *one* row: all its cells in one sealed box, whose length depends on nothing but the list
 * of things. Every flush writes every month that is not frozen, tapped or not, so that neither the row,
 * its place, its version nor the write-ahead log tells of what there was a tap, or whether there was
 * one at all. Taps wait in memory until then: a crash loses those of at most a day.
 */
export interface SmallCounters extends Expiring {
  /** Takes a tap, in memory. One a chat, subject and day counts; more, and unknown things, are passed over. */
  note(alias: ChatAlias, tap: Tap): void;
  /** Once a day, best soon after midnight UTC, and when the program stops. Opens, adds and freezes. */
  flush(): Promise<void>;
}

/** What is counted, and where. */
export interface CounterKind {
  readonly table: typeof cardFeedbackMonths | typeof contactFaultMonths;
  /** For its keys; no two kinds share one. */
  readonly purpose: string;
  /** Any number that no other program on the same server uses; two writers add one after another. */
  readonly flushLock: number;
  /** What is counted besides safety; may be nothing. */
  readonly countedTags: readonly CountedTag[];
}

export interface SmallCounterOptions {
  readonly db: Database;
  readonly keyring: Keyring;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Names of all things there are now; what people press is checked against them. */
  readonly things: () => readonly string[];
  /** Makes the noise. Anything but a cryptographic source is for tests. */
  readonly random?: UniformBelow;
}

/** The months of a kind as their boxes hold them; null for one that cannot be opened. */
export type HeldMonths = ReadonlyMap<CalendarMonth, HeldMonth | null>;

/** Counters on a database. A month that cannot be opened is begun anew, with new noise. */
export function createSmallCounters(kind: CounterKind, options: SmallCounterOptions): SmallCounters {
  const { db, keyring, now, things, random = (limit) => randomInt(limit) } = options;
  const { table, countedTags } = kind;
  const boxes = createBoxes(keyring, kind.purpose);
  const today = () => dayOf(now());
  const taps = createTapMemory((thing) => things().includes(thing), now);

  function next({ counters, wrong }: HeldMonth<false>, added: Taps, isLast: boolean): HeldMonth {
    const cells = things().flatMap((thing) => countedTags.map((tag) => `${thing}/${tag}`));
    const counted = addTaps(drawMissingCells(counters, cells, random), added.counted);
    const states = new Map(things().map((thing) => [thing, 'none' as SafetyState]));
    raise(states, wrong);
    raise(states, added.wrong);
    return { counters: isLast ? freeze(counted) : counted, wrong: states };
  }

  return {
    note: taps.note,
    async flush() {
      const day = today();
      const taken = taps.take();
      let isWritten = false;
      try {
        await db.transaction(async (transaction) => {
          await transaction.execute(sql`select pg_advisory_xact_lock(${kind.flushLock})`);
          const rows = await transaction.select().from(table);
          const held = boxes.openAll(rows);
          for (const { month } of rows.filter(boxes.isOfFormerKey)) {
            const content = held.get(month);
            if (!content?.counters.isFrozen) continue;
            await transaction
              .update(table)
              .set({ sealed: boxes.sealMonth(month, content) })
              .where(eq(table.month, month));
          }
          const openMonths = [...held].filter(([, one]) => one && !one.counters.isFrozen).map(([month]) => month);
          for (const month of new Set([...taken.keys(), ...openMonths])) {
            const before = held.get(month) ?? emptyMonth;
            // Late taps of a month that has been shown would change what has been shown.
            if (!isOpen(before)) continue;
            const sealed = boxes.sealMonth(month, next(before, taken.get(month) ?? newTaps(), day >= freezesOn(month)));
            await transaction
              .insert(table)
              .values({ month, sealed })
              .onConflictDoUpdate({ target: table.month, set: { sealed } });
          }
          const oldest = addMonths(monthOf(day), -smallCounterRules.keptMonths);
          await transaction.delete(table).where(lt(table.month, oldest));
          isWritten = true;
        });
      } catch (error) {
        // When the answer to the commit was lost, taps may stand there already: twice would be too loud.
        taps.giveBack(taken, { counted: !isWritten });
        throw error;
      }
    },
    forgetExpired: taps.forgetExpired,
  };
}

/** What is held of a kind, for a report that takes no taps. It writes nothing: months freeze in `flush`. */
export async function readHeldMonths(kind: CounterKind, db: Database, keyring: Keyring): Promise<HeldMonths> {
  return createBoxes(keyring, kind.purpose).openAll(await db.select().from(kind.table));
}

/** Sets the safety of some things back: a person has looked. What waits in memory may raise it again. */
export async function settleSafety(
  kind: CounterKind,
  { db, keyring, things }: { readonly db: Database; readonly keyring: Keyring; readonly things: readonly string[] },
): Promise<void> {
  const boxes = createBoxes(keyring, kind.purpose);
  await db.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${kind.flushLock})`);
    for (const [month, held] of boxes.openAll(await transaction.select().from(kind.table))) {
      if (!held) continue;
      const wrong = new Map([...held.wrong].map(([name, state]) => [name, things.includes(name) ? 'none' : state]));
      await transaction
        .update(kind.table)
        .set({ sealed: boxes.sealMonth(month, { ...held, wrong }) })
        .where(eq(kind.table.month, month));
    }
  });
}

const isOpen = (held: HeldMonth): held is HeldMonth<false> => !held.counters.isFrozen;
