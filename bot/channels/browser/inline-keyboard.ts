import type { InlineKeyboard, PageButton } from './chat-message.ts';

export type ParsedKeyboard =
  | { readonly ok: true; readonly keyboard?: InlineKeyboard }
  | { readonly ok: false; readonly problem: string };

const MAX_CALLBACK_BYTES = 64;

/** Reads `reply_markup`; refuses the buttons that Telegram refuses. Other kinds of keyboard have no place in the page. */
export function parseReplyMarkup(markup: unknown): ParsedKeyboard {
  const raw = isRecord(markup) ? markup.inline_keyboard : undefined;
  if (raw === undefined) return { ok: true };
  if (!Array.isArray(raw) || !raw.every(Array.isArray)) {
    return { ok: false, problem: "can't parse reply keyboard markup JSON object" };
  }
  const rows: PageButton[][] = [];
  for (const rawRow of raw) {
    const row: PageButton[] = [];
    for (const button of rawRow) {
      const parsed = parseButton(button);
      if (typeof parsed === 'string') return { ok: false, problem: parsed };
      row.push(parsed);
    }
    if (row.length > 0) rows.push(row);
  }
  return rows.length === 0 ? { ok: true } : { ok: true, keyboard: { raw, rows } };
}

/** True for callback data that Telegram would carry: 1 to 64 bytes. */
export function isCallbackData(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && Buffer.byteLength(value) <= MAX_CALLBACK_BYTES;
}

function parseButton(button: unknown): PageButton | string {
  if (!isRecord(button)) return "can't parse inline keyboard button: InlineKeyboardButton must be an Object";
  const text = button.text;
  if (typeof text !== 'string' || text.trim() === '') {
    return "can't parse inline keyboard button: Text must be non-empty";
  }
  const { callback_data: callback, url, copy_text: copy } = button;
  if (callback !== undefined) {
    return isCallbackData(callback) ? { text, kind: 'press', callback } : 'BUTTON_DATA_INVALID';
  }
  if (url !== undefined) {
    if (typeof url !== 'string' || !/^(?:https?|tg):\/\//i.test(url) || !URL.canParse(url)) {
      return `inline keyboard button URL '${String(url)}' is invalid: Unsupported URL protocol`;
    }
    return /^http/i.test(url) ? { text, kind: 'open', url } : { text, kind: 'elsewhere' };
  }
  if (isRecord(copy)) {
    const words = copy.text;
    return typeof words === 'string' && words !== '' && words.length <= 256
      ? { text, kind: 'copy', copy: words }
      : 'BUTTON_COPY_TEXT_INVALID';
  }
  const elsewhere = Object.keys(button).some((key) =>
    /^(?:switch_inline_|web_app|login_url|pay|callback_game)/.test(key),
  );
  return elsewhere ? { text, kind: 'elsewhere' } : 'Text buttons are unallowed in the inline keyboard';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
