import type { Language } from '../../../domain/language.ts';
import type { BotApiPayload } from '../channel.ts';
import type { MessageContent } from './chat-message.ts';
import { parseReplyMarkup } from './inline-keyboard.ts';
import { parseTelegramHtml } from './telegram-html.ts';

export const MAX_TEXT = 4096;

export type ParsedContent =
  | { readonly ok: true; readonly content: MessageContent }
  | { readonly ok: false; readonly problem: string };

/** Reads text, parse mode and keyboard of `sendMessage` and `editMessageText` as strictly as Telegram does. */
export function parseContent(payload: BotApiPayload, language: Language | undefined): ParsedContent {
  const { text: source, parse_mode: mode } = payload;
  if (typeof source !== 'string' || source.trim() === '') return refuse('message text is empty');
  const parsed = parseText(source.trim(), mode);
  if (!parsed.ok) return refuse(parsed.problem);
  if (parsed.text.trim() === '') return refuse('message text is empty');
  if (parsed.text.length > MAX_TEXT) return refuse('message is too long');
  const markup = parseReplyMarkup(payload.reply_markup);
  if (!markup.ok) return markup;
  const { keyboard } = markup;
  const { text, rich } = parsed;
  return { ok: true, content: { text, rich, ...(keyboard && { keyboard }), ...(language && { language }) } };
}

function parseText(source: string, mode: unknown): ReturnType<typeof parseTelegramHtml> {
  if (mode === undefined || mode === '') return { ok: true, text: source, rich: [source] };
  // Markdown is real Telegram, but Zont never uses it: refusing is louder than showing the asterisks.
  if (typeof mode !== 'string' || mode.toLowerCase() !== 'html')
    return { ok: false, problem: 'unsupported parse_mode' };
  const html = parseTelegramHtml(source);
  return html.ok ? html : { ok: false, problem: `can't parse entities: ${html.problem}` };
}

function refuse(problem: string): ParsedContent {
  return { ok: false, problem };
}
