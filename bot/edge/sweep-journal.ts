import type { SweepEntry, SweepListStore } from '../../db/sweep-list.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import { Secret } from '../../domain/secret.ts';
import { nothingStands, type StandingMessages } from '../../domain/standing-messages.ts';
import type { FaultLog } from '../fault-log.ts';
import type { LivingMessages } from './living-messages.ts';

export interface SweepJournalOptions {
  readonly list: Pick<SweepListStore, 'find' | 'write'>;
  /** The address of a chat that is at hand. */
  readonly addressOf: (alias: number) => number | undefined;
  readonly faults: FaultLog;
  /** Changes when another process may have answered people meanwhile; null while one is there. */
  readonly aloneSince: () => number | null;
  /** An update does not wait longer for the database. */
  readonly patienceMilliseconds?: number;
}

/** Carries what stands in the chats between memory and the sweep list. */
export interface SweepJournal {
  /**
   * Brings the chat into memory. A press of a chat that is there costs no query, as long as no other
   * process may have answered since. Never throws.
   */
  recall(alias: ChatAlias, living: LivingMessages, isPress: boolean): Promise<void>;
  /** What stands in the chat has changed and must be written; null: the chat is forgotten. */
  note(alias: number, standing: StandingMessages | null): void;
  /** Resolves when the chat's last change is written (true), or cannot be just now (false). Never throws. */
  settled(alias: number): Promise<boolean>;
  /** Forgets which chats were read, but for those that are in memory still. */
  forgetGone(living: Pick<LivingMessages, 'standing'>): void;
  /** Tries again to write what could not be written. Never throws. */
  settleAll(): Promise<void>;
}

/** More wait only while the database is away; then the oldest are given up. */
const mostWaiting = 10_000;
/** Beyond that one more look is cheap. */
const mostKnown = 50_000;

/**
 * The journal of one process. Changes of many chats go into one statement: a write takes along all that
 * has changed while the one before it was under way. An update counts as handled only after its own.
 */
export function createSweepJournal(options: SweepJournalOptions): SweepJournal {
  const { list, addressOf, faults, aloneSince, patienceMilliseconds = 2_000 } = options;
  /** Chats to write. The address outlives its update here: it is the lease for messages to delete. */
  const waiting = new Map<number, SweepEntry>();
  const underWay = new Set<number>();
  let writing: Promise<void> | undefined;
  /** Chats that were read while this process was alone, and since when it is. */
  const read = { since: null as number | null, chats: new Set<number>() };

  function isKnown(alias: number): boolean {
    const since = aloneSince();
    if (since !== read.since || read.chats.size > mostKnown) read.chats.clear();
    read.since = since;
    return since !== null && read.chats.has(alias);
  }

  async function write(): Promise<void> {
    const entries = [...waiting];
    waiting.clear();
    for (const [alias] of entries) underWay.add(alias);
    try {
      await list.write(entries.map(([, entry]) => entry));
    } catch (error) {
      // What has changed since waits already, and is newer.
      for (const [alias, entry] of entries) if (!waiting.has(alias)) waiting.set(alias, entry);
      faults.report('sweep_list_unwritten', 'database', error);
    }
    underWay.clear();
  }

  /** Writes what waits, after the write under way; whoever comes meanwhile shares the next one. */
  async function flush(): Promise<void> {
    while (writing) await writing;
    if (waiting.size === 0) return;
    writing = write().finally(() => {
      writing = undefined;
    });
    await writing;
  }

  return {
    async recall(alias, living, isPress) {
      const isNewer = () => waiting.has(alias) || underWay.has(alias);
      if (isNewer() || (isPress && isKnown(alias) && living.standing(alias))) return;
      try {
        const standing = await list.find(alias);
        // After /clear there is no row, and rightly so.
        if (!isNewer() && (standing || !living.isCleared(alias))) living.restore(alias, standing ?? nothingStands);
        read.chats.add(alias);
      } catch (error) {
        faults.report('sweep_list_unread', 'database', error);
      }
    },
    note(alias, standing) {
      const address = addressOf(alias) ?? waiting.get(alias)?.address.reveal();
      const entry = { alias: alias as ChatAlias, address: new Secret(address ?? 0) };
      // Without an address nothing can be taken away, and nothing need be known.
      waiting.set(alias, { ...entry, standing: address === undefined ? null : standing });
      const oldest = waiting.keys().next().value;
      if (waiting.size > mostWaiting && oldest !== undefined) waiting.delete(oldest);
    },
    async settled(alias) {
      if (!waiting.has(alias) && !underWay.has(alias)) return true;
      await waitAtMost(flush(), patienceMilliseconds);
      return !waiting.has(alias) && !underWay.has(alias);
    },
    forgetGone(living) {
      for (const alias of read.chats) if (!living.standing(alias)) read.chats.delete(alias);
    },
    settleAll: () => flush(),
  };
}

async function waitAtMost(work: Promise<void>, milliseconds: number): Promise<void> {
  let alarm: NodeJS.Timeout | undefined;
  const waited = new Promise<void>((resolve) => {
    alarm = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, waited]);
  clearTimeout(alarm);
}
