import type { Message } from 'grammy/types';
import type { ChatRecord } from '../chat-record.ts';
import { readInlineKeyboard } from '../keyboard.ts';
import { readMessageText } from '../message-text.ts';
import type { Parameters } from '../parameters.ts';
import { isRecord } from '../parameters.ts';
import { badRequest } from '../refusal.ts';
import { findWritableChat } from './find.ts';
import type { Method } from './method.ts';

/** sendMessage */
export const sendMessage: Method = (world, parameters) => {
  // In this order on the real server: a bad text is refused even for a chat that does not exist.
  const { text, entities, html } = readMessageText(parameters);
  const keyboard = readInlineKeyboard(parameters);
  const record = findWritableChat(world, parameters);
  const repliedTo = findRepliedTo(record, parameters);
  const preview = readLinkPreview(parameters);
  const { id, is_bot, first_name, username } = world.bot;
  const message = {
    message_id: world.nextMessageId(),
    from: { id, is_bot, first_name, username },
    chat: record.chat,
    date: world.now,
    ...(repliedTo ? { reply_to_message: repliedTo } : {}),
    text,
    ...(entities.length > 0 ? { entities } : {}),
    ...(preview ? { link_preview_options: preview } : {}),
    ...(keyboard ? { reply_markup: keyboard } : {}),
    ...(parameters.flag('protect_content') ? { has_protected_content: true } : {}),
  } as Message;
  const isSilent = parameters.flag('disable_notification');
  return world.keep(record, { message, isBots: true, isSilent, ...(html === undefined ? {} : { html }) });
};

function findRepliedTo(record: ChatRecord, parameters: Parameters): Message | undefined {
  const options = parameters.json('reply_parameters', "can't parse reply parameters JSON object");
  const old = parameters.integer('reply_to_message_id', 0);
  const id = isRecord(options) ? Number(options.message_id) : old;
  if (!id) return undefined;
  const found = record.messages.get(id)?.message;
  const mayMiss = isRecord(options)
    ? options.allow_sending_without_reply === true
    : parameters.flag('allow_sending_without_reply');
  if (!found && !mayMiss) throw badRequest('message to be replied not found');
  // A message inside a message does not carry the one that it replies to in turn.
  return found ? ({ ...found, reply_to_message: undefined } as unknown as Message) : undefined;
}

/** Reads the link preview options, in the new form or the old. */
export function readLinkPreview(parameters: Parameters): object | undefined {
  const options = parameters.json('link_preview_options', "can't parse link preview options JSON object");
  if (isRecord(options)) return Object.keys(options).length > 0 ? options : undefined;
  return parameters.flag('disable_web_page_preview') ? { is_disabled: true } : undefined;
}
