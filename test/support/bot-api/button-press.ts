import type { CallbackQuery } from 'grammy/types';
import type { ChatRecord, StoredMessage } from './chat-record.ts';
import { botMessagesNewestFirst, buttonsOf, drawScreen } from './screen.ts';
import type { World } from './world.ts';

/** Which button: by what is written on it, or by what it sends. */
export interface ButtonChoice {
  label?: string;
  data?: string;
  /** Only on this message. */
  messageId?: number;
  /** Send `data` though no button has it, as a changed client app can. */
  forged?: boolean;
}

/** Presses a button on the newest message that has it. */
export function pressButton(world: World, record: ChatRecord, choice: ButtonChoice): CallbackQuery {
  const user = record.user;
  if (!user) throw new Error('Only a person presses buttons');
  const { stored, data } = findButton(record, choice);
  const query = {
    id: queryId(user.id),
    from: user,
    message: stored.message,
    chat_instance: String(BigInt.asIntN(64, BigInt(record.chat.id) * 0x9e3779b97f4a7c15n)),
    data,
  } as CallbackQuery;
  world.pressed.set(query.id, { chat: record, at: world.clock.now() });
  world.updates.push('callback_query', query, record.chat.id);
  return query;
}

function findButton(record: ChatRecord, choice: ButtonChoice): { stored: StoredMessage; data: string } {
  const messages = botMessagesNewestFirst(record).filter(
    ({ message }) => choice.messageId === undefined || message.message_id === choice.messageId,
  );
  for (const stored of messages) {
    if (choice.forged && choice.data !== undefined) return { stored, data: choice.data };
    for (const button of buttonsOf(stored)) {
      const data = 'callback_data' in button ? button.callback_data : undefined;
      if (choice.label !== undefined && button.text !== choice.label) continue;
      if (choice.data !== undefined && data !== choice.data) continue;
      if (data === undefined)
        throw new Error(`The button "${button.text}" opens a link or an app: it sends nothing to the bot`);
      return { stored, data };
    }
  }
  const wanted = choice.label === undefined ? `with the data "${choice.data ?? ''}"` : `"${choice.label}"`;
  throw new Error(`There is no button ${wanted}. ${describeButtons(messages)}\nOn the screen:\n${drawScreen(record)}`);
}

function describeButtons(messages: StoredMessage[]): string {
  const labels = messages.flatMap((stored) =>
    buttonsOf(stored).map((button) => `"${button.text}" (message ${stored.message.message_id})`),
  );
  return labels.length === 0 ? 'There are no buttons in the chat.' : `There are: ${labels.join(', ')}.`;
}

// Real ids are signed 64-bit numbers with the person's id in the upper half.
function queryId(userId: number): string {
  const random = BigInt(Math.floor(Math.random() * 2 ** 32));
  return String(BigInt.asIntN(64, (BigInt(userId) << 32n) | random));
}
