import { badRequest } from '../refusal.ts';
import { findChat, findWritableChat, notMember } from './find.ts';
import type { Method } from './method.ts';

const actions = new Set(
  'typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker find_location record_video_note upload_video_note'.split(
    ' ',
  ),
);

/** sendChatAction */
export const sendChatAction: Method = (world, parameters) => {
  if (!actions.has(parameters.text('action').toLowerCase())) throw badRequest('wrong parameter action in request');
  findWritableChat(world, parameters);
  return true;
};

/** getChat */
export const getChat: Method = (world, parameters) => {
  const record = findChat(world, parameters);
  if (!record.user && !record.isOpen) throw notMember(record);
  return { ...record.chat, max_reaction_count: 11, accent_color_id: 0 };
};

/** getChatMember: knows the bot itself, and the person of a private chat. */
export const getChatMember: Method = (world, parameters) => {
  const record = findChat(world, parameters);
  const id = parameters.integer('user_id', 0);
  if (id <= 0) throw badRequest('invalid user_id specified');
  const { id: botId, is_bot, first_name, username } = world.bot;
  const user = id === botId ? { id: botId, is_bot, first_name, username } : record.user?.id === id ? record.user : null;
  if (!user) throw badRequest('user not found');
  if (!record.user && !record.isOpen) throw notMember(record);
  return { user, status: record.chat.type === 'channel' ? 'administrator' : 'member' };
};

/** leaveChat: the bot hears of its own leaving. */
export const leaveChat: Method = (world, parameters) => {
  const record = findChat(world, parameters);
  if (record.user) throw badRequest("can't leave private chats");
  if (!record.isOpen) throw notMember(record);
  record.isOpen = false;
  const { id, is_bot, first_name, username } = world.bot;
  const user = { id, is_bot, first_name, username };
  const body = {
    chat: record.chat,
    from: user,
    date: world.now,
    old_chat_member: { user, status: 'member' },
    new_chat_member: { user, status: 'left' },
  };
  world.updates.push('my_chat_member', body, record.chat.id);
  return true;
};
