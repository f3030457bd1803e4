import type { BotApiAnswer, BotApiPayload } from '../channel.ts';

/**
 * What became of a message that was sent when the answer was lost? Telegram has no way to ask. But
 * message ids count up for the whole bot, and a new screen takes the place of all that stood in its
 * chat. So once it stands there, all that may stand before it is deleted by its number. What comes
 * beside a screen (a reminder, an offered hour) deletes nothing: that screen may hold a form in
 * progress. A lost one of these goes with the next screen, as those do that are known.
 */
export interface LostAnswers {
  /** A message may stand in this chat of which we know nothing. */
  note(chat: number): void;
  /** A new screen stands there now: deletes what was noted before it. */
  settle(chat: number, messageId: number): Promise<void>;
  /** A message stands beside a screen: ids have come this far. */
  pass(messageId: number): void;
}

/** One call, tried once. */
type CallOnce = (method: string, payload: BotApiPayload) => Promise<BotApiAnswer>;

/** As many as one call can delete. */
const inOneCall = 100;
/** A bot whose people and itself send more between a try and the next leaves the message. */
const reach = 1_000;
/** Messages of other chats may have overtaken the lost one. */
const slack = 50;
const rememberedChats = 10_000;

/** Doubtful messages, in memory: after a kill the living message is unknown as well. */
export function createLostAnswers(once: CallOnce): LostAnswers {
  /** By chat the newest id that was known then. */
  const doubtful = new Map<number, number>();
  let newest = 0;

  const pass = (messageId: number) => {
    newest = Math.max(newest, messageId);
  };

  async function deleteAll(chat: number, first: number, end: number): Promise<boolean> {
    for (let from = first; from < end; from += inOneCall) {
      const ids = Array.from({ length: Math.min(inOneCall, end - from) }, (_, index) => from + index);
      const answer = await once('deleteMessages', { chat_id: chat, message_ids: ids }).catch(() => null);
      // Refused with 400: nothing is there. Anything else is tried with the next message.
      if (!answer || !(answer.ok || answer.error_code === 400)) return false;
    }
    return true;
  }

  return {
    note(chat) {
      // The first lost one is the one to go back to.
      if (!doubtful.has(chat)) doubtful.set(chat, newest);
      const [oldest] = doubtful.keys();
      if (doubtful.size > rememberedChats && oldest !== undefined) doubtful.delete(oldest);
    },
    async settle(chat, messageId) {
      pass(messageId);
      const known = doubtful.get(chat);
      if (known === undefined) return;
      const first = Math.max(1, messageId - reach, known === 0 ? messageId - inOneCall : known - slack);
      if (await deleteAll(chat, first, messageId)) doubtful.delete(chat);
    },
    pass,
  };
}
