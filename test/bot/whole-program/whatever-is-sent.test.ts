import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TextKey } from '../../../locales/index.ts';
import { wordsIn } from '../../../locales/index.ts';
import type { Person } from '../../support/bot-api/person.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const words = wordsIn('en');
const canary = 'CANARY';

let app: TestApp;
let person: Person;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  person = app.server.person({ first_name: canary, last_name: canary, username: canary });
  await says('/menu');
});

async function says(text: string): Promise<string> {
  person.sends(text);
  await app.server.settled();
  return person.screen();
}

async function presses(button: Parameters<Person['presses']>[0]): Promise<string> {
  person.presses(button);
  await app.server.settled();
  return person.screen();
}

/** One message of the bot, with buttons, that says nothing in the chat list; and nothing of the person. */
function expectOneScreen(): void {
  const [only, ...more] = person.chat;
  expect(more).toEqual([]);
  expect(only).toMatchObject({ from: 'bot', isSilent: true });
  expect(only?.keyboard.length).toBeGreaterThan(0);
  expect(only?.text).not.toContain(canary);
  expect(app.log).toEqual([]);
}

const contents: [string, object, TextKey][] = [
  ['typed words', { text: `I am ${canary}` }, 'anything.text'],
  [
    'an unknown command',
    { text: '/unknown', entities: [{ type: 'bot_command', offset: 0, length: 8 }] },
    'anything.text',
  ],
  [
    'a forwarded text',
    { text: canary, forward_origin: { type: 'hidden_user', sender_user_name: canary, date: 1 } },
    'anything.text',
  ],
  ['a voice message', { voice: true }, 'anything.voice'],
  ['a round video', { video_note: true }, 'anything.voice'],
  ['a picture', { photo: true, caption: canary }, 'anything.picture'],
  ['a file', { document: true }, 'anything.picture'],
  ['a location', { location: true }, 'anything.location'],
  ['a contact', { contact: { phone_number: canary } }, 'anything.contact'],
  ['a sticker', { sticker: true }, 'anything.other'],
  ['a thing that Telegram invents next year', { hologram: { of: canary } }, 'anything.other'],
];

describe.each(contents)('%s', (_, content, line) => {
  test('is deleted, and the screen comes again with a word why', async () => {
    await presses(words.plain('menu.about'));
    person.sendsRaw(content as Record<string, unknown>);
    await app.server.settled();
    expect(person.screen()).toContain(words.plain(line));
    expect(person.screen()).toContain(words.plain('about.choose'));
    expectOneScreen();
    // The screen works on as before.
    expect(await presses(words.plain('about.phone'))).toContain(words.plain('about.phoneFirst'));
  });
});

test.each(contents.filter((_, index) => index % 4 === 0))(
  '%s is deleted after more than ten minutes too, and answered by one silent neutral line',
  async (_, content) => {
    person.sendsRaw({ ...content, date: Math.floor(app.clock.now() / 1000) - 601 });
    await app.server.settled();
    expect(person.chat[0]?.text).toBe(words.plain('anything.stale'));
    expectOneScreen();
    expect(await presses(words.plain('common.menu'))).toContain(words.plain('menu.ask'));
  },
);

test('several stale messages leave one neutral line', async () => {
  for (let count = 0; count < 5; count++) person.sends(canary, { date: Math.floor(app.clock.now() / 1000) - 7_200 });
  await app.server.settled();
  expect(person.chat[0]?.text).toBe(words.plain('anything.stale'));
  expectOneScreen();
});

test('a stale command is not obeyed: hours later the chat may be in other hands', async () => {
  person.sends('/sos', { date: Math.floor(app.clock.now() / 1000) - 601 });
  await app.server.settled();
  expect(person.chat[0]?.text).toBe(words.plain('anything.stale'));
  expectOneScreen();
});

test('a message that was changed afterwards is deleted as well', async () => {
  const { message_id } = person.sendsRaw({ photo: true, text: undefined, date: Math.floor(app.clock.now() / 1000) });
  person.edits(message_id, canary);
  await app.server.settled();
  expectOneScreen();
});

test('an album of ten pictures leaves one screen', async () => {
  for (let count = 0; count < 10; count++) person.sendsRaw({ photo: true, media_group_id: '7' });
  await app.server.settled();
  expect(person.screen()).toContain(words.plain('anything.picture'));
  expectOneScreen();
});

test('a note of Telegram that auto-delete was turned on is no message to answer', async () => {
  const before = app.server.callsOf('sendMessage').length;
  person.sendsRaw({ message_auto_delete_timer_changed: { message_auto_delete_time: 86_400 } });
  await app.server.settled();
  expect(app.server.callsOf('sendMessage')).toHaveLength(before);
});

describe('a button', () => {
  test.each([
    'old:button',
    'menu',
    'menu:open:x',
    'country:set:XX.menu',
    'help:list:KG.zz..0.0',
    '__proto__:x',
    canary,
    '',
  ])('that is old or forged (%j) leads to the menu, with a word why', async (data) => {
    const screen = await presses({ data, forged: true });
    expect(screen).toContain(words.plain('errors.oldButton'));
    expect(screen).toContain(words.plain('menu.ask'));
    expectOneScreen();
  });

  test('is always let go: the press is answered once', async () => {
    const answered = () => app.server.callsOf('answerCallbackQuery').length;
    const before = answered();
    await presses(words.plain('menu.about'));
    await presses({ data: 'old:button', forged: true });
    expect(answered()).toBe(before + 2);
  });

  test('of a message that is gone brings its screen anew', async () => {
    person.presses(words.plain('menu.about'));
    person.deletesMessage(person.chat[0]?.message_id as number);
    await app.server.settled();
    expect(person.screen()).toContain(words.plain('about.choose'));
    expectOneScreen();
  });

  test('that is pressed twice at once does no harm', async () => {
    person.presses(words.plain('menu.about'));
    person.presses(words.plain('menu.about'));
    await app.server.settled();
    expect(person.screen()).toContain(words.plain('about.choose'));
    expectOneScreen();
  });
});

describe('after the program was started again', () => {
  test('a press that changes nothing is enough to know the message, which makes room for the next', async () => {
    await app.restart();
    await presses(words.plain('menu.about'));
    await app.restart();
    expect(await presses({ data: 'about:open', forged: true })).toContain(words.plain('about.choose'));
    await says('/menu');
    expectOneScreen();
  });
});

test('the questions at the beginning expire after half an hour, and the person is told', async () => {
  await says('/start');
  await presses('English');
  const before = app.clock.now;
  app.clock.now = () => before() + 45 * 60_000;
  await app.hear();
  const screen = await presses(words.plain('places.KG'));
  app.clock.now = before;
  expect(screen).toContain(words.plain('start.restarted'));
  expect(screen).toContain(words.plain('start.askLanguage'));
  expectOneScreen();
});
