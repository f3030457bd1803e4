import type { Language } from '../../../domain/language.ts';

export type KeysByLanguage = Readonly<Record<Language, readonly string[]>>;

const militia = /_militia$/;
const plural = /_(zero|one|two|few|many|other)$/;

/** A key without its plural form or variant: what code asks for. */
export const stemOf = (key: string): string => key.replace(militia, '').replace(plural, '');

/** The plural forms that a language needs for whole numbers and fractions. */
export const pluralForms = (language: Language): readonly string[] =>
  new Intl.PluralRules(language).resolvedOptions().pluralCategories;

/** Every way in which the languages do not hold the same texts. */
export function parityFaults(keys: KeysByLanguage): string[] {
  const languages = Object.keys(keys) as Language[];
  const all = new Set(languages.flatMap((language) => keys[language]));
  const counted = new Set([...all].filter((key) => plural.test(key)).map(stemOf));
  return languages.flatMap((language) => {
    const wanted = new Set([...all].flatMap((key) => formsOf(key, counted, language)));
    const held = new Set(keys[language]);
    return [
      ...[...wanted].filter((key) => !held.has(key)).map((key) => `${language}: ${key} is missing`),
      ...[...held].filter((key) => !wanted.has(key)).map((key) => `${language}: ${key} is too much`),
    ];
  });
}

function formsOf(key: string, counted: ReadonlySet<string>, language: Language): readonly string[] {
  const stem = stemOf(key);
  const forms = counted.has(stem) ? pluralForms(language).map((form) => `${stem}_${form}`) : [stem];
  return militia.test(key) ? [...forms, key] : forms;
}
