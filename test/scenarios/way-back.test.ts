import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TextKey, wordsIn } from '../../locales/index.ts';
import { createDeskInMemory, readerNamed } from '../support/desk-in-memory.ts';
import { beginChat, openChat, type ScriptedChat } from '../support/scripted-chat.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

/** "Go on as before" and "No, go back": where they lead, whatever came in between. */

const desk = createDeskInMemory();
desk.readers.set('KG', [readerNamed('tais-plus')]);

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ desk });
});
afterAll(() => app.stop());

/** Somebody with a report under way that only the buttons know. */
async function inReport(): Promise<ScriptedChat> {
  const chat = await beginChat(app, 'en', 'KG');
  await chat.press('menu.report');
  for (const key of ['report.myself', 'report.onlyCount', 'areas.KG-GB', 'incident.V07'] as const) {
    await chat.press(key);
  }
  expect(chat.screen()).toContain(`✅ ${chat.words.plain('incident.V07')}`);
  return chat;
}

/** Two taps, before the first is answered. */
async function pressTwice(chat: ScriptedChat, label: string): Promise<void> {
  chat.person.presses(label);
  chat.person.presses(label);
  await app.server.settled();
}

describe('where nothing is known of what the person was at', () => {
  test.each([
    ['after a restart', async () => afterRestart()],
    ['after /clear', async () => afterClear()],
    ['with the very first message', async () => openChat(app, 'en')],
  ])('%s, nobody is asked again whether they want to die', async (_, begin) => {
    const chat = await begin();
    await chat.says('i want to die');
    await chat.press('distress.no');
    await chat.press('distress.goOn');
    expect(chat.shows('distress.ask')).toBe(false);
    expect(chat.shows('menu.ask')).toBe(true);
  });

  test('"No, go back" does not lead to the question whether to clear', async () => {
    const chat = await afterRestart();
    await chat.says('/clear');
    await chat.says('/clear');
    await chat.press('clear.no');
    expect(chat.shows('clear.first')).toBe(false);
    expect(chat.shows('menu.ask')).toBe(true);
  });

  async function afterRestart() {
    const chat = await beginChat(app, 'en', 'KG');
    await app.restart();
    return chat;
  }

  async function afterClear() {
    const chat = await beginChat(app, 'en', 'KG');
    await chat.says('/clear');
    await chat.press('clear.yes');
    return chat;
  }
});

describe('a report under way', () => {
  test('outlives several questions, and a double tap on "Go on as before"', async () => {
    const chat = await inReport();
    const report = chat.screen();
    await chat.says('i want to die');
    await chat.says('he has a knife');
    await chat.says('/clear');
    await chat.says('i want to die');
    await chat.press('distress.unsaid');
    await pressTwice(chat, chat.words.plain('distress.goOn'));
    expect(chat.screen()).toBe(report);
  });

  test('outlives a double tap on "No, go back"', async () => {
    const chat = await inReport();
    const report = chat.screen();
    await chat.says('/clear');
    await pressTwice(chat, chat.words.plain('clear.no'));
    expect(chat.screen()).toBe(report);
  });

  test('outlives a look at people like oneself, from whatever crisis screen', async () => {
    for (const wayThere of ['distress.yesLater', 'common.sos'] as const) {
      const chat = await inReport();
      const report = chat.screen();
      if (wayThere === 'distress.yesLater') await chat.says('i want to die');
      await chat.press(wayThere);
      await chat.press('crisis.peersButton');
      await chat.pressLabel(chat.buttons()[0] as string);
      await chat.press('common.sos');
      await chat.press('distress.goOn');
      expect(chat.screen(), wayThere).toBe(report);
    }
  });
});

describe('"No, go back" from the question of /clear', () => {
  const help: readonly (readonly [screen: string, said: string, pressed: TextKey | null])[] = [
    ['the question', 'i want to die', null],
    ['an answer to it', 'i want to die', 'distress.yesNow'],
    ['danger', 'he has a knife', null],
    ['urgent help', '/sos', null],
    ['what a call leaves behind', '/sos', 'crisis.tracesButton'],
    ['the choice of another country', '/sos', 'crisis.countryButton'],
    ['people like oneself', '/sos', 'crisis.peersButton'],
  ];

  test.each(help)('leads back to %s, and from there to the report', async (_, said, pressed) => {
    const chat = await inReport();
    const report = chat.screen();
    await chat.says(said);
    if (pressed) await chat.press(pressed);
    const ways = chat.buttons();
    // Asked twice, with words in between: it is still the same question.
    for (const text of ['/clear', 'what is this', '/clear']) await chat.says(text);
    await pressTwice(chat, chat.words.plain('clear.no'));
    expect(chat.buttons()).toEqual(ways);
    await chat.says('i want to die');
    await chat.press('distress.no');
    await chat.press('distress.goOn');
    expect(chat.screen()).toBe(report);
  });

  test('leads back to urgent help also where nothing else is known, and "Go on as before" to the menu', async () => {
    const chat = await beginChat(app, 'en', 'KG');
    await app.restart();
    await chat.says('i want to die');
    await chat.press('distress.no');
    await chat.says('/clear');
    await chat.press('clear.no');
    expect(chat.shows('distress.acceptedFirst')).toBe(true);
    await chat.press('distress.goOn');
    expect(chat.shows('menu.ask')).toBe(true);
  });
});

test('a list that was looked at by itself is what one goes back to', async () => {
  const chat = await beginChat(app, 'en', 'KG');
  await chat.press('menu.sos');
  await chat.press('crisis.peersButton');
  const list = chat.screen();
  await chat.says('i want to die');
  await chat.press('distress.no');
  await chat.press('distress.goOn');
  expect(chat.screen()).toBe(list);
});

test('who is back in the questions at the beginning is not shown again what came in between', async () => {
  const chat = openChat(app, 'ru');
  await chat.says('/start');
  await chat.pressLabel('English');
  const { plain } = wordsIn('en');
  await chat.says('хочу умереть');
  await chat.pressLabel(plain('distress.no'));
  await pressTwice(chat, plain('distress.goOn'));
  expect(chat.screen()).toContain(plain('start.askCountry'));
  await chat.says('hello');
  expect(chat.screen()).toContain(plain('start.askLanguage'));
});
