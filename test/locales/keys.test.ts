import { expect, test } from 'vitest';
import { type Language, languages } from '../../domain/language.ts';
import { parityFaults, stemOf } from './checks/keys.ts';
import { hasStrayBraces, placeholdersOf } from './checks/placeholders.ts';
import { usageIn } from './checks/usage.ts';
import { allTexts, at, fileNames, sourceCode, textsOf } from './support/all-texts.ts';
import { keyFamilies } from './support/key-families.ts';

const used = usageIn(sourceCode(), fileNames);
const usedKeys = new Set([...used.literals, ...Object.values(keyFamilies).flat()]);
const heldStems = new Set(allTexts.map(({ key }) => stemOf(key)));

test('every language holds the same texts, with the plural forms of its own', () => {
  const keys = Object.fromEntries(languages.map((language) => [language, textsOf(language).map(({ key }) => key)]));
  expect(parityFaults(keys as Record<Language, string[]>)).toEqual([]);
});

test('the test knows every family of keys that code puts together', () => {
  expect([...new Set(used.families)].sort()).toEqual(Object.keys(keyFamilies).sort());
});

test('no text is left over that no code uses', () => {
  expect([...heldStems].filter((key) => !usedKeys.has(key))).toEqual([]);
});

test('no code asks for a text that does not exist', () => {
  expect([...usedKeys].filter((key) => !heldStems.has(key))).toEqual([]);
});

test('a text takes the same values in every language and form', () => {
  const english = new Map(textsOf('en').map(({ key, text }) => [stemOf(key), placeholdersOf(text)]));
  const faults = allTexts.filter(({ key, text }) => String(placeholdersOf(text)) !== String(english.get(stemOf(key))));
  expect(faults.map((text) => at(text, text.text))).toEqual([]);
});

test('no text has braces other than those around a value', () => {
  expect(allTexts.filter(({ text }) => hasStrayBraces(text)).map((text) => at(text, text.text))).toEqual([]);
});

test('no text is empty or has blanks at its ends or two in a row', () => {
  const faults = allTexts.filter(({ text }) => text === '' || text !== text.trim() || text.includes('  '));
  expect(faults.map((text) => at(text, text.text))).toEqual([]);
});
