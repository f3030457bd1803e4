import type { ChatMessage, MessageContent } from './chat-message.ts';

/** More than a person scrolls back; keeps a tab that is open for days from filling the memory. */
const MAX_MESSAGES = 300;

/** The messages of one tab, in order, with a counter of its own. They live in memory only. */
export interface ChatLog {
  add(mine: boolean, content: MessageContent): ChatMessage;
  replace(message: ChatMessage): void;
  /** Answers which of them were there. */
  remove(ids: readonly number[]): number[];
  find(id: unknown): ChatMessage | undefined;
  all(): readonly ChatMessage[];
  clear(): void;
}

/** Makes an empty chat log. */
export function createChatLog(now: () => number): ChatLog {
  const messages = new Map<number, ChatMessage>();
  let lastId = 0;
  return {
    add(mine, content) {
      lastId += 1;
      const message = { ...content, id: lastId, date: Math.floor(now() / 1000), mine };
      messages.set(message.id, message);
      const oldest = messages.keys().next().value;
      if (messages.size > MAX_MESSAGES && oldest !== undefined) messages.delete(oldest);
      return message;
    },
    replace: (message) => void messages.set(message.id, message),
    remove: (ids) => ids.filter((id) => messages.delete(id)),
    find: (id) => messages.get(Number(id)),
    all: () => [...messages.values()],
    clear: () => messages.clear(),
  };
}
