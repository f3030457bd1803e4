import type { Language } from '../../../domain/language.ts';
import { type ChatLog, createChatLog } from './chat-log.ts';
import { type PageMessage, toPageMessage } from './chat-message.ts';
import type { EventStream } from './event-stream.ts';
import type { UpdateQueue } from './update-queue.ts';

/** What the server tells the page. */
export type TabEvent =
  /** Everything there is: sent at each connect, so that a lost event costs nothing. */
  | { readonly type: 'state'; readonly messages: readonly PageMessage[] }
  | { readonly type: 'put'; readonly message: PageMessage }
  | { readonly type: 'drop'; readonly ids: readonly number[] }
  /** The bot's answer to a press: a toast, an alert, or nothing but the end of the waiting. */
  | {
      readonly type: 'answer';
      readonly press: number;
      readonly text: string;
      readonly alert: boolean;
      readonly language?: Language;
    }
  /** The press is handled, answered or not. */
  | { readonly type: 'settled'; readonly press: number }
  /** The stream is needed elsewhere; come back when somebody looks at this tab. */
  | { readonly type: 'rest' };

/** One browser tab: to the bot, one person in one private chat. */
export interface Tab {
  /** Chat id and user id, as the bot's edge sees them. */
  readonly address: number;
  /** Known to the page alone; proves that a request comes from this tab. */
  readonly token: string;
  readonly language: string | undefined;
  readonly chatInstance: string;
  readonly log: ChatLog;
  readonly queue: UpdateQueue;
  stream: EventStream<TabEvent> | undefined;
  /** The larger, the later: a rank, not a time. */
  lastSeen: number;
  /** Sends to the page if it listens; otherwise the next connect shows the outcome. */
  push(event: TabEvent): void;
}

export interface TabIdentity {
  readonly address: number;
  readonly token: string;
  readonly language: string | undefined;
  readonly chatInstance: string;
}

/** Makes a tab without messages and without a listening page. */
export function createTab(identity: TabIdentity, queue: UpdateQueue, now: () => number): Tab {
  return {
    ...identity,
    log: createChatLog(now),
    queue,
    stream: undefined,
    lastSeen: 0,
    push(event) {
      this.stream?.send(event);
    },
  };
}

/** The tab's whole state, as its page draws it. */
export function stateOf(tab: Tab): TabEvent {
  return { type: 'state', messages: tab.log.all().map(toPageMessage) };
}
