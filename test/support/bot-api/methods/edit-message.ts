import type { InlineKeyboardMarkup, Message } from 'grammy/types';
import type { StoredMessage } from '../chat-record.ts';
import { readInlineKeyboard } from '../keyboard.ts';
import { readMessageText } from '../message-text.ts';
import type { Parameters } from '../parameters.ts';
import { badRequest } from '../refusal.ts';
import type { World } from '../world.ts';
import { findChat, findMessage, notMember } from './find.ts';
import type { Method } from './method.ts';
import { readLinkPreview } from './send-message.ts';

/** editMessageText */
export const editMessageText: Method = (world, parameters) => {
  const { text, entities, html } = readMessageText(parameters);
  const keyboard = readInlineKeyboard(parameters);
  const stored = findEditable(world, parameters);
  if (stored.message.text === undefined) throw badRequest('there is no text in the message to edit');
  const preview = readLinkPreview(parameters);
  const { entities: _old, link_preview_options: _preview, ...rest } = stored.message;
  const edited = {
    ...rest,
    text,
    ...(entities.length > 0 ? { entities } : {}),
    ...(preview ? { link_preview_options: preview } : {}),
  } as Message;
  const message = replace(world, stored, edited, keyboard);
  if (html === undefined) delete stored.html;
  else stored.html = html;
  return message;
};

/** editMessageReplyMarkup: without a keyboard it takes the old one away. */
export const editMessageReplyMarkup: Method = (world, parameters) => {
  const keyboard = readInlineKeyboard(parameters);
  const stored = findEditable(world, parameters);
  return replace(world, stored, stored.message, keyboard);
};

// Editing works in a chat whose person blocked the bot: nothing reaches her, nothing is refused.
function findEditable(world: World, parameters: Parameters): StoredMessage {
  if (parameters.text('chat_id') === '' && parameters.text('message_id') === '') {
    throw badRequest('message identifier is not specified');
  }
  const record = findChat(world, parameters);
  if (!record.user && !record.isOpen) throw notMember(record);
  const stored = findMessage(record, parameters, 'message to edit');
  if (!stored.isBots) throw badRequest("message can't be edited");
  return stored;
}

function replace(
  world: World,
  stored: StoredMessage,
  content: Message,
  keyboard: InlineKeyboardMarkup | undefined,
): Message {
  const { reply_markup: _old, ...rest } = content;
  const message = { ...rest, ...(keyboard ? { reply_markup: keyboard } : {}) } as Message;
  if (visible(message) === visible(stored.message)) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  stored.message = { ...message, edit_date: world.now } as Message;
  return stored.message;
}

function visible({ text, entities, reply_markup, link_preview_options }: Message): string {
  return JSON.stringify([text, entities, reply_markup, link_preview_options]);
}
