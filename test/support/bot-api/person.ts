import type { CallbackQuery, Message, User } from 'grammy/types';
import type { ButtonChoice } from './button-press.ts';
import { pressButton } from './button-press.ts';
import type { Alert, ChatRecord } from './chat-record.ts';
import { detectEntities } from './detected-entities.ts';
import type { RawContent } from './media.ts';
import { completeContent } from './media.ts';
import type { VisibleMessage } from './screen.ts';
import { drawScreen, visibleMessages } from './screen.ts';
import type { World } from './world.ts';

/** Somebody with a Telegram app and a private chat with the bot. */
export class Person {
  readonly user: User;
  readonly #world: World;
  readonly #record: ChatRecord;

  constructor(world: World, record: ChatRecord, user: User) {
    this.#world = world;
    this.#record = record;
    this.user = user;
  }

  get id(): number {
    return this.user.id;
  }

  /** Writes to the bot; the first message is what lets the bot write back. */
  sends(text: string, options: { date?: number; replyTo?: number } = {}): Message {
    const { replyTo, ...rest } = options;
    const entities = detectEntities(text);
    const repliedTo = replyTo === undefined ? undefined : this.#record.messages.get(replyTo)?.message;
    return this.sendsRaw({
      ...rest,
      ...(repliedTo ? { reply_to_message: repliedTo } : {}),
      text,
      ...(entities.length > 0 ? { entities } : {}),
    });
  }

  /** Sends anything: `{ voice: true }`, `{ photo: true, caption }`, `{ contact: { phone_number } }`. */
  sendsRaw(content: RawContent): Message {
    if (this.#record.isBlocked) throw new Error('She blocked the bot: call unblocks() before she writes');
    this.#record.isOpen = true;
    const message = {
      message_id: this.#world.nextMessageId(),
      from: this.user,
      chat: this.#record.chat,
      date: this.#world.now,
      ...completeContent(content),
    } as Message;
    this.#world.keep(this.#record, { message, isBots: false, isSilent: false });
    this.#world.updates.push('message', message, this.id);
    return message;
  }

  /** Changes the text of her own message. */
  edits(messageId: number, text: string): Message {
    const stored = this.#record.messages.get(messageId);
    if (!stored || stored.isBots) throw new Error(`There is no message ${messageId} of hers to edit`);
    const { entities: _old, ...rest } = stored.message;
    const entities = detectEntities(text);
    stored.message = {
      ...rest,
      edit_date: this.#world.now,
      text,
      ...(entities.length > 0 ? { entities } : {}),
    } as Message;
    this.#world.updates.push('edited_message', stored.message, this.id);
    return stored.message;
  }

  /** Presses a button by its label, or by more than that. */
  presses(button: string | ButtonChoice): CallbackQuery {
    return pressButton(this.#world, this.#record, typeof button === 'string' ? { label: button } : button);
  }

  blocks(): void {
    this.#record.isBlocked = true;
    this.#pushMembership('member', 'kicked');
  }

  unblocks(): void {
    this.#record.isBlocked = false;
    this.#pushMembership('kicked', 'member');
  }

  /** Deletes a message for both sides; Telegram does not tell the bot. */
  deletesMessage(messageId: number): void {
    if (!this.#record.messages.delete(messageId)) throw new Error(`There is no message ${messageId} to delete`);
  }

  /** Types "@bot query" in some chat. */
  typesInline(query: string): void {
    const id = String(BigInt.asIntN(64, BigInt(this.id) << 32n));
    this.#world.updates.push('inline_query', { id, from: this.user, chat_type: 'sender', query, offset: '' }, this.id);
  }

  /** What she sees of the chat now, newest last. */
  get chat(): VisibleMessage[] {
    return visibleMessages(this.#record);
  }

  /** What stands behind the buttons of the newest message, as a person with a client of their own could read it. */
  get callbackData(): readonly string[] {
    const newest = [...this.#record.messages.values()].at(-1)?.message;
    const rows = newest?.reply_markup?.inline_keyboard ?? [];
    return rows.flat().flatMap((button) => ('callback_data' in button ? [button.callback_data] : []));
  }

  /** The newest message of the bot with its buttons, as text. */
  screen(): string {
    return drawScreen(this.#record);
  }

  /** What button presses were answered with, oldest first. */
  get alerts(): readonly Alert[] {
    return this.#record.alerts;
  }

  #pushMembership(from: string, to: string): void {
    const { id, is_bot, first_name, username } = this.#world.bot;
    const member = (status: string): object => ({
      user: { id, is_bot, first_name, username },
      status,
      ...(status === 'kicked' ? { until_date: 0 } : {}),
    });
    const body = {
      chat: this.#record.chat,
      from: this.user,
      date: this.#world.now,
      old_chat_member: member(from),
      new_chat_member: member(to),
    };
    this.#world.updates.push('my_chat_member', body, this.id);
  }
}
