import type { Language } from '../../../domain/language.ts';

const alphabets: Partial<Record<Language, RegExp>> = {
  ru: /[а-яё]/i,
  ky: /[а-яёөүң]/i,
};

/** Latin letters that look like Cyrillic ones: alone in a sentence they are a slip of the keyboard. */
const loneTwin = /(?<![\p{L}\p{N}&.])[aceopxyABCEHKMOPTXY](?![\p{L}\p{N}&.])/gu;

/** Words that mix Latin and Cyrillic letters. */
export function mixedWords(text: string): string[] {
  const words = text.match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.filter((word) => /\p{Script=Latin}/u.test(word) && /\p{Script=Cyrillic}/u.test(word));
}

/** Lone Latin letters that pass for Cyrillic. Not for names of organisations, which may have them. */
export function loneLatinLetters(text: string, language: Language): string[] {
  return language === 'en' ? [] : (text.match(loneTwin) ?? []);
}

/** Cyrillic letters of other languages; in English, all of them. */
export function foreignLetters(text: string, language: Language): string[] {
  const own = alphabets[language];
  return (text.match(/\p{Script=Cyrillic}/gu) ?? []).filter((letter) => !own?.test(letter));
}
