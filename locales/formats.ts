import type { Words } from './index.ts';

type Language = Words['language'];

/** CLDR's Russian name of Kyrgyz is not the one that people in Kyrgyzstan use. */
const languageNameOverrides: Partial<Record<Language, Readonly<Record<string, string>>>> = {
  ru: { ky: 'кыргызский' },
};

const languageNames: Readonly<Record<Language, Intl.DisplayNames>> = {
  en: new Intl.DisplayNames('en', { type: 'language' }),
  ru: new Intl.DisplayNames('ru', { type: 'language' }),
  ky: new Intl.DisplayNames('ky', { type: 'language' }),
};

/** The languages in themselves, for the switch. */
export const ownNames: Readonly<Record<Language, string>> = {
  en: 'English',
  ru: 'Русский',
  ky: 'Кыргызча',
};

/** The name of a language (ISO 639-1) in another. */
export function languageName(code: string, language: Language): string {
  return languageNameOverrides[language]?.[code] ?? languageNames[language].of(code) ?? code;
}

/** A list in one line: "a, b, c". */
export function joinWords(items: readonly string[]): string {
  return items.join(', ');
}

/** A day (YYYY-MM-DD) for people: 24 Nov 2026 · 24 ноября 2026 · 2026-ж., 24-ноябрь. */
export function formatDay(day: string, language: Language): string {
  const date = new Date(`${day}T00:00:00Z`);
  const monthStyle = language === 'en' ? 'short' : 'long';
  const locale = language === 'en' ? 'en-GB' : language;
  const parts = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: monthStyle,
    timeZone: 'UTC',
  }).format(date);
  const year = day.slice(0, 4);
  return language === 'ky' ? `${year}-ж., ${parts}` : `${parts} ${year}`;
}

/** A day of these weeks, with its weekday: Tue 24 Nov · вт, 24 ноября · 24-ноябрь, шейшемби. */
export function formatWeekdayAndDay(day: string, language: Language): string {
  const weekday = partOf(day, language, { weekday: language === 'ky' ? 'long' : 'short' });
  const date = partOf(day, language, { day: 'numeric', month: language === 'en' ? 'short' : 'long' });
  if (language === 'ky') return `${date}, ${weekday}`;
  return language === 'en' ? `${weekday} ${date}` : `${weekday}, ${date}`;
}

/** The same for a narrow button: Tue 24 Nov · вт, 24 нояб. · 24-ноя., шейш. */
export function formatWeekdayAndDayShort(day: string, language: Language): string {
  const weekday = partOf(day, language, { weekday: 'short' });
  const date = partOf(day, language, { day: 'numeric', month: 'short' });
  if (language === 'ky') return `${date}, ${weekday}`;
  return language === 'en' ? `${weekday} ${date}` : `${weekday}, ${date}`;
}

function partOf(day: string, language: Language, options: Intl.DateTimeFormatOptions): string {
  const locale = language === 'en' ? 'en-GB' : language;
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}

/** The short name of an ISO weekday (1 = Monday). */
export function weekdayName(weekday: number, language: Language): string {
  // 1 January 2024 was a Monday.
  const date = new Date(Date.UTC(2024, 0, weekday));
  const locale = language === 'en' ? 'en-GB' : language;
  return new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(date);
}
