import type { Api } from 'grammy';
import type { ChatAlias } from '../domain/chat-alias.ts';
import { type Screen, type SpokenIn, sendNotice } from '../handlers/screen.ts';
import type { ChatQueues } from './chat-queues.ts';
import type { Edge, ReachableChat } from './edge/edge.ts';
import { isTooMany } from './passing-fault.ts';

/** What to send, and how to undo that it was marked as sent. */
export interface Notice {
  readonly screen: Screen;
  readonly words: SpokenIn;
  undo(): Promise<void>;
}

/**
 * Sends a message that comes by itself, in its chat's turn, so that nothing overtakes a cancel or `/clear`.
 * @param compose asked when the turn has come; null: there is nothing to say any more
 * @returns `later`: Telegram wants to be left alone, the notice is undone. `lost`: nobody knows whether it
 * arrived, or the person is gone; it is not sent again.
 */
export type Notify = (
  chat: ReachableChat,
  compose: () => Promise<Notice | null>,
) => Promise<'told' | 'nothing' | 'later' | 'lost'>;

export interface NotifyOptions {
  readonly api: Api;
  readonly queues: Pick<ChatQueues, 'run'>;
  readonly besideScreen: Edge['besideScreen'];
  /** Brings what is kept of a chat over to the newest keys. */
  readonly carryOver: (alias: ChatAlias, formerAliases: readonly ChatAlias[]) => Promise<void>;
}

/** Notices of one process. */
export function createNotify({ api, queues, besideScreen, carryOver }: NotifyOptions): Notify {
  return (chat, compose) =>
    queues.run(chat.alias, async () => {
      await carryOver(chat.alias, chat.formerAliases);
      return besideScreen(chat, async () => {
        const notice = await compose();
        if (!notice) return 'nothing';
        try {
          await sendNotice(api, chat.alias, notice.screen, notice.words);
          return 'told';
        } catch (error) {
          if (!isTooMany(error)) return 'lost';
          await notice.undo();
          return 'later';
        }
      });
    });
}
