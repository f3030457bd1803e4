import { livingMessage } from '../../handlers/incoming.ts';
import type { BotApiAnswer } from '../channels/channel.ts';

/** Telegram's own words that handlers act on. Any other description is replaced by its number. */
const knownDescriptions = [
  'message is not modified',
  'message to edit not found',
  "message can't be edited",
  'message to delete not found',
  "message can't be deleted",
  'query is too old',
  'bot was blocked by the user',
  'Too Many Requests',
] as const;

/**
 * An answer as handlers, and whatever a conversation stores of it, may see it: made anew, never
 * trimmed. A message comes back as "the living message" of the alias, without date or real ids.
 */
export function rebuildAnswer(method: string, answer: BotApiAnswer, alias: number): BotApiAnswer {
  if (answer.ok) {
    const isMessage = method === 'sendMessage' || method === 'editMessageText';
    return { ok: true, result: isMessage ? messageOf(alias) : true };
  }
  const known = knownDescriptions.find((words) => answer.description.includes(words));
  const wait = answer.parameters?.retry_after;
  return {
    ok: false,
    error_code: answer.error_code,
    description: known ?? `refused (${answer.error_code})`,
    ...(typeof wait === 'number' && { parameters: { retry_after: wait } }),
  };
}

const messageOf = (alias: number) => ({
  message_id: livingMessage,
  date: 0,
  chat: { id: alias, type: 'private', first_name: '' },
});
