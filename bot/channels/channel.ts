import type { ProcessGroup } from '../../db/process-group.ts';
import type { Expiring } from '../../domain/expiring.ts';
import type { Language } from '../../domain/language.ts';
import type { FaultLog } from '../fault-log.ts';

/** One call of the Telegram Bot API, on its way to a channel. The address in it is the real one. */
export type BotApiPayload = Readonly<Record<string, unknown>>;

/** What a Bot API server answers. */
export type BotApiAnswer =
  | { readonly ok: true; readonly result: unknown }
  | {
      readonly ok: false;
      readonly error_code: number;
      readonly description: string;
      readonly parameters?: { readonly retry_after?: number };
    };

/** Where limits are near, `urgent` goes first (help in danger), then people, then what comes by itself. */
export type Urgency = 'urgent' | 'person' | 'background';

/** What the way out needs to know of a call beyond its payload. */
export interface CallCircumstances {
  readonly urgency: Urgency;
  /** True once a later update of the same chat waits: its screen will take the place of this one. */
  readonly isSuperseded: () => boolean;
  /** In which language the words of the call are, for a channel that tells a screen reader; Telegram is told nothing. */
  readonly language?: Language;
  /** It comes beside the screen that stands in the chat, and takes no message's place. */
  readonly isNotice?: true;
}

/** In the place of a result: the screen was not drawn, since the next one of its chat is about to take its place. */
export const superseded = 'superseded';

/**
 * The way out of a channel: carries one Bot API call to the people behind it.
 * Answers with the Bot API's own answer; throws when nobody answered (network, time-out).
 */
export type Transport = (
  method: string,
  payload: BotApiPayload,
  circumstances?: CallCircumstances,
) => Promise<BotApiAnswer>;

/** How an update reached the program. */
export interface Arrival {
  /** It may have waited for hours at Telegram, though it does not say so itself. */
  readonly isLate?: boolean;
  /** Milliseconds for which it is tried again here. Without it: until it is done or the program stops. */
  readonly patience?: number;
}

/**
 * The way in: takes one raw update, as Telegram would send it, and resolves when it is handled.
 * Never throws. `again` means: it is not done, deliver the same update later.
 */
export type UpdateSink = (rawUpdate: unknown, arrival?: Arrival) => Promise<'handled' | 'again'>;

/** A way in which people reach the bot. */
export interface Channel {
  /** Begins to listen. Resolves when people can write. */
  start(): Promise<void>;
  /** Takes nothing new, waits for what is under way, then resolves. */
  stop(): Promise<void>;
}

/** What every channel is given. */
export interface ChannelOptions {
  readonly onUpdate: UpdateSink;
  /** A browser tab was closed: what is held about it is forgotten. */
  readonly onGone: (address: number) => Promise<void>;
  readonly faults: FaultLog;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The processes that work on the same database. */
  readonly group: ProcessGroup;
  /** A 32-byte key for one purpose, the same at every start. */
  readonly subkey: (purpose: string) => Buffer;
  /** Waits between tries, in milliseconds; tests make them short. */
  readonly retryAfter?: readonly number[];
}

/** A channel, the way out of it, and the line that tells the operator where people reach it. */
export interface OpenedChannel extends Channel {
  readonly transport: Transport;
  readonly announcement: string;
  /** What the operator should know of the start besides; null or none: nothing. */
  readonly warning?: string | null;
  /** What it holds of chats in memory for a while, if anything. */
  readonly memory?: Expiring;
}
