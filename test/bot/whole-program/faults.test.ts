import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { wordsIn } from '../../../locales/index.ts';
import { callApi } from '../../support/bot-api/api-client.ts';
import type { FaultKind } from '../../support/bot-api/faults.ts';
import type { Person } from '../../support/bot-api/person.ts';
import { testToken } from '../../support/test-app.ts';
import { botMessages, prepareWiredApp, type WiredApp } from './wired-app.ts';

const words = wordsIn('en');
const canary = 'CANARY';

let wired: WiredApp;
let person: Person;
beforeAll(async () => {
  // Hundreds of short waits stand for an outage of any length.
  wired = await prepareWiredApp({ retryAfter: Array.from({ length: 12 }, () => 1) });
  await wired.start();
});
afterAll(() => wired.close());
beforeEach(async () => {
  person = wired.server.person({ first_name: canary, username: canary });
  person.sends('/menu');
  await wired.server.settled();
  wired.log.length = 0;
});
afterEach(() => wired.server.heal());

const events = () => wired.log.map((line) => JSON.parse(line).event);
const isAnswered = (call: { method: string; ok: boolean | null }) =>
  call.method === 'answerCallbackQuery' && call.ok === true;

const passing: FaultKind[] = [500, 502, 503, 'reset', 'timeout', 'garbage', { retryAfter: 0 }];

describe.each(passing)('when Telegram fails with %j', (fault) => {
  test.each(['editMessageText', 'answerCallbackQuery'])('at %s, a press is answered all the same', async (method) => {
    wired.server.fail({ method, with: fault, times: 2 });
    const before = wired.server.calls.filter(isAnswered).length;
    person.presses(words.plain('menu.about'));
    await wired.server.settled();
    expect(person.screen()).toContain(words.plain('about.choose'));
    expect(wired.server.calls.filter(isAnswered)).toHaveLength(before + 1);
    expect(person.chat).toHaveLength(1);
    expect(events()).toEqual([]);
  });

  test.each(['deleteMessage', 'sendMessage'])('at %s, a command is answered all the same', async (method) => {
    wired.server.fail({ method, with: fault, times: 2 });
    person.sends('/about');
    await wired.server.settled();
    expect(person.screen()).toContain(words.plain('about.choose'));
    expect(person.chat).toHaveLength(1);
    expect(events()).toEqual([]);
  });
});

test.each(['editMessageText', 'answerCallbackQuery', 'deleteMessage'])(
  '%s that was done though the line broke is not done wrong twice',
  async (method) => {
    wired.server.fail({ method, with: 'late' });
    person.presses(words.plain('menu.about'));
    await wired.server.settled();
    person.sends('what I typed');
    await wired.server.settled();
    // It was deleted, and the person is not told that it was not.
    expect(person.screen()).toContain(words.plain('anything.text'));
    expect(person.screen()).toContain(words.plain('about.choose'));
    expect(person.chat).toHaveLength(1);
  },
);

test('a message that was sent though the line broke is sent again, and the first one is found and deleted', async () => {
  const others = Array.from({ length: 5 }, () => wired.server.person());
  const before = others.map((other) => {
    other.sends('/about');
    return other;
  });
  await wired.server.settled();
  wired.server.fail({ method: 'sendMessage', with: 'late', times: 2 });
  person.sends('/about');
  await wired.server.settled();
  // Telegram has no way to ask what became of a call.
  expect(botMessages(person)).toHaveLength(1);
  expect(person.screen()).toContain(words.plain('about.choose'));
  for (const other of before) expect(botMessages(other)).toHaveLength(1);
});

test('a first message that nobody knows of is deleted with the next one, when deleting failed as well', async () => {
  wired.server.fail({ method: 'sendMessage', with: 'late' });
  wired.server.fail({ method: 'deleteMessages', with: 500 });
  person.sends('/about');
  await wired.server.settled();
  expect(botMessages(person)).toHaveLength(2);
  person.sends('/menu');
  await wired.server.settled();
  expect(botMessages(person)).toHaveLength(1);
  expect(person.screen()).toContain(words.plain('menu.ask'));
});

test('while Telegram is away nothing is lost: what was written before and meanwhile is answered in order', async () => {
  const others = Array.from({ length: 20 }, () => wired.server.person());
  const outage = wired.server.fail({ with: 'reset', probability: 1 });
  person.presses(words.plain('menu.about'));
  for (const other of others) other.sends('/sos');
  person.sends('/menu');
  await wired.server.waitFor(() => outage.happened > 100);
  outage.stop();
  await wired.server.settled();
  expect(person.screen()).toContain(words.plain('menu.ask'));
  for (const other of others) {
    expect(other.screen()).toContain(words.plain('crisis.first'));
    expect(other.chat).toHaveLength(1);
  }
  expect(new Set(events())).toEqual(new Set(['polling_failed']));
  expect(wired.log.join()).not.toMatch(new RegExp(`${canary}|${person.id}|${testToken}`));
});

test('after ten hours without Telegram everybody is answered, by a line that a stranger may read', async () => {
  const begun = wired.clock.now();
  const writer = wired.server.person();
  const presser = wired.server.person();
  presser.sends('/menu');
  await wired.server.settled();
  const outage = wired.server.fail({ with: 'reset', probability: 1 });
  writer.sends('/sos');
  presser.presses(words.plain('menu.about'));
  await wired.server.waitFor(() => outage.happened > 20);
  wired.clock.now = () => begun + 10 * 3_600_000;
  // Whatever was on its way when the night began has failed for good.
  const byThen = outage.happened;
  await wired.server.waitFor(() => outage.happened > byThen + 150);
  const late = wired.server.person();
  late.sends('/menu');
  outage.stop();
  await wired.server.settled();
  expect(writer.screen()).toContain(words.plain('anything.stale'));
  expect(presser.screen()).toContain(words.plain('anything.stale'));
  expect(late.screen()).toContain(words.plain('menu.ask'));
  for (const who of [writer, presser, late]) expect(who.chat).toHaveLength(1);
  wired.clock.now = () => begun;
});

test('whoever blocked the bot is forgotten, in one go and without a trace', async () => {
  person.sends('/start');
  await wired.server.settled();
  person.presses('Русский');
  await wired.server.settled();
  person.presses(wordsIn('ru').plain('places.KG'));
  await wired.server.settled();
  person.blocks();
  await wired.server.settled();
  expect(wired.log).toEqual([]);
  person.unblocks();
  person.sends('/start');
  await wired.server.settled();
  expect(person.screen()).toContain(words.plain('start.askLanguage'));
});

test('whoever cannot be written to any more (403) is forgotten too, and the bot lives on', async () => {
  person.sends('/language');
  await wired.server.settled();
  person.presses('Русский');
  await wired.server.settled();
  const unreachable = wired.server.fail({ method: 'sendMessage', with: 403, probability: 1 });
  person.sends('/about');
  await wired.server.settled();
  unreachable.stop();
  person.sends('/about');
  await wired.server.settled();
  expect(person.screen()).toContain(words.plain('about.choose'));
  expect(wired.log.join()).not.toMatch(new RegExp(`${canary}|${person.id}`));
});

test.each(['supergroup', 'group', 'channel'] as const)(
  'a %s to which the bot is added is left without a word',
  async (type) => {
    const group = wired.server.group({ type, title: canary });
    group.addsBot(person);
    await wired.server.settled();
    expect(group.hasBot).toBe(false);
    expect(group.botMessages).toEqual([]);
    expect(wired.log.join()).not.toContain(canary);
  },
);

test('a second program on the same token is one line in the log, and people are answered', async () => {
  await wired.server.waitFor(() => wired.server.isPolled);
  const hangUp = new AbortController();
  const other = callApi(wired.server, 'getUpdates', { timeout: 1 }, { token: testToken, signal: hangUp.signal });
  await wired.server.waitFor(() => wired.log.length > 0);
  hangUp.abort();
  await other.catch(() => {});
  person.sends('/about');
  await wired.server.settled();
  expect(person.screen()).toContain(words.plain('about.choose'));
  expect(new Set(events())).toEqual(new Set(['polling_failed']));
});
