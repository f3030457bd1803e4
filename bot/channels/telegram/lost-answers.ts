import type { BotApiClient } from './bot-api-client.ts';

/**
 * What became of a message that was sent when the answer was lost? Telegram has no way to ask. But
 * message ids count up for the whole bot, and a chat holds nothing but its one living message. So
 * once another message stands in the chat, all that may stand between is deleted by its number.
 */
export interface LostAnswers {
  /** A message may stand in this chat of which we know nothing. */
  note(chat: number): void;
  /** Another one stands there now: deletes what was noted before it. */
  settle(chat: number, messageId: number): Promise<void>;
}

/** As many as one call can delete. A bot that sends more between a try and the next leaves the message. */
const reach = 100;
const rememberedChats = 10_000;

/** Doubtful messages, in memory: after a kill the living message is unknown as well. */
export function createLostAnswers(once: BotApiClient['once']): LostAnswers {
  const doubtful = new Set<number>();
  return {
    note(chat) {
      doubtful.delete(chat);
      doubtful.add(chat);
      const [oldest] = doubtful;
      if (doubtful.size > rememberedChats && oldest !== undefined) doubtful.delete(oldest);
    },
    async settle(chat, messageId) {
      if (!doubtful.has(chat)) return;
      const first = Math.max(1, messageId - reach);
      const ids = Array.from({ length: messageId - first }, (_, index) => first + index);
      const answer = await once('deleteMessages', { chat_id: chat, message_ids: ids }).catch(() => null);
      // Refused with 400: nothing is there. Anything else is tried with the next message.
      if (answer && (answer.ok || answer.error_code === 400)) doubtful.delete(chat);
    },
  };
}
