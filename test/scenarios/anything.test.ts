import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { languages } from '../../domain/language.ts';
import { beginChat } from '../support/scripted-chat.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

describe.each(languages)('whatever a person sends in %s', (language) => {
  test.each([
    ['anything.voice', { voice: true }],
    ['anything.picture', { photo: true }],
    ['anything.location', { location: true }],
    ['anything.contact', { contact: true }],
    ['anything.other', { sticker: true }],
  ] as const)('is deleted and answered with %s, on the screen where the person was', async (key, content) => {
    const chat = await beginChat(app, language, 'KG');
    await chat.press('menu.about');
    await chat.sends(content);
    expect(chat.shows(key)).toBe(true);
    expect(chat.shows('about.choose')).toBe(true);
    expect(chat.person.chat).toHaveLength(1);
  });

  test('words, an edit, an unknown command and an old button each get a way on', async () => {
    const chat = await beginChat(app, language, 'KG');
    await chat.says('привет, как дела');
    expect(chat.shows('anything.text')).toBe(true);
    await chat.says('/nosuchcommand');
    expect(chat.shows('anything.text')).toBe(true);
    await chat.pressForged('help:needs:KG:old:shape');
    expect(chat.shows('errors.oldButton')).toBe(true);
    await chat.pressForged('x');
    expect(chat.buttons()).toContain(chat.words.plain('menu.help'));
    expect(chat.person.chat).toHaveLength(1);
  });

  test('every command works from every screen', async () => {
    const chat = await beginChat(app, language, 'KG');
    for (const [command, key] of [
      ['/help', 'help.first'],
      ['/sos', 'crisis.first'],
      ['/about', 'about.first'],
      ['/country', 'settings.askCountry'],
      ['/language', 'settings.askLanguage'],
      ['/menu', 'menu.first'],
    ] as const) {
      await chat.says(command);
      expect(chat.shows(key), command).toBe(true);
    }
    expect(chat.person.chat).toHaveLength(1);
  });

  test('about says who reads, what is kept, how to protect the phone, and that nobody reviewed the texts', async () => {
    const chat = await beginChat(app, language, 'KG');
    for (const [button, text] of [
      ['about.readers', 'about.readersTelegram'],
      ['about.kept', 'about.keptSettings'],
      ['about.phone', 'about.phonePasscode'],
      ['about.authors', 'about.authorsUnreviewed'],
    ] as const) {
      await chat.says('/about');
      await chat.press(button);
      expect(chat.shows(text)).toBe(true);
    }
  });
});

test('hours later a silent neutral line is all that answers a word', async () => {
  const chat = await beginChat(app, 'ru', 'KG');
  chat.person.sends('что-то личное', { date: app.clock.now() / 1000 - 3600 });
  await app.server.settled();
  expect(chat.shows('anything.stale')).toBe(true);
  expect(chat.screen()).not.toContain(chat.words.plain('menu.ask'));
  expect(chat.person.chat.at(-1)?.isSilent).toBe(true);
  expect(chat.person.chat).toHaveLength(1);
});
