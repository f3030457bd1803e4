import type { Language } from '../../../domain/language.ts';

const alphabets: Partial<Record<Language, RegExp>> = {
  ru: /[а-яё]/i,
  ky: /[а-яёөүң]/i,
};

/** Latin letters that look like Cyrillic ones: alone in a sentence they are a slip of the keyboard. */
const loneTwin = /(?<![\p{L}\p{N}&.])[aceopxyABCEHKMOPTXY](?![\p{L}\p{N}&.])/gu;

/** Words that mix Latin and Cyrillic letters, and lone Latin letters that pass for Cyrillic. */
export function mixedWords(text: string, language: Language): string[] {
  const words = text.match(/[\p{L}\p{M}]+/gu) ?? [];
  const mixed = words.filter((word) => /\p{Script=Latin}/u.test(word) && /\p{Script=Cyrillic}/u.test(word));
  return language === 'en' ? mixed : [...mixed, ...(text.match(loneTwin) ?? [])];
}

/** Cyrillic letters of other languages; in English, all of them. */
export function foreignLetters(text: string, language: Language): string[] {
  const own = alphabets[language];
  return (text.match(/\p{Script=Cyrillic}/gu) ?? []).filter((letter) => !own?.test(letter));
}
