import type { Chat, Message, User } from 'grammy/types';

/** What answerCallbackQuery showed: a line on top of the chat, or a box to close. */
export interface Alert {
  text: string;
  isAlert: boolean;
}

/** A message as the server keeps it. */
export interface StoredMessage {
  /** Never changed in place: an edit puts a new object here, so older snapshots stay true. */
  message: Message;
  isBots: boolean;
  isSilent: boolean;
  html?: string;
}

/** A chat and everything that is still visible in it. */
export interface ChatRecord {
  chat: Chat;
  /** The person of a private chat. */
  user: User | null;
  /** Oldest first, by message id. */
  messages: Map<number, StoredMessage>;
  /** A person has written to the bot, or the bot is in the group. */
  isOpen: boolean;
  isBlocked: boolean;
  alerts: Alert[];
}

/** A chat in which nothing has happened yet. */
export function newChat(chat: Chat, user: User | null): ChatRecord {
  return { chat, user, messages: new Map(), isOpen: false, isBlocked: false, alerts: [] };
}
