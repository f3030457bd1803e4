import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { languages } from '../../domain/language.ts';
import type { Person } from '../support/bot-api/person.ts';
import { beginChat, openChat } from '../support/scripted-chat.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterEach(() => app.server.heal());
afterAll(() => app.stop());

const texts = ({ chat }: Person) => chat.map(({ text }) => text);
const lastAlert = ({ alerts }: Person) => alerts.at(-1);

describe.each(languages)('/clear in %s', (language) => {
  test('asks first, says what it cannot reach, and leaves one neutral line with urgent help', async () => {
    const chat = await beginChat(app, language, 'KG');
    await chat.press('menu.help');
    await chat.says('/clear');
    for (const key of ['clear.first', 'clear.deletes', 'clear.older', 'clear.beyond', 'clear.chat'] as const) {
      expect(chat.shows(key), key).toBe(true);
    }
    await chat.press('clear.yes');
    expect(texts(chat.person)).toEqual([chat.words.plain('anything.stale')]);
    expect(chat.buttons()).toContain(chat.words.plain('common.sos'));
    expect(lastAlert(chat.person)).toEqual({ text: chat.words.plain('clear.done'), isAlert: true });
  });

  test('can be left, to where the person was', async () => {
    const chat = await beginChat(app, language, 'KG');
    await chat.press('menu.help');
    await chat.says('/clear');
    await chat.press('clear.no');
    expect(chat.shows('help.first')).toBe(true);
    expect(chat.person.chat).toHaveLength(1);
  });

  test('has forgotten everything: what comes later begins anew', async () => {
    const chat = await beginChat(app, language, 'KG');
    await chat.press('menu.clear');
    await chat.press('clear.yes');
    await chat.press('common.sos');
    expect(chat.shows('crisis.noCountry')).toBe(true);
    await chat.says('/start');
    expect(chat.shows('start.askLanguage')).toBe(true);
    expect(chat.person.chat).toHaveLength(1);
  });
});

test('what is typed at once replaces the line; what comes later stands below it', async () => {
  const [soon, late] = [await beginChat(app, 'en', 'KG'), await beginChat(app, 'en', 'KG')];
  for (const chat of [soon, late]) {
    await chat.says('/clear');
    await chat.press('clear.yes');
  }
  await soon.says('/start');
  expect(soon.person.chat).toHaveLength(1);
  const before = app.clock.now;
  try {
    app.clock.now = () => before() + 11 * 60_000;
    await app.hear();
    await late.says('/start');
    expect(late.person.chat).toHaveLength(2);
  } finally {
    app.clock.now = before;
  }
});

test('in the middle of the questions at the beginning it forgets them, or goes back to them', async () => {
  const chat = openChat(app, 'en');
  await chat.says('/start');
  await chat.pressLabel('English');
  await chat.says('/clear');
  await chat.press('clear.no');
  expect(chat.shows('start.askCountry')).toBe(true);
  await chat.says('/clear');
  await chat.press('clear.yes');
  expect(texts(chat.person)).toEqual([chat.words.plain('anything.stale')]);
  await chat.says('/start');
  expect(chat.shows('start.askLanguage')).toBe(true);
});

test('Telegram does not answer: that is said, the rest is done, and the sweeper goes on', async () => {
  const chat = await beginChat(app, 'en', 'KG');
  await chat.press('menu.clear');
  app.server.fail({ method: 'editMessageText', with: 500, probability: 1 });
  await chat.press('clear.yes');
  expect(lastAlert(chat.person)?.text).toBe(chat.words.plain('clear.doneUnfinished'));
  app.server.heal();
  await app.sweep();
  expect(texts(chat.person)).toEqual([chat.words.plain('anything.stale')]);
  await chat.press('common.sos');
  expect(chat.shows('crisis.noCountry')).toBe(true);
});

test('the same in a chat of which the program knows nothing any more', async () => {
  const chat = await beginChat(app, 'en', 'KG');
  await chat.press('menu.clear');
  await app.restart();
  await chat.press('clear.yes');
  expect(texts(chat.person)).toEqual([chat.words.plain('anything.stale')]);
});
