import { deleteExpired, type Expiring, expiryLag } from '../../../domain/expiring.ts';
import { deletableHours } from '../../../domain/standing-messages.ts';
import type { BotApiAnswer, BotApiPayload } from '../channel.ts';

/**
 * What became of a message that was sent when the answer was lost? Telegram has no way to ask. But
 * message ids count up for the whole bot, and a new screen takes the place of all that stood in its
 * chat. So once it stands there, all that may stand before it is deleted by its number. What comes
 * beside a screen (a reminder, an offered hour) deletes nothing: that screen may hold a form in
 * progress. A lost one of these goes with the next screen, as those do that are known.
 */
export interface LostAnswers extends Expiring {
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
/** After that Telegram deletes it no more, and there is no reason to know the chat. */
const keptForMilliseconds = deletableHours * 3_600_000 - expiryLag;

/**
 * Doubtful messages, in memory: after a kill the living message is unknown as well.
 * @param now milliseconds since 1970
 */
export function createLostAnswers(once: CallOnce, now: () => number): LostAnswers {
  /** By chat the newest id that was known at the first lost one, and the time of the last. */
  const doubtful = new Map<number, { readonly known: number; readonly until: number }>();
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
      const known = doubtful.get(chat)?.known ?? newest;
      doubtful.set(chat, { known, until: now() + keptForMilliseconds });
      const [oldest] = doubtful.keys();
      if (doubtful.size > rememberedChats && oldest !== undefined) doubtful.delete(oldest);
    },
    async settle(chat, messageId) {
      pass(messageId);
      const noted = doubtful.get(chat);
      if (!noted) return;
      const { known } = noted;
      const first = Math.max(1, messageId - reach, known === 0 ? messageId - inOneCall : known - slack);
      if (await deleteAll(chat, first, messageId)) doubtful.delete(chat);
    },
    pass,
    forgetExpired: () => deleteExpired(doubtful, now()),
  };
}
