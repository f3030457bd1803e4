import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countries } from '../../domain/country.ts';
import { languages } from '../../domain/language.ts';
import type { TextKey } from '../../locales/index.ts';
import { beginChat, openChat } from '../support/scripted-chat.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

let preview: TestApp;
let strict: TestApp;
beforeAll(async () => {
  [preview, strict] = await Promise.all([startTestApp({ env: { SHOW_UNCHECKED_CONTACTS: 'yes' } }), startTestApp()]);
});
afterAll(() => Promise.all([preview.stop(), strict.stop()]));

describe.each(languages)('urgent help in %s', (language) => {
  test('is one tap from the menu and shows lines, emergency numbers and the international directories', async () => {
    const chat = await beginChat(preview, language, 'KG');
    await chat.press('menu.sos');
    expect(chat.shows('crisis.lines', { place: chat.words.plain('places.KG') })).toBe(true);
    expect(chat.screen()).toMatch(/103[\s\S]*112[\s\S]*102/);
    expect(chat.screen()).toContain('findahelpline.com');
    expect(chat.screen()).toContain('befrienders.org');
    expect(chat.shows('crisis.mayBring', { context: 'militia' })).toBe(true);
  });

  test('says plainly when no line may be shown, and what is left', async () => {
    const chat = await beginChat(strict, language, 'KG');
    await chat.says('/sos');
    expect(chat.shows('crisis.noLine', { place: chat.words.plain('places.KG') })).toBe(true);
    expect(chat.shows('crisis.instead')).toBe(true);
    expect(chat.screen()).toContain('103');
    await chat.press('crisis.peersButton');
    expect(chat.buttons().length).toBeGreaterThan(3);
  });

  test('asks for the country when none is known, with the international ones in sight', async () => {
    const chat = openChat(preview, language);
    await chat.says('/sos');
    expect(chat.screen()).toContain('findahelpline.com');
    expect(chat.shows('crisis.noCountry')).toBe(true);
    await chat.press('places.DE');
    expect(chat.screen()).toContain('112');
  });

  test('says when a line is open, where it is not always and the hours are known', async () => {
    const chat = await beginChat(preview, language, 'PT');
    const daily = chat.words.plain('help.daily');
    const hours = (times: string) => chat.words.plain('help.hours', { hours: times });
    await chat.press('menu.sos');
    expect(chat.screen()).toContain(hours(`${daily} 15:30–00:30`));
    expect(chat.screen()).toMatch(/–\S+ 08:00–22:00/);
    await chat.pressForged('distress:now');
    expect(chat.screen()).toContain(hours(`${daily} 15:30–00:30`));
    for (const country of countries) {
      await chat.pressForged(`sos:in:${country}`);
      expect(chat.screen(), country).not.toContain(chat.words.plain('help.always'));
    }
  });

  test('tells what a call leaves behind', async () => {
    const chat = await beginChat(preview, language, 'KZ');
    await chat.says('/sos');
    await chat.press('crisis.tracesButton');
    expect(chat.shows('crisis.tracesLog')).toBe(true);
    await chat.press('common.back');
    expect(chat.screen()).toContain('103');
  });
});

describe('a number that does not work', () => {
  test.each(languages)(
    'is named in two taps that lead back to the others, and nothing is hidden by it, in %s',
    async (language) => {
      const chat = await beginChat(strict, language, 'KG');
      await chat.says('/sos');
      const before = chat.screen();
      await chat.press('crisis.whichButton');
      expect(chat.screen()).toContain('103');
      const lines = chat.buttons().slice(0, -4);
      expect(lines.length).toBeGreaterThan(2);
      for (const line of lines) {
        await chat.pressLabel(line);
        expect(chat.person.alerts.at(-1)?.text).toBe(chat.words.plain('crisis.wrongThanks'));
        expect(chat.screen()).toBe(before);
        await chat.press('crisis.whichButton');
      }
    },
  );

  test('is not asked for where people are in danger, nor of a line that is not on the screen', async () => {
    const chat = await beginChat(strict, 'en', 'KG');
    for (const screen of ['now', 'danger', 'body']) {
      await chat.pressForged(`distress:${screen}`);
      expect(chat.buttons()).not.toContain(chat.words.plain('crisis.whichButton'));
    }
    await chat.pressForged('sos:wrong:KG.no-such-line');
    expect(chat.screen()).toContain('103');
    expect(strict.log).toEqual([]);
  });
});

describe('who writes on in short messages', () => {
  const screens: readonly (readonly [data: string, first: TextKey])[] = [
    ['sos:open', 'crisis.first'],
    ['sos:in:KG', 'crisis.first'],
    ['sos:traces:KG', 'crisis.tracesFirst'],
    ['sos:which:KG', 'crisis.whichFirst'],
  ];

  test.each(screens)('finds %s as it was, with its first line', async (data, first) => {
    const chat = await beginChat(preview, 'ky', 'KG');
    await chat.pressForged(data);
    const screen = chat.screen();
    expect(screen.split('\n')[0]).toBe(chat.words.plain(first));
    for (const content of [{ text: 'эмне кылам' }, { voice: true }]) {
      await chat.sends(content);
      expect(chat.screen()).toBe(screen);
    }
    expect(chat.person.chat).toHaveLength(1);
  });

  test.each(screens)('hears on %s, below all else, of words that could not be deleted', async (data) => {
    const chat = await beginChat(preview, 'en', 'KG');
    await chat.pressForged(data);
    const screen = chat.person.chat.at(-1)?.text;
    preview.server.fail({ method: 'deleteMessage', with: 400, times: 1 });
    await chat.says('what do I do');
    expect(chat.person.chat.at(-1)?.text).toBe(`${screen}\n${chat.words.plain('distress.wordsNotGone')}`);
    await chat.press('common.language');
    await chat.pressLabel('English');
    expect(chat.shows('distress.wordsNotGone')).toBe(false);
  });

  test('finds the choice of the country as it was where none is known', async () => {
    const chat = openChat(preview, 'ru');
    await chat.says('/sos');
    const screen = chat.screen();
    await chat.says('что мне делать');
    expect(chat.screen()).toBe(screen);
  });
});

test('in every country the emergency numbers and the directories are shown, whatever nobody checked', async () => {
  const chat = await beginChat(strict, 'en', 'KG');
  for (const country of countries) {
    await chat.pressForged(`sos:in:${country}`);
    expect(chat.screen(), country).toMatch(/112|103|999/);
    expect(chat.screen(), country).toContain('findahelpline.com');
  }
});

test('a change of language keeps the person on the crisis screen', async () => {
  const chat = await beginChat(preview, 'ru', 'KG');
  await chat.press('menu.sos');
  await chat.press('common.language');
  await chat.pressLabel('Кыргызча');
  expect(chat.screen()).toContain('103 тез жардам');
});
