import type { Expiring } from '../../../domain/expiring.ts';
import { type CallCircumstances, superseded, type Urgency } from '../channel.ts';

/** Telegram's limits on sending and editing (core.telegram.org/bots/faq, and what was measured). */
export interface LimitFigures {
  readonly perChatPerMinute: number;
  readonly perSecond: number;
}

export const telegramLimits: LimitFigures = { perChatPerMinute: 20, perSecond: 30 };

/** Keeps what goes out within Telegram's limits. */
export interface SendLimits extends Expiring {
  /**
   * Waits until a call may go out. `superseded`: it need not. A number: seconds to come again,
   * when that is more than a handler should wait. What comes by itself never waits.
   */
  place(chat: number, circumstances: CallCircumstances): Promise<'go' | typeof superseded | number>;
  /** Telegram said 429: nothing goes to this chat for so many seconds. */
  close(chat: number, seconds: number): void;
}

/** The share of both limits that each may use: a press never waits for an exercise, nor help for a press. */
const shares: Readonly<Record<Urgency, number>> = { urgent: 1, person: 0.9, background: 0.6 };
const minute = 60_000;
/** A handler that waits longer would look as if it hung (bot/update-sink.ts). */
const longestWait = 5_000;
const lookAgainAfter = 50;
const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const nobodyElse: CallCircumstances = { urgency: 'person', isSuperseded: () => false };

/**
 * Sliding windows, one for each chat of the last minute, or one that Telegram has closed for longer, and one for all.
 * @param share how many processes share the limit for all
 * @param now a clock in milliseconds that is never set back
 */
export function createSendLimits(figures: LimitFigures, now = () => performance.now()): SendLimits {
  const chats = new Map<number, { sent: number[]; closedUntil: number }>();
  let all: number[] = [];

  /** When a window has room again; the past when it has now. */
  function roomAt(sent: readonly number[], limit: number, urgency: Urgency, milliseconds: number): number {
    const allowed = Math.max(1, Math.floor(limit * shares[urgency]));
    const oldest = sent.at(-allowed);
    return oldest === undefined ? 0 : oldest + milliseconds;
  }

  function freeAt(chat: number, urgency: Urgency): number {
    const { sent = [], closedUntil = 0 } = chats.get(chat) ?? {};
    // Help in danger is tried even beyond our own count of the chat: Telegram may be more generous.
    const chatRoom = urgency === 'urgent' ? 0 : roomAt(sent, figures.perChatPerMinute, urgency, minute);
    return Math.max(closedUntil, chatRoom, roomAt(all, figures.perSecond, urgency, 1_000));
  }

  function entryOf(chat: number) {
    const entry = chats.get(chat) ?? { sent: [], closedUntil: 0 };
    chats.set(chat, entry);
    return entry;
  }

  function note(chat: number): void {
    const at = now();
    const entry = entryOf(chat);
    entry.sent = [...entry.sent.slice(1 - figures.perChatPerMinute), at];
    all = [...all.slice(1 - figures.perSecond), at];
  }

  return {
    async place(chat, { urgency, isSuperseded } = nobodyElse) {
      const patienceEnds = now() + longestWait;
      for (;;) {
        const free = freeAt(chat, urgency);
        const at = now();
        if (free <= at) {
          note(chat);
          return 'go';
        }
        if (isSuperseded()) return superseded;
        // What comes by itself gives way at once: it would hold up the presses behind it.
        if (free > patienceEnds || urgency === 'background') return Math.ceil((free - at) / 1_000);
        await sleep(Math.min(free - at, lookAgainAfter));
      }
    },
    close(chat, seconds) {
      const entry = entryOf(chat);
      entry.closedUntil = Math.max(entry.closedUntil, now() + seconds * 1_000);
    },
    forgetExpired() {
      const at = now();
      for (const [chat, { sent, closedUntil }] of chats) {
        if (closedUntil <= at && (sent.at(-1) ?? -Infinity) <= at - minute) chats.delete(chat);
      }
    },
  };
}

/** For a Bot API server that sends nothing to Telegram. */
export const noLimits: SendLimits = { place: async () => 'go', close: () => {}, forgetExpired: () => {} };
