import { expect, test } from 'vitest';
import { familiarWords } from './checks/address.ts';
import { foreignLetters, loneLatinLetters, mixedWords } from './checks/alphabets.ts';
import { avoidedWords } from './checks/avoided-words.ts';
import { longSentences } from './checks/sentences.ts';
import { allTexts, at, faultsIn } from './support/all-texts.ts';

/** The aim is 12 words a sentence. This many texts have one of more than 14: lower it, never raise it. */
const textsWithLongSentences = 0;

test('no word mixes Latin and Cyrillic letters', () => {
  expect(faultsIn(allTexts, mixedWords)).toEqual([]);
});

test('no Latin letter stands alone where a Cyrillic one is meant', () => {
  expect(faultsIn(allTexts, loneLatinLetters)).toEqual([]);
});

test('no text has letters of a language that is not its own', () => {
  expect(faultsIn(allTexts, foreignLetters)).toEqual([]);
});

test('no text uses a word that hurts', () => {
  expect(faultsIn(allTexts, avoidedWords)).toEqual([]);
});

test('the bot says «вы» and «сиз», never «ты» or «сен»', () => {
  expect(faultsIn(allTexts, familiarWords)).toEqual([]);
});

test('a text about the police has a variant that says «милиция», and only there', () => {
  const isAboutPolice = (text: string) => /полиция|полици/i.test(text);
  const variants = new Map(allTexts.map(({ language, key, text }) => [`${language}/${key}`, text]));
  const faults = allTexts.filter(({ language, key, text }) => {
    if (language === 'en') return false;
    if (key.endsWith('_militia')) return isAboutPolice(text) || !/милици/i.test(text);
    if (/милици/i.test(text)) return true;
    return isAboutPolice(text) && !variants.has(`${language}/${key}_militia`);
  });
  expect(faults.map((text) => at(text, text.text))).toEqual([]);
});

test('in Kyrgyz no ending hangs on a value, nor a word that asks for one: it differs from value to value', () => {
  const hanging =
    /\}\}(?:<\/b>)?(?:[’']?\p{L}|-\p{L}{1,3}(?!\p{L})| (?:чейин|баштап|тартып|карай|кийин|мурун)(?!\p{L}))/u;
  const faults = allTexts.filter(({ language, text }) => language === 'ky' && hanging.test(text));
  expect(faults.map((text) => at(text, text.text))).toEqual([]);
});

test('no sentence has more than 18 words', () => {
  expect(faultsIn(allTexts, (text) => longSentences(text, 18))).toEqual([]);
});

test('sentences of more than 14 words only become fewer', () => {
  const long = faultsIn(allTexts, (text) => longSentences(text, 14));
  expect(long, 'Fewer than the number in this file? Then lower the number.').toHaveLength(textsWithLongSentences);
});

test('a city has one name, in the lists of help and in the times of bookings', () => {
  const names = new Map(allTexts.map(({ language, key, text }) => [`${language}/${key}`, text]));
  const cities = allTexts.flatMap((place) => {
    const { language, key } = place;
    const name = key.startsWith('places.') && names.get(`${language}/${key.replace('places.', 'zone-cities.')}`);
    return name ? [{ place, name }] : [];
  });
  expect(cities.length).toBeGreaterThan(10);
  expect(cities.filter(({ place, name }) => place.text !== name).map(({ place, name }) => at(place, name))).toEqual([]);
});
