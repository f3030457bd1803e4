import fc from 'fast-check';
import { expect, test } from 'vitest';
import { languageHint } from '../../../bot/edge/language-hint.ts';

test.each([
  ['en', 'en'],
  ['en-GB', 'en'],
  ['RU', 'ru'],
  ['ru-KG', 'ru'],
  ['ky', 'ky'],
  ['ky-Cyrl-KG', 'ky'],
  ['uk', 'ru'],
  ['kk-KZ', 'ru'],
  ['uz', 'ru'],
  ['de', null],
  ['pt-br', null],
  ['', null],
  ['-', null],
  ['english', null],
  [undefined, null],
])('%j leads to %j', (tag, hint) => {
  expect(languageHint(tag)).toBe(hint);
});

test('whatever a phone says, the hint is one of three languages or nothing', () => {
  fc.assert(
    fc.property(fc.string(), (tag) => {
      expect(['en', 'ru', 'ky', null]).toContain(languageHint(tag));
    }),
  );
});
