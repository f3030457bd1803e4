import { afterAll, beforeAll, expect, test } from 'vitest';
import { languages } from '../../domain/language.ts';
import { wordsIn } from '../../locales/index.ts';
import { offerHours } from '../support/counselling-hours.ts';
import { beginChat, type ScriptedChat } from '../support/scripted-chat.ts';
import { pick, type Random, randomFrom } from '../support/seeded-random.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { trials } from '../support/trials.ts';

const minute = 60_000;

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  await offerHours(app);
});
afterAll(() => app.stop());

const forged = [
  'book:hold:haaaa-KG-fru.1',
  'book:hold:haaaa-KG-.1',
  `book:confirm:haaaa-KG-fru.${'x'.repeat(22)}.1.p`,
  `book:expect:haaaa-KG-fru.${'x'.repeat(22)}.1.zzzzzzzz.o`,
  `book:remind:${'x'.repeat(52)}`,
  `book:done:${'x'.repeat(52)}`,
  'book:days:hzzzz-KG-fru.',
  'book:hours:haaaa-XX-fru.20261123.0',
  'book:wait:haaaa-KG-fru',
  'book:wait:haaaa-KZ-',
  'meet:list:saaaa-RU-.0',
  'mine:to:zzzz',
  'mine:move:1',
  'mine:hours:20261123',
  'mine:days:20990101',
  'mine:cancel',
  'mine:remind:y',
];

const clearing = languages.map((language) => `presses ${wordsIn(language).plain('clear.yes')}`);

/** What one moment did, as it is named in a fault. */
type Deed = readonly [name: string, work: () => Promise<void>];

/** The code of the chat's last booking, or one that was never given. */
const codeOf = ({ person }: ScriptedChat) =>
  person.alerts.map(({ text }) => /\d{4}-\d{4}-\d{4}/.exec(text ?? '')?.[0]).findLast(Boolean) ?? '0000 0000 0000';

/** Presses anything, most often where booking goes on; time passes now and then, and what it brings comes. */
function nextDeed(chat: ScriptedChat, random: Random): Deed {
  const chance = random(100);
  const say = (text: string): Deed => [`says ${text}`, () => chat.says(text)];
  const forge = (data: string): Deed => [`forges ${data}`, () => chat.pressForged(data)];
  if (chance < 6) return forge(pick(random, forged));
  if (chance < 11) return say('/book');
  if (chance < 13) return forge('mine:open');
  if (chance < 17) return say(codeOf(chat));
  if (chance < 18) return say(pick(random, ['/sos', '/clear', 'hello']));
  if (chance < 22) return ['waits', () => pass(pick(random, [2, 6, 45, 300]) * minute)];
  // The last row leads away; it is pressed seldom, so that the walk gets somewhere.
  const labels = chat.buttons();
  const label = pick(random, chance < 90 && labels.length > 3 ? labels.slice(0, -3) : labels);
  return [`presses ${label}`, () => chat.pressLabel(label)];
}

async function pass(milliseconds: number): Promise<void> {
  const before = app.clock.now();
  app.clock.now = () => before + milliseconds;
  await app.hear();
  await app.tell();
}

test('presses at random never come to a screen without a way on, never leave two of them, and nothing fails', async () => {
  for (const [index, language] of languages.entries()) {
    const random = randomFrom(trials.seed + index);
    const chat = await beginChat(app, language, 'KG');
    const done: string[] = [];
    let isCleared = false;
    for (let step = 0; step < trials.bookingPresses / languages.length; step++) {
      const before = chat.botMessages();
      const [name, work] = nextDeed(chat, random);
      done.push(name);
      await work();
      const path = `${language}, seed ${trials.seed}, step ${step}: ${done.slice(-6).join('; ')}`;
      expect(chat.buttons().length, path).toBeGreaterThan(1);
      // Only what comes by itself stands beside the screen, and the line that /clear leaves: nothing is known of it.
      if (name !== 'waits' && !isCleared) expect(chat.botMessages(), path).toBeLessThanOrEqual(before);
      isCleared = clearing.includes(name) || (isCleared && name === 'waits');
    }
  }
  expect(app.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
}, 3_600_000);
