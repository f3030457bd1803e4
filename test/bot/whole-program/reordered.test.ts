import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wordsIn } from '../../../locales/index.ts';
import type { Person } from '../../support/bot-api/person.ts';
import { freePort } from '../../support/program.ts';
import { randomFrom } from '../../support/seeded-random.ts';
import { type Carrier, startCarrier } from './carrier.ts';
import { prepareWiredApp, type WiredApp } from './wired-app.ts';

/** Updates that come twice, late, or in another order, and ids that begin anew: over the wire, both ways in. */

const words = wordsIn('en');
const steps = [
  ['/about', words.text('about.first')],
  ['/sos', words.text('crisis.first')],
  ['/menu', words.text('menu.first')],
] as const;
const inOrder = steps.map(([, first]) => first);
const patience = { timeoutMs: 30_000, quietMs: 50 };

describe.each(['polling', 'webhook'])('by %s', (way) => {
  let wired: WiredApp;
  let carrier: Carrier;
  let port: number;
  const random = randomFrom(20_261_122);
  const shuffled = <T>(all: readonly T[]) =>
    all
      .map((one) => ({ one, at: random(1_000) }))
      .sort((a, b) => a.at - b.at)
      .map(({ one }) => one);

  beforeAll(async () => {
    port = await freePort();
    carrier = await startCarrier();
    const byWebhook = { WEBHOOK_URL: carrier.url, PORT: String(port) };
    wired = await prepareWiredApp(way === 'webhook' ? { env: byWebhook } : {});
    await wired.start();
  }, 60_000);
  afterAll(async () => {
    await wired.close();
    await carrier.close();
  });

  function carryAsIs(): void {
    wired.wire.shuffle = null;
    carrier.carry = (update) => update.to(port);
  }

  const firstLines = (person: Person) =>
    wired.server
      .callsOf('sendMessage')
      .filter(({ ok, payload }) => ok && payload.chat_id === person.id)
      .map(({ payload }) => String(payload.text).split('\n', 1)[0]);

  function crowd(): readonly Person[] {
    const people = Array.from({ length: 20 }, () => wired.server.person());
    for (const [command] of steps) for (const person of people) person.sends(command);
    return people;
  }

  test('what comes twice, at once and later, in whatever order of chats, is answered once and in order', async () => {
    const former: unknown[] = [];
    wired.wire.shuffle = (updates) => {
      const all = [...shuffled(updates), ...shuffled(updates), ...former.slice(-20)];
      former.push(...updates);
      return all;
    };
    carrier.carry = async (update) => {
      await new Promise((resolve) => setTimeout(resolve, random(10)));
      const [first] = await Promise.all([update.to(port), update.to(port)]);
      return Math.max(first, await update.to(port));
    };
    const people = crowd();
    await wired.server.settled(patience);
    for (const person of people) {
      expect(firstLines(person)).toEqual(inOrder);
      expect(person.chat).toHaveLength(1);
    }
    expect(wired.log).toEqual([]);
    carryAsIs();
  });

  test('what comes in another order within a chat is answered all the same, each once, and the chat goes on', async () => {
    // By polling: an earlier one in a later answer. By webhook: whatever the network makes of it.
    let held: unknown[] = [];
    wired.wire.shuffle = (updates) => {
      const [late, rest] = [held, updates.filter(() => random(2) === 0)];
      held = updates.filter((update) => !rest.includes(update));
      return [...rest, ...late];
    };
    carrier.carry = async (update) => {
      void new Promise((resolve) => setTimeout(resolve, random(30))).then(() => update.to(port));
      return 200;
    };
    const people = crowd();
    const everybodyIsAnswered = () => people.every((person) => firstLines(person).length === steps.length);
    const other = wired.server.person();
    while (!everybodyIsAnswered()) {
      // So that there is a later answer.
      other.sends('/menu');
      await wired.server.settled(patience);
    }
    carryAsIs();
    await wired.server.settled(patience);
    for (const person of people) expect(firstLines(person).sort()).toEqual([...inOrder].sort());
    for (const person of people) person.sends('/menu');
    await wired.server.settled(patience);
    for (const person of people) {
      expect(person.screen()).toContain(words.plain('menu.ask'));
      expect(person.chat).toHaveLength(1);
    }
    expect(wired.log).toEqual([]);
  });

  test('ids that begin anew, lower or higher, change nothing', async () => {
    carryAsIs();
    const person = wired.server.person();
    for (const id of [7, 2_000_000_000, 5_000]) {
      await wired.server.settled(patience);
      wired.server.countUpdatesFrom(id);
      const before = firstLines(person).length;
      for (const [command] of steps) person.sends(command);
      await wired.server.settled(patience);
      expect(firstLines(person).slice(before)).toEqual(inOrder);
      expect(person.chat).toHaveLength(1);
    }
    expect(wired.log).toEqual([]);
  });
});
