import type { ChatAlias } from '../domain/chat-alias.ts';
import type { Expiring } from '../domain/expiring.ts';
import { type SafetyState, worse } from '../domain/small-counter.ts';
import type { Database } from './client.ts';
import type { Keyring } from './keyring.ts';
import { contactFaultMonths } from './schema.ts';
import { type CounterKind, createSmallCounters, readHeldMonths, settleSafety } from './small-counters/store.ts';

/** "This is wrong or dead", said of an organisation's contacts: safety alone, no number is kept. */
export interface ContactFaultStore extends Expiring {
  /** Takes a tap, in memory. One a chat, organisation and day counts. */
  note(alias: ChatAlias, organizationId: string): void;
  /** Once a day, best soon after midnight UTC, and when the program stops. */
  flush(): Promise<void>;
}

export interface ContactFaultOptions {
  readonly db: Database;
  readonly keyring: Keyring;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Ids of all organisations that are listed now. */
  readonly organizations: () => readonly string[];
}

const kind: CounterKind = {
  table: contactFaultMonths,
  purpose: 'contact-faults',
  flushLock: 2_026_112_203,
  countedTags: [],
};

export function createContactFaults({ organizations, ...options }: ContactFaultOptions): ContactFaultStore {
  const counters = createSmallCounters(kind, { ...options, things: organizations });
  return {
    note: (alias, id) => counters.note(alias, { thing: id, subject: id, tag: 'wrong' }),
    flush: counters.flush,
    forgetExpired: counters.forgetExpired,
  };
}

/** What people have said of each organisation since somebody last looked, as of the last flush. */
export async function readContactFaults(db: Database, keyring: Keyring): Promise<ReadonlyMap<string, SafetyState>> {
  const states = new Map<string, SafetyState>();
  for (const held of (await readHeldMonths(kind, db, keyring)).values()) {
    for (const [id, state] of held?.wrong ?? []) states.set(id, worse(states.get(id) ?? 'none', state));
  }
  return states;
}

/** Somebody has looked at this organisation's contacts. */
export const settleContactFaults = (db: Database, keyring: Keyring, organizationId: string): Promise<void> =>
  settleSafety(kind, { db, keyring, things: [organizationId] });
