import type { Language } from '../../../domain/language.ts';
import avoided from '../avoided-words.json' with { type: 'json' };

/** The stems in a text that the glossary avoids, proper names set aside. */
export function avoidedWords(text: string, language: Language): string[] {
  const allowed = Object.keys(avoided.allowed).map((name) => name.toLowerCase());
  const rest = allowed.reduce((left, name) => left.replaceAll(name, ''), text.toLowerCase());
  return avoided.stems[language].filter((stem) => startsAWord(rest, stem));
}

/** True when some word of the text begins with the stem; stems of several words count as one. */
export function startsAWord(text: string, stem: string): boolean {
  return new RegExp(`(?<![\\p{L}\\p{N}])${stem}`, 'iu').test(text);
}
