import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import type { Parameters } from './parameters.ts';
import { isRecord } from './parameters.ts';
import { badRequest } from './refusal.ts';

const maxButtons = 100;
const maxDataBytes = 64;
const otherKinds =
  'callback_game pay switch_inline_query switch_inline_query_current_chat login_url web_app copy_text'.split(' ');

/**
 * Reads `reply_markup`; undefined when there is no inline keyboard in it. Reply keyboards,
 * keyboard removal and forced replies are accepted, and do not show in a message.
 */
export function readInlineKeyboard(parameters: Parameters): InlineKeyboardMarkup | undefined {
  const markup = parameters.json('reply_markup', "can't parse reply keyboard markup JSON object");
  if (markup === undefined) return undefined;
  if (!isRecord(markup)) throw badRequest('object expected as reply markup');
  const rows = markup.inline_keyboard;
  if (rows === undefined) return undefined;
  if (!Array.isArray(rows)) throw badRequest('Field "inline_keyboard" must be of type Array');
  const keyboard: InlineKeyboardButton[][] = rows
    .map((row: unknown) => {
      if (!Array.isArray(row))
        throw badRequest('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays');
      return row.map(readButton);
    })
    .filter((row) => row.length > 0);
  if (keyboard.reduce((sum, row) => sum + row.length, 0) > maxButtons) throw badRequest('reply markup is too long');
  return keyboard.length === 0 ? undefined : { inline_keyboard: keyboard };
}

function readButton(button: unknown): InlineKeyboardButton {
  if (!isRecord(button)) throw cantParse('InlineKeyboardButton must be an Object');
  const text = stringField(button, 'text');
  if (text === undefined) throw cantParse('Can\'t find field "text"');
  const url = stringField(button, 'url');
  const data = stringField(button, 'callback_data');
  if (!url && !data && !otherKinds.some((kind) => kind in button)) {
    throw cantParse('Text buttons are unallowed in the inline keyboard');
  }
  // Telegram drops a button whose text is "" without a word, and the person never sees it:
  // refusing it is stricter, and shows the mistake. The words are those for text that ends up empty.
  if (text.trim() === '') throw badRequest('inline keyboard button text must be non-empty');
  if (!url && data !== undefined && Buffer.byteLength(data) > maxDataBytes) throw badRequest('BUTTON_DATA_INVALID');
  return { ...button, text } as InlineKeyboardButton;
}

function stringField(object: Record<string, unknown>, name: string): string | undefined {
  const value = object[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') throw cantParse(`Field "${name}" must be of type String`);
  return value;
}

function cantParse(reason: string): Error {
  return badRequest(`can't parse inline keyboard button: ${reason}`);
}
