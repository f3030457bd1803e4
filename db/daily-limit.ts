import { createHmac, randomBytes } from 'node:crypto';
import { dayOf } from '../domain/calendar-day.ts';
import type { ChatAlias } from '../domain/chat-alias.ts';

/** How often chats did something today, under a key that is made each day and never leaves the memory. */
export interface DailyLimit {
  isReached(alias: ChatAlias): boolean;
  count(alias: ChatAlias): void;
}

/** Allows each chat so many a day (UTC). */
export function createDailyLimit(most: number, now: () => number): DailyLimit {
  let day = dayOf(now());
  let key = randomBytes(32);
  let counts = new Map<string, number>();

  function markOf(alias: ChatAlias): string {
    const today = dayOf(now());
    if (today !== day) {
      day = today;
      key = randomBytes(32);
      counts = new Map();
    }
    return createHmac('sha256', key).update(String(alias)).digest('base64url');
  }

  return {
    isReached: (alias) => (counts.get(markOf(alias)) ?? 0) >= most,
    count(alias) {
      const mark = markOf(alias);
      counts.set(mark, (counts.get(mark) ?? 0) + 1);
    },
  };
}
