import { isLanguage, type Language } from '../../domain/language.ts';

/** Languages whose speakers in the region mostly also read Russian; only a first guess to ask in. */
const oftenReadRussian = new Set(['be', 'hy', 'az', 'kk', 'tg', 'tk', 'uk', 'uz']);

/**
 * Reduces a phone's or browser's language to one of the bot's, or null: it only chooses the words
 * of the first question. The full tag would help to tell one person from another.
 */
export function languageHint(tag: string | undefined): Language | null {
  const base = tag?.toLowerCase().split('-')[0] ?? '';
  if (isLanguage(base)) return base;
  return oftenReadRussian.has(base) ? 'ru' : null;
}
