import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { wordsIn } from '../../locales/index.ts';
import { firstLineFaults } from '../locales/checks/first-line.ts';
import type { Person } from '../support/bot-api/person.ts';
import { beginChat, type ScriptedChat } from '../support/scripted-chat.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

/**
 * Somebody takes the phone and opens the chat. The local Bot API server holds Telegram's rule by its
 * clock: nothing older than 48 hours can be deleted.
 */

const hours = 3_600_000;
const words = wordsIn('ru');
const neutral = words.plain('anything.stale');

let app: TestApp;
let start: number;
beforeAll(async () => {
  app = await startTestApp();
  start = app.clock.now();
});
beforeEach(async () => {
  // On from the latest moment of the tests before.
  start = app.clock.now() + 100 * hours;
  goTo(0);
  await app.hear();
});
afterAll(() => app.stop());

function goTo(hour: number): void {
  const moment = start + hour * hours;
  app.clock.now = () => moment;
}

/** Lets time pass as it does, with a look of the sweeper every hour. */
async function passTo(from: number, to: number): Promise<void> {
  for (let hour = from + 1; hour <= to; hour++) {
    goTo(hour);
    await app.sweep();
  }
  await app.hear();
}

/** What a stranger could learn from the chat; an empty list is good. */
function tellingIn(person: Person): string[] {
  return person.chat.flatMap(({ text, keyboard, from }) => [
    ...(from === 'person' ? ['something of the person'] : []),
    ...(text === neutral ? [] : [text]),
    ...firstLineFaults(text),
    ...keyboard.flat().filter((label) => !footerLabels.includes(label)),
  ]);
}

const footerLabels = [words.plain('common.sos'), words.plain('common.menu'), words.plain('common.language')];

const helpIsOneTapAway = async (chat: ScriptedChat) => {
  await chat.press('common.sos');
  return chat.screen().includes(words.plain('crisis.first'));
};

describe('after /clear', () => {
  test.each([0, 41, 47, 49, 72])('%d hours later one neutral line stands there, with urgent help', async (hour) => {
    const chat = await beginChat(app, 'ru', 'KG');
    await chat.press('menu.help');
    await chat.says('/clear');
    await chat.press('clear.yes');
    await passTo(0, hour);
    expect(tellingIn(chat.person)).toEqual([]);
    expect(chat.person.chat).toHaveLength(1);
    expect(await helpIsOneTapAway(chat)).toBe(true);
  });

  test('49 hours after a restart in between, too', async () => {
    const chat = await beginChat(app, 'ru', 'KG');
    await app.restart();
    await chat.says('/clear');
    await app.restart();
    await chat.press('clear.yes');
    await app.restart();
    await passTo(0, 49);
    expect(tellingIn(chat.person)).toEqual([]);
    expect(chat.person.chat).toHaveLength(1);
  });
});

describe('when nobody thought of /clear', () => {
  test('a screen stands for a day, and not at 41, 47, 49 and 72 hours; nothing new is sent', async () => {
    const chat = await beginChat(app, 'ru', 'KG');
    await chat.press('menu.help');
    const [message] = chat.person.chat;
    await passTo(0, 24);
    expect(tellingIn(chat.person)).not.toEqual([]);
    await passTo(24, 41);
    for (const [from, to] of [
      [41, 41],
      [41, 47],
      [47, 49],
      [49, 72],
    ] as const) {
      await passTo(from, to);
      expect(tellingIn(chat.person), `${to} hours`).toEqual([]);
      // A new message would bring the chat to the top of the list, with a mark.
      expect(chat.person.chat.map(({ message_id }) => message_id)).toEqual([message?.message_id]);
    }
    expect(await helpIsOneTapAway(chat)).toBe(true);
  });

  test('the same after a restart, which is when the sweeper looks first', async () => {
    const chat = await beginChat(app, 'ru', 'KG');
    await app.restart();
    goTo(41);
    await app.restart();
    await app.server.waitFor(() => tellingIn(chat.person).length === 0);
  });

  test('after a restart the message before is still removed', async () => {
    const chat = await beginChat(app, 'ru', 'KG');
    await app.restart();
    await chat.says('/about');
    expect(chat.botMessages()).toBe(1);
  });

  test('who comes back daily never has a message older than 48 hours, and only one', async () => {
    const chat = await beginChat(app, 'ru', 'KG');
    for (let day = 0; day < 5; day++) {
      await passTo(day * 23, (day + 1) * 23);
      // In the second night the sweeper was there: she finds the neutral line.
      await chat.pressForged('sos:open');
      await chat.press('common.menu');
      expect(chat.person.chat).toHaveLength(1);
      const [message] = chat.person.chat;
      expect(app.clock.now() / 1000 - (message?.date ?? 0)).toBeLessThan(48 * 3600);
    }
    await chat.says('/clear');
    await chat.press('clear.yes');
    expect(chat.person.chat).toHaveLength(1);
  });

  test('who comes back after a week uses the same message, and it turns neutral again', async () => {
    const chat = await beginChat(app, 'ru', 'KG');
    await passTo(0, 50);
    goTo(168);
    await app.hear();
    await chat.press('common.sos');
    await chat.press('common.menu');
    expect(tellingIn(chat.person)).not.toEqual([]);
    await passTo(168, 168 + 41);
    expect(tellingIn(chat.person)).toEqual([]);
    expect(chat.person.chat).toHaveLength(1);
  });

  test('what was there is forgotten: after 48 hours the list holds nothing of the chat', async () => {
    const chat = await beginChat(app, 'ru', 'KG');
    await passTo(0, 49);
    const edits = () => app.server.callsOf('editMessageText').length;
    const before = edits();
    await passTo(49, 60);
    await app.restart();
    await app.sweep();
    expect(edits()).toBe(before);
    expect(tellingIn(chat.person)).toEqual([]);
  });

  test('while Telegram asks for patience the sweeper stops, and goes on the next time', async () => {
    const chats = [await beginChat(app, 'ru', 'KG'), await beginChat(app, 'ru', 'KG')];
    goTo(41);
    const before = app.server.callsOf('editMessageText').length;
    app.server.fail({ method: 'editMessageText', with: { retryAfter: 30 }, probability: 1 });
    await app.sweep();
    app.server.heal();
    // One chat was tried, the other left alone.
    expect(app.server.callsOf('editMessageText').length - before).toBeLessThanOrEqual(1);
    await app.sweep();
    for (const chat of chats) expect(tellingIn(chat.person)).toEqual([]);
  });

  test('of a person who blocked the bot nothing is swept', async () => {
    const chat = await beginChat(app, 'ru', 'KG');
    chat.person.blocks();
    await app.server.settled();
    const edits = app.server.callsOf('editMessageText').length;
    await passTo(40, 49);
    expect(app.server.callsOf('editMessageText')).toHaveLength(edits);
  });
});

describe('where the neutral line stands, nothing leads back to a report', () => {
  const ways: readonly (readonly [string, (chat: ScriptedChat) => Promise<void>])[] = [
    ['after a day and a half', () => passTo(0, 41)],
    [
      'after words that came late',
      async (chat) => {
        chat.person.sends('что-то личное', { date: app.clock.now() / 1000 - 3600 });
        await app.server.settled();
      },
    ],
    [
      'after /clear, which Telegram did not do at once',
      async (chat) => {
        await chat.says('/clear');
        app.server.fail({ method: 'editMessageText', with: 500, probability: 1 });
        await chat.press('clear.yes');
        app.server.heal();
        await app.sweep();
      },
    ],
  ];

  test.each(ways)('%s', async (_, becomeNeutral) => {
    const inReport = async () => {
      const chat = await beginChat(app, 'ru', 'KG');
      await chat.press('menu.report');
      await chat.press('report.myself');
      return chat;
    };
    const [pressing, writing] = [await inReport(), await inReport()];
    for (const chat of [pressing, writing]) await becomeNeutral(chat);
    await pressing.pressForged('sos:open');
    await writing.says('привет');
    for (const chat of [pressing, writing]) {
      expect(chat.buttons()).not.toContain(words.plain('distress.goOn'));
      expect(chat.buttons()).not.toContain(words.plain('report.stop'));
    }
  });
});
