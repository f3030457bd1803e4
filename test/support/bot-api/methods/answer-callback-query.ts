import { badRequest } from '../refusal.ts';
import type { Method } from './method.ts';

const maxTextLength = 200;
const answerableMs = 15 * 60_000;

/** answerCallbackQuery: answering twice is fine, answering late is not. */
export const answerCallbackQuery: Method = (world, parameters) => {
  const pressed = world.pressed.get(parameters.text('callback_query_id'));
  if (!pressed || world.clock.now() - pressed.at > answerableMs) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  const text = parameters.text('text');
  if (text.length > maxTextLength) throw badRequest('MESSAGE_TOO_LONG');
  if (text !== '') pressed.chat.alerts.push({ text, isAlert: parameters.flag('show_alert') });
  return true;
};
