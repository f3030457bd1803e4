import type { InlineKeyboardButton } from 'grammy/types';
import type { ChatRecord, StoredMessage } from './chat-record.ts';

/** A message as the person sees it. */
export interface VisibleMessage {
  message_id: number;
  from: 'bot' | 'person';
  text: string;
  /** What the bot wrote before Telegram took the markup out. */
  html?: string;
  /** Button labels, row by row. */
  keyboard: string[][];
  isSilent: boolean;
  isEdited: boolean;
  /** Unix seconds. */
  date: number;
  replyTo?: number;
}

/** The messages of a chat that are there now, newest last. */
export function visibleMessages(record: ChatRecord): VisibleMessage[] {
  return [...record.messages.values()].map(toVisible);
}

/** The newest message of the bot with its buttons, as plain text. */
export function drawScreen(record: ChatRecord): string {
  const newest = botMessagesNewestFirst(record)[0];
  if (!newest) return '(the bot has not written)';
  const { text, keyboard } = toVisible(newest);
  return [text, ...keyboard.map((row) => row.map((label) => `[ ${label} ]`).join(' '))].join('\n');
}

/** The bot's messages that are there now. */
export function botMessagesNewestFirst(record: ChatRecord): StoredMessage[] {
  return [...record.messages.values()].filter(({ isBots }) => isBots).reverse();
}

/** All buttons of a message, row after row. */
export function buttonsOf({ message }: StoredMessage): InlineKeyboardButton[] {
  return message.reply_markup?.inline_keyboard.flat() ?? [];
}

function toVisible({ message, isBots, isSilent, html }: StoredMessage): VisibleMessage {
  const replyTo = message.reply_to_message?.message_id;
  return {
    message_id: message.message_id,
    from: isBots ? 'bot' : 'person',
    text: message.text ?? message.caption ?? `(${mediaKind(message)})`,
    ...(html === undefined ? {} : { html }),
    keyboard: (message.reply_markup?.inline_keyboard ?? []).map((row) => row.map((button) => button.text)),
    isSilent,
    isEdited: message.edit_date !== undefined,
    date: message.date,
    ...(replyTo === undefined ? {} : { replyTo }),
  };
}

const common = new Set(['message_id', 'from', 'chat', 'date', 'edit_date', 'reply_markup', 'reply_to_message']);

function mediaKind(message: object): string {
  return Object.keys(message).find((field) => !common.has(field)) ?? 'empty';
}
