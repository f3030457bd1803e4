import type { ChatRecord, StoredMessage } from '../chat-record.ts';
import type { Parameters } from '../parameters.ts';
import { badRequest, forbidden } from '../refusal.ts';
import type { World } from '../world.ts';

/** The chat of `chat_id`, which may be a number, its digits, or the @name of a public chat. */
export function findChat(world: World, parameters: Parameters): ChatRecord {
  return findChatById(world, parameters.text('chat_id'));
}

/** The chat with this id. */
export function findChatById(world: World, id: string): ChatRecord {
  if (id === '') throw badRequest('chat_id is empty');
  const record = id.startsWith('@') ? findPublic(world, id.slice(1)) : world.chats.get(Number(id));
  if (!record) throw badRequest('chat not found');
  return record;
}

/** The chat of `chat_id`, when the bot may write there now. */
export function findWritableChat(world: World, parameters: Parameters): ChatRecord {
  const record = findChat(world, parameters);
  if (record.user) {
    if (record.isBlocked) throw forbidden('bot was blocked by the user');
    if (!record.isOpen) throw forbidden("bot can't initiate conversation with a user");
  } else if (!record.isOpen) {
    throw notMember(record);
  }
  return record;
}

/** The refusal for a group or a channel without the bot. */
export function notMember(record: ChatRecord): Error {
  return forbidden(`bot is not a member of the ${record.chat.type} chat`);
}

/** The message of `message_id`; `role` is what Telegram calls it in its refusal. */
export function findMessage(record: ChatRecord, parameters: Parameters, role: string): StoredMessage {
  const stored = record.messages.get(parameters.integer('message_id', 0));
  if (!stored) throw badRequest(`${role} not found`);
  return stored;
}

// Only groups and channels can be named by the bot, never people.
function findPublic(world: World, username: string): ChatRecord | undefined {
  for (const record of world.chats.values()) {
    const { chat } = record;
    if (!record.user && 'username' in chat && chat.username?.toLowerCase() === username.toLowerCase()) return record;
  }
  return undefined;
}
