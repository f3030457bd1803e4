import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import page from '../../bot/channels/browser/page/texts.json' with { type: 'json' };
import { languages } from '../../domain/language.ts';
import { familiarWords } from './checks/address.ts';
import { foreignLetters, loneLatinLetters, mixedWords } from './checks/alphabets.ts';
import { avoidedWords } from './checks/avoided-words.ts';
import { longSentences } from './checks/sentences.ts';
import { markupIn } from './checks/telegram-html.ts';
import { faultsIn, type Text } from './support/all-texts.ts';

/** The words of the browser preview, which has files of its own. */
const texts: readonly Text[] = languages.flatMap((language) =>
  Object.entries(page[language]).map(([key, text]) => ({ language, key: `page.${key}`, text })),
);
const folder = new URL('../../bot/channels/browser/page/', import.meta.url);

test('the page holds the same texts in every language and no other language', () => {
  expect(Object.keys(page)).toEqual([...languages]);
  const [first, ...others] = languages.map((language) => Object.keys(page[language]));
  for (const keys of others) expect(keys).toEqual(first);
});

test('the page uses every text that it holds', () => {
  const code = readdirSync(folder)
    .filter((name) => /\.(js|html)$/.test(name))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n');
  const isUsed = (key: string) => new RegExp(`["'\`]${key}["'\`]|\\.${key}\\b`).test(code);
  expect(Object.keys(page.en).filter((key) => !isUsed(key))).toEqual([]);
});

describe.each([
  ['mix no alphabets', mixedWords],
  ['have no lone Latin letters', loneLatinLetters],
  ['have no letters of other languages', foreignLetters],
  ['use no word that hurts', avoidedWords],
  ['say «вы» and «сиз»', familiarWords],
  ['have no sentence of more than 14 words', (text: string) => longSentences(text, 14)],
  ['have no markup', markupIn],
] as const)('the texts of the page', (rule, check) => {
  test(rule, () => {
    expect(faultsIn(texts, check)).toEqual([]);
  });
});
