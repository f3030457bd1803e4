/** The languages Zont speaks. Each file under `locales` exists once for each of them. */
export const languages = ['en', 'ru', 'ky'] as const;

export type Language = (typeof languages)[number];

/** The same text in every language of the bot. */
export type Localized = Readonly<Record<Language, string>>;

/** True when `value` is one of the bot's three languages. */
export function isLanguage(value: string): value is Language {
  return (languages as readonly string[]).includes(value);
}
