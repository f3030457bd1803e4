import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { languages } from '../../domain/language.ts';
import { wordsIn } from '../../locales/index.ts';
import { beginChat, openChat } from '../support/scripted-chat.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

describe.each(languages)('a first visit in %s', (language) => {
  test('asks language and country, says one honest sentence, and leads to the menu in three taps', async () => {
    const chat = openChat(app, language);
    await chat.says('/start');
    expect(chat.buttons().slice(0, 3)).toEqual(['English', 'Русский', 'Кыргызча']);
    await chat.pressLabel({ en: 'English', ru: 'Русский', ky: 'Кыргызча' }[language]);
    expect(chat.shows('start.askCountry')).toBe(true);
    await chat.press('places.KG');
    expect(chat.shows('start.privacy')).toBe(true);
    await chat.press('start.openMenu');
    expect(chat.shows('menu.place', { place: chat.words.plain('places.KG') })).toBe(true);
    expect(chat.person.chat).toHaveLength(1);
  });

  test('goes back to the language without losing the way', async () => {
    const chat = openChat(app, language);
    await chat.says('/start');
    await chat.pressLabel('English');
    await chat.pressLabel('‹ Back');
    await chat.pressLabel({ en: 'English', ru: 'Русский', ky: 'Кыргызча' }[language]);
    expect(chat.shows('start.askCountry')).toBe(true);
  });

  test('gets urgent help in the middle of the questions, and can go on afterwards', async () => {
    const chat = openChat(app, language);
    await chat.says('/start');
    await chat.press('common.sos');
    expect(chat.shows('crisis.international')).toBe(true);
    await chat.says('/start');
    expect(chat.buttons()).toContain('Кыргызча');
  });
});

test('whoever asks for help before the country is chosen is answered in the language just chosen', async () => {
  const chat = openChat(app, 'en');
  await chat.says('/start');
  await chat.pressLabel('Кыргызча');
  await chat.says('/sos');
  expect(chat.screen()).toContain(wordsIn('ky').plain('crisis.first'));
});

test('somebody who comes back finds the menu in their language, not the questions', async () => {
  const chat = await beginChat(app, 'ky', 'KZ');
  await app.restart();
  await chat.says('/start');
  expect(chat.shows('menu.place', { place: chat.words.plain('places.KZ') })).toBe(true);
});

test('a first word that is no command begins with the questions, and is deleted', async () => {
  const chat = openChat(app, 'ru');
  await chat.says('привет');
  expect(chat.shows('anything.text')).toBe(true);
  expect(chat.buttons()).toContain('Русский');
  expect(chat.person.chat).toHaveLength(1);
});

test('what was chosen is forgotten after thirty idle days', async () => {
  const chat = await beginChat(app, 'ru', 'KG');
  const then = app.clock.now();
  app.clock.now = () => then + 31 * 86_400_000;
  try {
    await app.restart();
    await chat.says('/menu');
    expect(chat.shows('menu.noPlace')).toBe(true);
  } finally {
    app.clock.now = () => then;
  }
});
