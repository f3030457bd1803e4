import { afterAll, beforeAll, expect, test } from 'vitest';
import { languages } from '../../domain/language.ts';
import { offerHours } from '../support/counselling-hours.ts';
import { beginChat, type ScriptedChat } from '../support/scripted-chat.ts';
import { pick, type Random, randomFrom } from '../support/seeded-random.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { trials } from '../support/trials.ts';

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
  `book:remind:${'x'.repeat(52)}`,
  'book:days:hzzzz-KG-fru.',
  'book:hours:haaaa-XX-fru.20261123.0',
  'meet:list:saaaa-RU-.0',
];

/** Presses anything, most often where booking goes on; time passes now and then. */
async function act(chat: ScriptedChat, random: Random): Promise<void> {
  const chance = random(100);
  if (chance < 6) return chat.pressForged(pick(random, forged));
  if (chance < 12) return chat.says('/book');
  if (chance < 16) {
    const before = app.clock.now();
    app.clock.now = () => before + 120_000;
    return app.hear();
  }
  // The last row leads away; it is pressed seldom, so that the walk gets somewhere.
  const labels = chat.buttons();
  return chat.pressLabel(pick(random, chance < 90 && labels.length > 3 ? labels.slice(0, -3) : labels));
}

test('presses at random never come to a screen without a way on, and nothing fails', async () => {
  for (const [index, language] of languages.entries()) {
    const random = randomFrom(index + 1);
    const chat = await beginChat(app, language, 'KG');
    for (let step = 0; step < trials.bookingPresses / languages.length; step++) {
      await act(chat, random);
      expect(chat.buttons().length, `${language}, step ${step}`).toBeGreaterThan(1);
    }
  }
  expect(app.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
}, 3_600_000);
