import type { ChatMessage } from './chat-message.ts';
import type { Tab } from './tab.ts';

/** The bot itself, as the sender of its messages. No tab can have this number: theirs are random and larger. */
const BOT = { id: 1, is_bot: true, first_name: 'Zont' } as const;
const FIRST_NAME = 'Browser tab';

/** A message as the Bot API prints it. */
export function rawMessage(tab: Tab, message: ChatMessage): Record<string, unknown> {
  const raw = {
    message_id: message.id,
    date: message.date,
    chat: { id: tab.address, type: 'private', first_name: FIRST_NAME },
    from: message.mine ? rawUser(tab) : BOT,
    text: message.text,
  };
  const entities = message.mine ? commandEntities(message.text) : [];
  return {
    ...raw,
    ...(entities.length > 0 && { entities }),
    ...(message.keyboard && { reply_markup: { inline_keyboard: message.keyboard.raw } }),
  };
}

/** The update for something the person wrote. */
export function rawTextUpdate(updateId: number, tab: Tab, message: ChatMessage): Record<string, unknown> {
  return { update_id: updateId, message: rawMessage(tab, message) };
}

/** The update for a pressed button. A message that is no longer there comes as Telegram's "inaccessible message". */
export function rawPressUpdate(
  updateId: number,
  tab: Tab,
  press: { readonly queryId: string; readonly messageId: number; readonly callback: string },
): Record<string, unknown> {
  const message = tab.log.find(press.messageId);
  return {
    update_id: updateId,
    callback_query: {
      id: press.queryId,
      from: rawUser(tab),
      message: message
        ? rawMessage(tab, message)
        : {
            message_id: press.messageId,
            date: 0,
            chat: { id: tab.address, type: 'private', first_name: FIRST_NAME },
          },
      chat_instance: tab.chatInstance,
      data: press.callback,
    },
  };
}

function rawUser(tab: Tab): Record<string, unknown> {
  const user = { id: tab.address, is_bot: false, first_name: FIRST_NAME };
  return tab.language === undefined ? user : { ...user, language_code: tab.language };
}

function commandEntities(text: string): Record<string, unknown>[] {
  return [...text.matchAll(/(?<=^|\s)\/[a-z0-9_]{1,32}(?:@\w{1,64})?(?!\w)/gi)].map((match) => ({
    type: 'bot_command',
    offset: match.index,
    length: match[0].length,
  }));
}
