import type { ChatAlias } from '../../domain/chat-alias.ts';
import {
  deletableHours,
  dueNotices,
  hourOf,
  isDone,
  isScreenDue,
  nothingStands,
  type StandingMessage,
} from '../../domain/standing-messages.ts';
import type { MessageContent } from '../../handlers/screen.ts';
import type { BotApiAnswer, Transport, Urgency } from '../channels/channel.ts';
import type { LivingMessages } from './living-messages.ts';

export interface ChatSweepOptions {
  readonly transport: Transport;
  readonly living: LivingMessages;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onGone: (alias: ChatAlias) => void;
}

/** Where a chat is, and the neutral line in its language. */
export interface ChatToSweep {
  readonly alias: ChatAlias;
  readonly address: number;
  readonly urgency: Urgency;
  readonly neutral: MessageContent;
}

/** Takes away what stands in a chat. Whatever is not done is still in the list, so that a later sweep goes on. */
export interface ChatSweep {
  /**
   * Deletes leftovers, and puts the neutral line where a screen has stood too long. Help stays: its button
   * is on the neutral line. `later`: Telegram wants to be left alone for now.
   */
  tidyUp(chat: ChatToSweep): Promise<'done' | 'later'>;
  /**
   * Deletes everything, puts the neutral line into what is too old for that, and into one message more.
   * @param keptId the message that stays, with the neutral line in it
   */
  clear(chat: ChatToSweep, keptId: number | null): Promise<ClearedMessages>;
}

/** Telegram deletes so many in one call. */
const mostAtOnce = 100;

/** What became of a message; `unknown` is to be tried again. */
type Fate = 'gone' | 'neutral' | 'stays' | 'unknown';

/** What clearing has left behind in the chat. */
export interface ClearedMessages {
  /** Something was too old to be deleted: the bot's have the neutral line, the person's stand as they were. */
  readonly isOldLeft: boolean;
  /** Telegram did not answer, or not for all: the sweeper goes on. */
  readonly isUnfinished: boolean;
}

/** Sweeping over one channel. */
export function createChatSweep({ transport, living, now, onGone }: ChatSweepOptions): ChatSweep {
  async function call(chat: ChatToSweep, method: string, payload: object): Promise<BotApiAnswer> {
    // What is to go must go, whatever the person does next.
    const circumstances = { urgency: chat.urgency, isSuperseded: () => false };
    const real = { chat_id: chat.address, ...payload };
    const answer = await transport(method, real, circumstances).catch(() => nobodyAnswered);
    if (!answer.ok && answer.error_code === 403) onGone(chat.alias);
    return answer;
  }

  async function putNeutral(chat: ChatToSweep, id: number): Promise<Fate> {
    const answer = await call(chat, 'editMessageText', { message_id: id, ...chat.neutral });
    if (answer.ok || answer.description.includes('not modified')) return 'neutral';
    return fateOf(answer);
  }

  /** Deletes one message; one of the bot's that is too old for that gets the neutral line. */
  async function takeAway(chat: ChatToSweep, id: number, isBots: boolean): Promise<Fate> {
    const answer = await call(chat, 'deleteMessage', { message_id: id });
    const fate = fateOf(answer);
    const result = fate === 'stays' && isBots ? await putNeutral(chat, id) : fate;
    if (result !== 'unknown') living.drop(chat.alias, id);
    return result;
  }

  /** All young ones in one call; a refusal holds for all of them, so then one by one. */
  async function takeAwayTogether(chat: ChatToSweep, ids: readonly number[]): Promise<boolean> {
    const answer = await call(chat, 'deleteMessages', { message_ids: ids });
    if (!answer.ok) return false;
    for (const id of ids) living.drop(chat.alias, id);
    return true;
  }

  const isYoung = ({ sentHour }: StandingMessage) => hourOf(now()) - sentHour < deletableHours;

  return {
    async tidyUp(chat) {
      const standing = living.standing(chat.alias) ?? nothingStands;
      for (const { id } of [...standing.formers, ...dueNotices(standing, hourOf(now()))]) {
        if ((await takeAway(chat, id, true)) === 'unknown') return 'later';
      }
      for (const { id } of standing.persons) {
        if ((await takeAway(chat, id, false)) === 'unknown') return 'later';
      }
      if (standing.living && isScreenDue(standing, hourOf(now()))) {
        const fate = await putNeutral(chat, standing.living.id);
        if (fate === 'unknown') return 'later';
        if (fate === 'gone') living.drop(chat.alias, standing.living.id);
        else living.setNeutral(chat.alias);
      }
      if (isDone(living.standing(chat.alias) ?? nothingStands, hourOf(now()))) living.forget(chat.alias);
      return 'done';
    },

    async clear(chat, keptId) {
      const standing = living.standing(chat.alias) ?? nothingStands;
      const { formers, persons, notices } = standing;
      const kept = keptId ?? standing.living?.id ?? null;
      const bots = [...formers, ...(standing.living ? [standing.living] : []), ...notices].filter(
        ({ id }) => id !== kept,
      );
      const fates: Fate[] = [];

      // First what is on the screen now.
      const shown = kept === null ? 'gone' : await putNeutral(chat, kept);
      if (shown === 'gone') fates.push(await sendNeutral(chat));
      else if (shown !== 'neutral') fates.push(shown);

      const young = [...bots, ...persons].filter(isYoung).map(({ id }) => id);
      const parts = Array.from({ length: Math.ceil(young.length / mostAtOnce) }, (_, part) =>
        young.slice(part * mostAtOnce, (part + 1) * mostAtOnce),
      );
      const together = await Promise.all(parts.map((ids) => takeAwayTogether(chat, ids)));
      const deleted = new Set(parts.filter((_, part) => together[part]).flat());
      for (const { id } of bots) if (!deleted.has(id)) fates.push(await takeAway(chat, id, true));
      for (const { id } of persons) if (!deleted.has(id)) fates.push(await takeAway(chat, id, false));

      const isUnfinished = fates.includes('unknown');
      const line = shown === 'neutral' && standing.living?.id === kept ? standing.living : null;
      if (!isUnfinished) living.forget(chat.alias, line);
      else if (kept !== null) living.setOverdue(chat.alias, kept);
      return { isOldLeft: fates.some((fate) => fate === 'stays' || fate === 'neutral'), isUnfinished };
    },
  };

  /** The one message that stays is gone: a new one, so that help does not go with it. */
  async function sendNeutral(chat: ChatToSweep): Promise<Fate> {
    const answer = await call(chat, 'sendMessage', { ...chat.neutral, disable_notification: true });
    return answer.ok ? 'gone' : 'unknown';
  }
}

const nobodyAnswered: BotApiAnswer = { ok: false, error_code: 503, description: '' };

const isPassing = (answer: BotApiAnswer): boolean =>
  !answer.ok && (answer.error_code === 429 || answer.error_code >= 500);

function fateOf(answer: BotApiAnswer): Fate {
  if (isPassing(answer)) return 'unknown';
  return answer.ok || answer.description.includes('not found') ? 'gone' : 'stays';
}
