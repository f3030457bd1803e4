import type { Language } from '../../../domain/language.ts';

/** The forms of "thou". Whole words: «ты» is part of many others. */
const familiar: Partial<Record<Language, readonly string[]>> = {
  ru: ['ты', 'тебе', 'тебя', 'тобой', 'твой', 'твоя', 'твоё', 'твое', 'твои', 'твоего', 'твоей', 'твоих', 'твоему'],
  ky: ['сен', 'сени', 'сенин', 'сага', 'сенде', 'сенден', 'сендей', 'силер'],
};

/** Words that address the person as a child or a friend; the bot says «вы» and «сиз». */
export function familiarWords(text: string, language: Language): string[] {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.filter((word) => familiar[language]?.includes(word));
}
