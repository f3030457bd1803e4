import type { BotCommand, Message, UserFromGetMe } from 'grammy/types';
import type { ChatRecord, StoredMessage } from './chat-record.ts';
import type { Clock } from './clock.ts';
import { unixSeconds } from './clock.ts';
import { LongPoll } from './long-poll.ts';
import { UpdateQueue } from './update-queue.ts';
import { Webhook } from './webhook.ts';

/** A pressed button whose answer is still accepted. */
export interface PressedButton {
  chat: ChatRecord;
  at: number;
}

/** Everything the server knows: the part of Telegram that one bot can see. */
export class World {
  readonly clock: Clock;
  readonly bot: UserFromGetMe;
  readonly updates = new UpdateQueue(100_000_001);
  readonly longPoll = new LongPoll(this.updates);
  readonly webhook: Webhook;
  readonly chats = new Map<number, ChatRecord>();
  readonly pressed = new Map<string, PressedButton>();
  /** By scope and language. */
  readonly commands = new Map<string, BotCommand[]>();
  /** Name and descriptions, by kind and language. */
  readonly profile = new Map<string, string>();
  #lastMessageId = 0;

  constructor(clock: Clock, bot: UserFromGetMe, webhookRetryMs: number) {
    this.clock = clock;
    this.bot = bot;
    this.webhook = new Webhook(this.updates, clock, webhookRetryMs);
    this.updates.onPush = () => {
      this.longPoll.wake();
      this.webhook.wake();
    };
  }

  /** Message ids grow over all private chats of a bot, so one id never means two messages. */
  nextMessageId(): number {
    return ++this.#lastMessageId;
  }

  get now(): number {
    return unixSeconds(this.clock);
  }

  /** Keeps a message and gives back what was kept. */
  keep(record: ChatRecord, stored: StoredMessage): Message {
    record.messages.set(stored.message.message_id, stored);
    return stored.message;
  }
}
