import { describe, expect, test } from 'vitest';
import { loadSeedDirectory } from '../../db/seed/directory/index.ts';
import { type Country, countries } from '../../domain/country.ts';
import { type Language, languages } from '../../domain/language.ts';
import { formatDay, languageName, ownNames, weekdayName } from '../../locales/formats.ts';
import { wordsIn } from '../../locales/index.ts';
import { pluralForms } from './checks/keys.ts';

/** Glossary, section 7, in the order of `countries`. */
const countryNames: Readonly<Record<Language, readonly string[]>> = {
  en: 'Kyrgyzstan,Kazakhstan,Ukraine,Russia,Germany,Poland,Türkiye,France,United Kingdom,Spain,Portugal,Netherlands,Sweden,Finland'.split(
    ',',
  ),
  ru: 'Кыргызстан,Казахстан,Украина,Россия,Германия,Польша,Турция,Франция,Великобритания,Испания,Португалия,Нидерланды,Швеция,Финляндия'.split(
    ',',
  ),
  ky: 'Кыргызстан,Казакстан,Украина,Россия,Германия,Польша,Түркия,Франция,Улуу Британия,Испания,Португалия,Нидерланд,Швеция,Финляндия'.split(
    ',',
  ),
};

test('a day is written as people of each language write it, never as bare numbers', () => {
  expect(languages.map((language) => formatDay('2026-11-24', language))).toEqual([
    '24 Nov 2026',
    '24 ноября 2026',
    '2026-ж., 24-ноябрь',
  ]);
});

test('a day at the edge of a year stays that day in every time zone', () => {
  expect(formatDay('2027-01-01', 'ru')).toBe('1 января 2027');
});

test('weekdays have the short names of the glossary', () => {
  const week = (language: Language) => [1, 2, 3, 4, 5, 6, 7].map((day) => weekdayName(day, language)).join(' ');
  expect(week('en')).toBe('Mon Tue Wed Thu Fri Sat Sun');
  expect(week('ru')).toBe('пн вт ср чт пт сб вс');
  expect(week('ky')).toBe('дүй. шейш. шарш. бейш. жума ишм. жек.');
});

test('each language needs the plural forms that the glossary lists', () => {
  const sorted = (language: Language) => [...pluralForms(language)].sort().join(' ');
  expect(languages.map(sorted)).toEqual(['one other', 'few many one other', 'one other']);
});

describe.each(languages)('in %s', (language) => {
  const words = wordsIn(language);

  test('a number is followed by the right form', () => {
    const said = [1, 2, 5, 11, 21, 22].map((count) => words.plain('help.count', { count }).split('.')[0]);
    expect(said).toEqual(
      {
        en: ['1 place', '2 places', '5 places', '11 places', '21 places', '22 places'],
        ru: ['1 вариант', '2 варианта', '5 вариантов', '11 вариантов', '21 вариант', '22 варианта'],
        ky: ['1 вариант', '2 вариант', '5 вариант', '11 вариант', '21 вариант', '22 вариант'],
      }[language],
    );
  });

  test('countries have the names of the glossary', () => {
    expect(countries.map((country: Country) => words.plain(`places.${country}`))).toEqual(countryNames[language]);
  });

  test('the three languages have the names of the glossary', () => {
    expect(languages.map((code) => languageName(code, language))).toEqual(
      {
        en: ['English', 'Russian', 'Kyrgyz'],
        ru: ['английский', 'русский', 'кыргызский'],
        ky: ['англисче', 'орусча', 'кыргызча'],
      }[language],
    );
  });

  test('every language that a service speaks has a name', () => {
    const services = loadSeedDirectory().flatMap(({ organizations }) => organizations.flatMap((one) => one.services));
    const codes = new Set(services.flatMap((service) => service.languages.map(({ code }) => code)));
    expect([...codes].filter((code) => languageName(code, language) === code)).toEqual([]);
  });
});

test('in the switch each language is named in itself', () => {
  expect(ownNames).toEqual({ en: 'English', ru: 'Русский', ky: 'Кыргызча' });
});
