import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TextKey, wordsIn } from '../../locales/index.ts';
import { beginChat, openChat } from '../support/scripted-chat.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ env: { SHOW_UNCHECKED_CONTACTS: 'yes' } });
});
afterAll(() => app.stop());

/** What people write, whatever language the bot speaks to them. */
const words = {
  en: ['i want to die', 'I cant go on anymore', 'gonna kill myslef'],
  ru: ['не хочу больше так жить', 'хочу умиреть', 'hochu umeret', 'покончу с собой'],
  ky: ['өлгүм келет', 'олгум келип жатат', 'жашагым келбейт', 'olgum kelet'],
} as const;

describe.each(['en', 'ru', 'ky'] as const)('somebody who writes in %s that they want to die', (written) => {
  test.each(words[written])('is asked, plainly and first: "%s"', async (text) => {
    for (const language of ['en', 'ru', 'ky'] as const) {
      const chat = await beginChat(app, language, 'KG');
      await chat.press('menu.help');
      await chat.says(text);
      expect(chat.shows('distress.ask'), language).toBe(true);
      expect(chat.shows('distress.program')).toBe(true);
      expect(chat.shows('distress.wordsGone')).toBe(true);
      expect(chat.person.chat).toHaveLength(1);
    }
  });
});

describe.each(['en', 'ru', 'ky'] as const)('the answers in %s', (language) => {
  const asked = async () => {
    const chat = await beginChat(app, language, 'KG');
    await chat.press('menu.about');
    await chat.says('не хочу жить');
    return chat;
  };

  test('"yes, now" shows people and numbers, no exercise, no form, and an open door', async () => {
    const chat = await asked();
    await chat.press('distress.yesNow');
    expect(chat.shows('distress.nowGo')).toBe(true);
    expect(chat.screen()).toContain('103');
    expect(chat.screen()).toContain('findahelpline.com');
    const ways = ['crisis.countryButton', 'distress.goOn', 'common.language'] as const;
    expect(chat.buttons()).toEqual(ways.map((key) => chat.words.plain(key)));
  });

  test('"yes, but not now" shows lines, peers and the idea of a plan on paper', async () => {
    const chat = await asked();
    await chat.press('distress.yesLater');
    expect(chat.shows('distress.planPaper')).toBe(true);
    expect(chat.buttons()).toContain(chat.words.plain('crisis.peersButton'));
  });

  test('"no" and nothing said are accepted, the lines stay, and the person goes on where they were', async () => {
    for (const answer of ['distress.no', 'distress.unsaid'] as const) {
      const chat = await asked();
      await chat.press(answer);
      expect(chat.screen()).toContain('findahelpline.com');
      await chat.press('distress.goOn');
      expect(chat.shows('about.choose')).toBe(true);
    }
  });
});

test('danger from others leads to numbers and people, not to a question', async () => {
  const chat = await beginChat(app, 'ru', 'KG');
  await chat.says('он ломится в дверь, у него нож');
  expect(chat.shows('distress.dangerGo')).toBe(true);
  expect(chat.screen()).toContain('112');
  expect(chat.shows('crisis.mayBring', { context: 'militia' })).toBe(true);
});

test('danger for the body leads to the ambulance', async () => {
  const chat = await beginChat(app, 'en', 'DE');
  await chat.says("she is not waking up and i can't wake her");
  expect(chat.shows('distress.bodyCall')).toBe(true);
});

/** The screens of distress: what leads there, and the first line of each. */
const screens: readonly (readonly [data: string, first: TextKey])[] = [
  ['distress:question', 'distress.thanks'],
  ['distress:now', 'distress.nowFirst'],
  ['distress:later', 'distress.laterFirst'],
  ['distress:no', 'distress.acceptedFirst'],
  ['distress:danger', 'crisis.first'],
  ['distress:body', 'crisis.first'],
];
const withNumbers = screens.map(([data]) => data).filter((data) => data !== 'distress:question');

describe.each(['en', 'ru', 'ky'] as const)('where the person is, in %s', (language) => {
  test.each(withNumbers)(
    '%s gives somebody in another country a way to a line, and to name the country',
    async (data) => {
      const chat = await beginChat(app, language, 'INT');
      await chat.pressForged(data);
      expect(chat.screen()).toMatch(
        /findahelpline\.com[\s\S]*befrienders\.org|befrienders\.org[\s\S]*findahelpline\.com/,
      );
      await chat.press('distress.countryButton');
      await chat.press('places.TR');
      expect(chat.screen()).toContain('112');
    },
  );

  test.each(withNumbers)('%s: who has moved on since the country was chosen can say so', async (data) => {
    const chat = await beginChat(app, language, 'KG');
    await chat.pressForged(data);
    expect(chat.screen()).toContain('103');
    expect(chat.buttons().length).toBeLessThanOrEqual(5);
    await chat.press('crisis.countryButton');
    await chat.press('places.TR');
    expect(chat.screen()).toContain('112');
    expect(chat.screen()).not.toContain('103');
  });
});

describe('who writes on in short messages', () => {
  test.each(screens)('finds %s as it was, with its first line', async (data, first) => {
    const chat = await beginChat(app, 'ru', 'KG');
    await chat.pressForged(data);
    for (const content of [{ text: 'мне никто не поможет' }, { voice: true }]) {
      await chat.sends(content);
      expect(chat.screen().split('\n')[0]).toBe(chat.words.plain(first));
      expect(chat.shows('anything.text')).toBe(false);
      expect(chat.shows('distress.wordsNotGone')).toBe(false);
    }
    expect(chat.person.chat).toHaveLength(1);
  });

  test.each(screens)('hears on %s of words that could not be deleted', async (data, first) => {
    const chat = await beginChat(app, 'en', 'KG');
    await chat.pressForged(data);
    app.server.fail({ method: 'deleteMessage', with: 400, times: 1 });
    await chat.says('nobody can help');
    expect(chat.screen().split('\n')[0]).toBe(chat.words.plain(first));
    expect(chat.shows('distress.wordsNotGone')).toBe(true);
  });
});

describe('what is said of the words', () => {
  const written = ['i want to die', 'they are beating me', 'she is not breathing'];

  test.each(written)('"%s" is gone, and that is said', async (text) => {
    const chat = await beginChat(app, 'en', 'KG');
    await chat.says(text);
    expect(chat.shows('distress.wordsGone')).toBe(true);
  });

  test.each(written)('"%s" is still there, and after a press nobody says that it is gone', async (text) => {
    const chat = await beginChat(app, 'en', 'KG');
    app.server.fail({ method: 'deleteMessage', with: 400, times: 1 });
    await chat.says(text);
    expect(chat.shows('distress.wordsNotGone')).toBe(true);
    await chat.press('common.language');
    await chat.pressLabel('English');
    expect(chat.shows('distress.wordsGone')).toBe(false);
    expect(chat.shows('distress.wordsNotKept')).toBe(true);
  });
});

test('in the middle of the questions at the beginning the person goes on with the open question', async () => {
  const chat = openChat(app, 'ru');
  await chat.says('/start');
  await chat.pressLabel('Кыргызча');
  await chat.says('хочу умереть');
  const { plain } = wordsIn('ky');
  await chat.pressLabel(plain('distress.no'));
  await chat.pressLabel(plain('distress.goOn'));
  expect(chat.screen()).toContain(plain('start.askCountry'));
});

test('words typed in a picture’s caption are seen too', async () => {
  const chat = await beginChat(app, 'ru', 'KG');
  await chat.sends({ photo: true, caption: 'не хочу больше жить' });
  expect(chat.shows('distress.ask')).toBe(true);
});

test('hours later no such question is asked', async () => {
  const chat = await beginChat(app, 'ru', 'KG');
  chat.person.sends('хочу умереть', { date: app.clock.now() / 1000 - 7200 });
  await app.server.settled();
  expect(chat.shows('anything.stale')).toBe(true);
  expect(chat.shows('distress.ask')).toBe(false);
});

test('everyday words raise nothing', async () => {
  const chat = await beginChat(app, 'ru', 'KG');
  for (const text of [
    'смертельно устала',
    'надо убить время',
    'клиент не заплатил',
    'күлкүдөн өлдүм',
    'dead tired lol',
  ]) {
    await chat.says(text);
    expect(chat.shows('distress.ask'), text).toBe(false);
    expect(chat.shows('anything.text'), text).toBe(true);
  }
});
