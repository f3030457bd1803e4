import { answerCallbackQuery } from './answer-callback-query.ts';
import { getChat, getChatMember, leaveChat, sendChatAction } from './chats.ts';
import { deleteMyCommands, getMyCommands, setMyCommands } from './commands.ts';
import { deleteMessage, deleteMessages } from './delete-message.ts';
import { editMessageReplyMarkup, editMessageText } from './edit-message.ts';
import type { Method } from './method.ts';
import * as profile from './profile.ts';
import { sendMessage } from './send-message.ts';
import { deleteWebhook, getUpdates, getWebhookInfo, setWebhook } from './updates.ts';

const all: Readonly<Record<string, Method>> = {
  ...profile,
  getUpdates,
  setWebhook,
  deleteWebhook,
  getWebhookInfo,
  sendMessage,
  editMessageText,
  editMessageReplyMarkup,
  deleteMessage,
  deleteMessages,
  answerCallbackQuery,
  setMyCommands,
  getMyCommands,
  deleteMyCommands,
  sendChatAction,
  getChat,
  getChatMember,
  leaveChat,
};

/** Every method with its proper name, by the name in small letters: Telegram ignores the case. */
export const methods: ReadonlyMap<string, { name: string; run: Method }> = new Map(
  Object.entries(all).map(([name, run]) => [name.toLowerCase(), { name, run }]),
);
