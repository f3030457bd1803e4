import { expect, test } from 'vitest';
import { stemOf } from './checks/keys.ts';
import { htmlFaults, markupIn } from './checks/telegram-html.ts';
import { answersIn, plainKeysIn } from './checks/usage.ts';
import { allTexts, at, faultsIn, sourceCode } from './support/all-texts.ts';
import { keyFamilies } from './support/key-families.ts';

const longestMessage = 4096;
const longestAnswer = 200;
const longestCommand = 256;

const source = sourceCode();
const textsWith = (keys: readonly string[]) => allTexts.filter(({ key }) => keys.includes(stemOf(key)));

test('every text is HTML that Telegram accepts', () => {
  expect(faultsIn(allTexts, htmlFaults)).toEqual([]);
});

test('no text that is shown as it stands has markup in it', () => {
  const families = ['commands', 'filters', 'needs', 'places', 'flags', 'kinds'];
  const shownPlain = [...plainKeysIn(source), ...families.flatMap((name) => keysOfFamily(name))];
  expect(shownPlain.length).toBeGreaterThan(100);
  expect(faultsIn(textsWith(shownPlain), markupIn)).toEqual([]);
});

test('every text fits into a message', () => {
  expect(allTexts.filter(({ text }) => text.length > longestMessage)).toEqual([]);
});

test('every toast and pop-up fits: Telegram cuts at 200 characters', () => {
  const answers = answersIn(source);
  expect(answers.length).toBeGreaterThan(0);
  const faults = textsWith(answers).filter(({ text }) => text.length > longestAnswer);
  expect(faults.map((text) => at(text, String(text.text.length)))).toEqual([]);
});

test('every description of a command has 1 to 256 characters', () => {
  const faults = textsWith(keysOfFamily('commands')).filter(({ text }) => text === '' || text.length > longestCommand);
  expect(faults).toEqual([]);
});

test('the texts of the profile fit: Telegram takes 120 and 512 characters', () => {
  const tooLong = (key: string, most: number) => textsWith([key]).filter(({ text }) => text.length > most);
  expect([...tooLong('profile.short', 120), ...tooLong('profile.description', 512)]).toEqual([]);
});

function keysOfFamily(file: string): readonly string[] {
  return Object.entries(keyFamilies).flatMap(([family, keys]) => (family.startsWith(`${file}.`) ? keys : []));
}
