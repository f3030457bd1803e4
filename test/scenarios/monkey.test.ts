import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Language, languages } from '../../domain/language.ts';
import { commandNames } from '../../handlers/flow.ts';
import { allEveryday, allHits } from '../domain/crisis-words/corpus.ts';
import { beginChat, openChat, type ScriptedChat } from '../support/scripted-chat.ts';
import { pick, type Random, randomFrom } from '../support/seeded-random.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

/** Steps of each monkey; MONKEY_STEPS asks for more. */
const steps = Number(process.env.MONKEY_STEPS ?? 60);
const oldButtons = ['start:back', 'start:country:KG', 'tips:card:zz.9', 'tips:frame:no-such..3.timer', 'no:such', ''];

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/** Does something that nobody would, and says what. */
async function act(chat: ScriptedChat, random: Random): Promise<string> {
  const kind = random(10);
  if (kind < 6) {
    const labels = chat.buttons();
    const label = labels.length > 0 ? pick(random, labels) : '';
    if (label !== '' && !isLink(label)) await chat.pressLabel(label);
    return `presses ${label}`;
  }
  if (kind === 6) {
    const data = pick(random, oldButtons);
    await chat.pressForged(data);
    return `presses old ${data}`;
  }
  if (kind === 7) {
    const name = pick(random, commandNames);
    await chat.says(`/${name}`);
    return `says /${name}`;
  }
  if (kind === 8) {
    await chat.sends(pick(random, [{ voice: true }, { location: { latitude: 42, longitude: 74 } }, { sticker: true }]));
    return 'sends something';
  }
  const text = random(2) === 0 ? pick(random, allEveryday) : pick(random, allHits).text;
  await chat.says(text);
  return `says “${text}”`;
}

const isLink = (label: string) => /^(🌐|↗|🔗)/.test(label);

test.each(
  languages.flatMap((language): [Language, number][] => [
    [language, 1],
    [language, 2],
  ]),
)(
  'a monkey in %s never comes to a screen without a way on (seed %i)',
  async (language, seed) => {
    const random = randomFrom(seed);
    // The second has not even answered the questions at the beginning.
    const chat = seed === 1 ? await beginChat(app, language, 'KG') : openChat(app, language);
    if (seed === 2) await chat.says('/start');
    const done: string[] = [];
    for (let step = 0; step < steps; step++) {
      done.push(await act(chat, random));
      expect(chat.buttons().length, done.slice(-5).join('; ')).toBeGreaterThan(0);
      expect(chat.botMessages(), done.slice(-5).join('; ')).toBe(1);
    }
    await chat.says('/menu');
    expect(chat.buttons().length).toBeGreaterThan(3);
    expect(app.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  },
  120_000,
);
