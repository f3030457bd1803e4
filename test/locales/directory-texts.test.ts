import { expect, test } from 'vitest';
import { loadSeedDirectory } from '../../db/seed/directory/index.ts';
import { languages } from '../../domain/language.ts';
import { familiarWords } from './checks/address.ts';
import { foreignLetters, mixedWords } from './checks/alphabets.ts';
import { avoidedWords } from './checks/avoided-words.ts';
import { countCharacters } from './checks/characters.ts';
import { longSentences } from './checks/sentences.ts';
import { faultsIn, type Text } from './support/all-texts.ts';

const texts: readonly Text[] = loadSeedDirectory().flatMap(({ organizations }) =>
  organizations.flatMap(({ id, name, shortName, services }) => {
    const parts = { name, shortName, ...Object.fromEntries(services.map((one, index) => [index, one.description])) };
    return Object.entries(parts).flatMap(([part, localized]) =>
      languages.flatMap((language) =>
        localized ? [{ language, key: `directory.${id}.${part}`, text: localized[language] }] : [],
      ),
    );
  }),
);
const descriptions = texts.filter(({ key }) => /\.\d+$/.test(key));

test('the directory has texts to check', () => {
  expect(texts.length).toBeGreaterThan(300);
  expect(descriptions.length).toBeGreaterThan(60);
});

test('no word of the directory mixes Latin and Cyrillic letters', () => {
  expect(faultsIn(texts, mixedWords)).toEqual([]);
});

test('no text of the directory has letters of a language that is not its own', () => {
  expect(faultsIn(texts, foreignLetters)).toEqual([]);
});

test('no text of the directory uses a word that hurts, but for the names that organisations chose', () => {
  expect(faultsIn(texts, avoidedWords)).toEqual([]);
});

test('no description speaks to people as to children', () => {
  expect(faultsIn(descriptions, familiarWords)).toEqual([]);
});

test('no description has a sentence of more than 14 words', () => {
  expect(faultsIn(descriptions, (text) => longSentences(text, 14))).toEqual([]);
});

test('every short name fits on a button', () => {
  const short = texts.filter(({ key }) => key.endsWith('.shortName'));
  expect(short.filter(({ text }) => countCharacters(text) > 24)).toEqual([]);
});
