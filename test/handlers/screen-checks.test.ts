import { expect, test } from 'vitest';
import { footer } from '../../handlers/keyboards.ts';
import { wordsIn } from '../../locales/index.ts';
import { missingWays, policeFirstOrAlone, valuesIn } from './support/screen-checks.ts';

/** What the tests of the screens must catch. */

const keyboard = [footer(wordsIn('en'))];

test('a screen without a footer, or without one of its ways, is caught', () => {
  const list = { name: 'help:list', data: 'help:list:KG.a..0.0' } as const;
  expect(missingWays({ ...list, keyboard })).toEqual([]);
  expect(missingWays({ ...list, keyboard: [] })).toHaveLength(3);
  expect(missingWays({ ...list, keyboard: [footer(wordsIn('en')).slice(1)] })).toEqual(['no way to sos:open']);
  expect(missingWays({ name: 'start', data: 'start', keyboard: [] })).toEqual(['no way to sos:open']);
});

test('a number is found in the text and on buttons, but not inside another number', () => {
  expect(valuesIn({ html: '📞 <b>111</b>', keyboard }, ['111'])).toEqual(['111']);
  expect(valuesIn({ html: '', keyboard: [[{ label: 'Call 111', data: '' }]] }, ['111'])).toEqual(['111']);
  expect(valuesIn({ html: 'a@b.example?x=1&amp;y=2', keyboard }, ['a@b.example?x=1&y=2'])).toHaveLength(1);
  expect(valuesIn({ html: '1110 1110, then 111', keyboard }, ['111'])).toEqual(['111']);
  expect(valuesIn({ html: '📞 <b>1110</b>, A111', keyboard }, ['111'])).toEqual([]);
});

test('a number of the police that stands first or alone is caught', () => {
  const line = (...numbers: readonly string[]) => ({
    html: `📞 ${numbers.map((one) => `<b>${one}</b> x`).join(' · ')}`,
  });
  expect(policeFirstOrAlone(line('103', '102'), ['102'])).toEqual([]);
  expect(policeFirstOrAlone(line('102', '103'), ['102'])).toHaveLength(1);
  expect(policeFirstOrAlone(line('102'), ['102'])).toHaveLength(1);
  expect(policeFirstOrAlone(line('103'), ['102'])).toEqual([]);
});
