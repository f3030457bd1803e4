import type { ChatAlias } from '../domain/chat-alias.ts';
import type { Expiring } from '../domain/expiring.ts';
import { createDailyNames } from './daily-names.ts';

/** How often chats did something today; in memory, under names of the day. */
export interface DailyLimit extends Expiring {
  isReached(alias: ChatAlias): boolean;
  count(alias: ChatAlias): void;
}

/** Allows each chat so many a day (UTC). */
export function createDailyLimit(most: number, now: () => number): DailyLimit {
  const names = createDailyNames(now, () => new Map<string, number>());
  const countOf = (alias: ChatAlias) => names.today().get(names.nameOf(String(alias))) ?? 0;

  return {
    isReached: (alias) => countOf(alias) >= most,
    count: (alias) => void names.today().set(names.nameOf(String(alias)), countOf(alias) + 1),
    forgetExpired: names.forgetExpired,
  };
}
