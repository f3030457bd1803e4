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

/**
 * The way out of a channel: carries one Bot API call to the people behind it.
 * Answers with the Bot API's own answer; throws when nobody answered (network, time-out).
 */
export type Transport = (method: string, payload: BotApiPayload) => Promise<BotApiAnswer>;

/**
 * The way in: takes one raw update, as Telegram would send it, and resolves when it is handled.
 * Never throws. `again` means: nothing was done or kept, deliver the same update later.
 */
export type UpdateSink = (rawUpdate: unknown) => Promise<'handled' | 'again'>;

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
  /** Waits between tries, in milliseconds; tests make them short. */
  readonly retryAfter?: readonly number[];
}

/** A channel, the way out of it, and the line that tells the operator where people reach it. */
export interface OpenedChannel extends Channel {
  readonly transport: Transport;
  readonly announcement: string;
}
