import type { Chat, Message } from 'grammy/types';
import type { ChatRecord } from './chat-record.ts';
import { detectEntities } from './detected-entities.ts';
import type { Person } from './person.ts';
import type { World } from './world.ts';

/** How a group or a channel looks. */
export interface GroupOptions {
  id?: number;
  title?: string;
  type?: 'group' | 'supergroup' | 'channel';
  username?: string;
}

/** A group or a channel where somebody tries the bot. */
export class Group {
  readonly #world: World;
  readonly #record: ChatRecord;

  constructor(world: World, record: ChatRecord) {
    this.#world = world;
    this.#record = record;
  }

  get id(): number {
    return this.#record.chat.id;
  }

  get chat(): Chat {
    return this.#record.chat;
  }

  /** False before it is added, and after it left. */
  get hasBot(): boolean {
    return this.#record.isOpen;
  }

  /** The bot's messages that are there now. */
  get botMessages(): Message[] {
    return [...this.#record.messages.values()].filter(({ isBots }) => isBots).map(({ message }) => message);
  }

  /** Somebody adds the bot: a change of membership, and in groups a message about it. */
  addsBot(by: Person): void {
    const bot = this.#botUser();
    this.#record.isOpen = true;
    const isChannel = this.#record.chat.type === 'channel';
    const body = {
      chat: this.#record.chat,
      from: by.user,
      date: this.#world.now,
      old_chat_member: { user: bot, status: 'left' },
      new_chat_member: isChannel
        ? { user: bot, status: 'administrator', can_post_messages: true }
        : { user: bot, status: 'member' },
    };
    this.#world.updates.push('my_chat_member', body, this.id);
    if (isChannel) return;
    const service = { new_chat_participant: bot, new_chat_member: bot, new_chat_members: [bot] };
    this.#push('message', { from: by.user }, service);
  }

  /** A message of a member, or a post when this is a channel. */
  posts(text: string, by?: Person): Message {
    const entities = detectEntities(text);
    const content = { text, ...(entities.length > 0 ? { entities } : {}) };
    if (this.#record.chat.type === 'channel')
      return this.#push('channel_post', { sender_chat: this.#record.chat }, content);
    if (!by) throw new Error('A message in a group needs somebody who writes it');
    return this.#push('message', { from: by.user }, content);
  }

  #push(kind: 'message' | 'channel_post', sender: object, content: object): Message {
    const message = {
      message_id: this.#world.nextMessageId(),
      ...sender,
      chat: this.#record.chat,
      date: this.#world.now,
      ...content,
    } as Message;
    this.#world.keep(this.#record, { message, isBots: false, isSilent: false });
    this.#world.updates.push(kind, message, this.id);
    return message;
  }

  #botUser(): object {
    const { id, is_bot, first_name, username } = this.#world.bot;
    return { id, is_bot, first_name, username };
  }
}
