import type { Clock } from './clock.ts';
import { tooManyRequests } from './refusal.ts';

/** How much a bot may send; what is left out is not limited. */
export interface Limits {
  perChatPerMinute?: number;
  perSecond?: number;
}

interface Window {
  start: number;
  count: number;
}

const limited = new Set(['sendMessage', 'editMessageText', 'editMessageReplyMarkup']);

/** Counts sends and edits in fixed windows: one Map lookup per call. */
export class RateLimits {
  readonly #limits: Limits;
  readonly #clock: Clock;
  readonly #chats = new Map<string, Window>();
  readonly #all: Window = { start: 0, count: 0 };

  constructor(limits: Limits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Refuses a call that is one too many; a refused call does not count. */
  check(method: string, chatId: string): void {
    if (!limited.has(method)) return;
    const { perSecond, perChatPerMinute } = this.#limits;
    const now = this.#clock.now();
    const chat = this.#chats.get(chatId) ?? { start: now, count: 0 };
    if (perSecond !== undefined) refuseOver(this.#all, perSecond, 1000, now);
    if (perChatPerMinute !== undefined) {
      refuseOver(chat, perChatPerMinute, 60_000, now);
      this.#chats.set(chatId, chat);
    }
    this.#all.count++;
    chat.count++;
  }
}

function refuseOver(window: Window, limit: number, length: number, now: number): void {
  if (now - window.start >= length) {
    window.start = now;
    window.count = 0;
  }
  if (window.count >= limit) throw tooManyRequests(Math.max(1, Math.ceil((window.start + length - now) / 1000)));
}
