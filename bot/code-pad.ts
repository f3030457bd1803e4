import type { ChatAlias } from '../domain/chat-alias.ts';
import { deleteExpired, type Expiring, expiryLag } from '../domain/expiring.ts';
import type { CodePad } from '../handlers/code-parts.ts';

/** Digits are gone after ten minutes without a tap, at the latest: people are told so. */
const keptMilliseconds = 600_000 - expiryLag;
const keptChats = 10_000;

/** The digits that people are entering, in memory. */
export function createCodePad(now: () => number): CodePad & Expiring {
  const held = new Map<ChatAlias, { readonly digits: string; readonly isFound: boolean; readonly until: number }>();

  const find = (chat: ChatAlias) => {
    const entry = held.get(chat);
    if (entry && entry.until > now()) return entry;
    held.delete(chat);
    return undefined;
  };

  return {
    digits: (chat) => find(chat)?.digits ?? '',
    isFound: (chat) => find(chat)?.isFound ?? false,
    set(chat, digits, isFound = false) {
      held.delete(chat);
      held.set(chat, { digits, isFound, until: now() + keptMilliseconds });
      const oldest = held.keys().next().value;
      if (held.size > keptChats && oldest !== undefined) held.delete(oldest);
    },
    clear: (chat) => void held.delete(chat),
    forgetExpired: () => deleteExpired(held, now()),
  };
}
