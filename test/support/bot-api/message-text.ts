import type { MessageEntity } from 'grammy/types';
import { withDetected } from './detected-entities.ts';
import type { FormattedText } from './html.ts';
import { parseHtml } from './html.ts';
import type { Parameters } from './parameters.ts';
import { badRequest } from './refusal.ts';

/** Longest text of a message, counted after the markup is taken out. */
export const maxTextLength = 4096;

/** Reads `text`, `parse_mode` and `entities` of a call, or refuses them. */
export function readMessageText(parameters: Parameters): FormattedText & { html?: string } {
  const source = parameters.text('text');
  if (source === '') throw badRequest('message text is empty');
  if (Buffer.byteLength(source) > 32_768) throw badRequest('text is too long');
  const mode = parameters.text('parse_mode').toLowerCase();
  if (mode.startsWith('markdown')) throw badRequest('Markdown is not supported by the local Bot API server');
  if (mode !== '' && mode !== 'none' && mode !== 'html') throw badRequest('unsupported parse_mode');
  const isHtml = mode === 'html';
  const parsed = isHtml ? parseHtml(source) : { text: source, entities: givenEntities(parameters) };
  const { text, entities } = trim(parsed);
  if (text.length > maxTextLength) throw badRequest('message is too long');
  return { text, entities: withDetected(text, entities), ...(isHtml ? { html: source } : {}) };
}

function givenEntities(parameters: Parameters): MessageEntity[] {
  const value = parameters.json('entities', "can't parse entities JSON object");
  return Array.isArray(value) ? (value as MessageEntity[]) : [];
}

/** Telegram cuts white space at both ends, and moves the entities along. */
function trim({ text, entities }: FormattedText): FormattedText {
  const trimmed = text.trim();
  if (trimmed === '') throw badRequest('text must be non-empty');
  if (trimmed.length === text.length) return { text, entities };
  const cut = text.indexOf(trimmed);
  const moved = entities.flatMap((entity) => {
    const start = Math.max(0, entity.offset - cut);
    const end = Math.min(trimmed.length, entity.offset + entity.length - cut);
    return end > start ? [{ ...entity, offset: start, length: end - start }] : [];
  });
  return { text: trimmed, entities: moved };
}
