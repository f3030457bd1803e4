import type { Language } from '../../../domain/language.ts';
import avoided from '../avoided-words.json' with { type: 'json' };

/** The stems in a text that the glossary avoids, proper names set aside. */
export function avoidedWords(text: string, language: Language): string[] {
  const meant = Object.keys(avoided.allowed).reduce((rest, name) => rest.replaceAll(name, ''), text);
  return avoided.stems[language].filter((stem) => startsAWord(meant, stem));
}

/** True when some word of the text begins with the stem; stems of several words count as one. */
export function startsAWord(text: string, stem: string): boolean {
  return new RegExp(`(?<![\\p{L}\\p{N}])${stem}`, 'iu').test(text);
}
