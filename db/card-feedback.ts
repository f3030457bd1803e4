import type { ChatAlias } from '../domain/chat-alias.ts';
import type { UniformBelow } from '../domain/discrete-laplace.ts';
import type { Expiring } from '../domain/expiring.ts';
import { type Language, languages } from '../domain/language.ts';
import {
  type CalendarMonth,
  type CountedTag,
  type CounterMonth,
  countedTags,
  type FeedbackTag,
  ReleasedCounter,
  type SafetyState,
} from '../domain/small-counter.ts';
import type { Database } from './client.ts';
import type { Keyring } from './keyring.ts';
import { cardFeedbackMonths } from './schema.ts';
import type { HeldMonth } from './small-counters/boxes.ts';
import { type CounterKind, createSmallCounters, readHeldMonths } from './small-counters/store.ts';

/** What people say of a card, in small counters: per card, language and month. */
export interface CardFeedbackStore extends Expiring {
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

const kind: CounterKind = {
  table: cardFeedbackMonths,
  purpose: 'card-feedback',
  flushLock: 2_026_112_202,
  countedTags,
};

/** A card in a language. */
const pairName = (card: string, language: Language) => `${card}/${language}`;

/** The feedback store on a database. */
export function createCardFeedback(options: CardFeedbackOptions): CardFeedbackStore {
  const { db, keyring, cards } = options;
  const pairs = cards.flatMap((card) => languages.map((language) => pairName(card, language)));
  const counters = createSmallCounters(kind, { ...options, things: () => pairs });
  return {
    note: (alias, card, language, tag) => counters.note(alias, { thing: pairName(card, language), subject: card, tag }),
    flush: counters.flush,
    forgetExpired: counters.forgetExpired,
    report: () => readCardFeedback(db, keyring),
  };
}

/** The report alone, for a command that takes no taps. It writes nothing: months freeze in `flush`. */
export async function readCardFeedback(db: Database, keyring: Keyring): Promise<CardFeedbackReport> {
  const held = await readHeldMonths(kind, db, keyring);
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
