import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { LoggedCall } from '../../support/bot-api/call-log.ts';
import type { FaultKind } from '../../support/bot-api/faults.ts';
import type { Person } from '../../support/bot-api/person.ts';
import { botMessages, prepareWiredApp, type WiredApp } from './wired-app.ts';

let wired: WiredApp;
beforeAll(async () => {
  wired = await prepareWiredApp({ retryAfter: [1, 1, 2, 2, 4, 4, 8, 8, 16, 16] });
  await wired.start();
});
afterAll(() => wired.close());
afterEach(() => {
  wired.server.heal();
  wired.wire.delay = () => 0;
});

/** The same chance at every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const commands = ['/menu', '/about', '/sos', '/language'];

/** What each command answers to a person who has chosen nothing. */
async function screens(): Promise<Map<string, string>> {
  const guide = wired.server.person();
  const texts = new Map<string, string>();
  for (const command of commands) {
    guide.sends(command);
    await wired.server.settled();
    texts.set(guide.screen(), command);
  }
  expect(texts.size).toBe(commands.length);
  return texts;
}

const sentTo = (person: Person) =>
  wired.server.callsOf('sendMessage').filter(({ ok, payload }) => ok && payload.chat_id === person.id);

/** A try that was repeated as a whole is one answer. */
const withoutRepeats = (calls: readonly LoggedCall[]) =>
  calls.map(({ payload }) => String(payload.text)).filter((text, index, all) => text !== all[index - 1]);

test('200 people at once over a bad line: each is answered in order, and one message is left to each', {
  timeout: 60_000,
}, async () => {
  const { server, wire } = wired;
  const byScreen = await screens();
  const random = chance(20_261_122);
  wire.delay = () => Math.floor(random() * 6);
  const faults: FaultKind[] = [500, 502, 503, 'reset', 'garbage', 'timeout', { retryAfter: 0 }];
  for (const fault of faults) server.fail({ with: fault, probability: 0.01, random });
  for (const method of ['deleteMessage', 'getUpdates'])
    server.fail({ method, with: 'late', probability: 0.02, random });

  const people = Array.from({ length: 200 }, (_, index) => {
    const person = server.person({ id: 700_000_000 + index });
    const own = Array.from(
      { length: 3 },
      (_, step) => commands[(index + step * (1 + (index % 3))) % commands.length] as string,
    );
    return { person, own: own.filter((command, at) => command !== own[at - 1]) };
  });
  for (let step = 0; step < 3; step++) {
    for (const { person, own } of people) {
      const command = own[step];
      if (command) person.sends(command);
    }
  }
  await server.settled({ timeoutMs: 45_000 });

  const firstLine = new Map([...byScreen].map(([screen, command]) => [screen.split('\n', 1)[0], command]));
  for (const { person, own } of people) {
    const answered = withoutRepeats(sentTo(person)).map((text) => firstLine.get(text.split('\n', 1)[0]));
    expect(answered).toEqual(own);
    expect(person.chat).toHaveLength(1);
    expect(byScreen.get(person.screen())).toBe(own.at(-1));
  }
  expect(wired.log.map((line) => JSON.parse(line).event)).not.toContain('update_given_up');
});

test('when every fourth call fails for five minutes, 200 people are answered in order, once', {
  timeout: 120_000,
}, async () => {
  const { server, wire, clock } = wired;
  const byScreen = await screens();
  const firstLine = new Map([...byScreen].map(([screen, command]) => [screen.split('\n', 1)[0], command]));
  const random = chance(4_711);
  wire.delay = () => Math.floor(random() * 3);
  const kinds: FaultKind[] = [500, 502, 503, 'reset', 'garbage', 'timeout', { retryAfter: 0 }, 'late'];
  // Each takes its share of the calls that those before it have let through.
  kinds.forEach((fault, index) => {
    const share = 0.25 / kinds.length;
    server.fail({ with: fault, probability: share / (1 - share * index), random });
  });
  const begun = clock.now();
  const before = server.calls.length;
  const people = Array.from({ length: 200 }, (_, index) => ({
    person: server.person({ id: 800_000_000 + index }),
    own: [] as string[],
  }));
  const moments = 10;
  for (let moment = 0; moment < moments; moment++) {
    clock.now = () => begun + (moment * 300_000) / moments;
    for (const [index, { person, own }] of people.entries()) {
      if ((index + moment) % 4 !== 0) continue;
      const command = commands[(index + own.length) % commands.length] as string;
      own.push(command);
      person.sends(command);
    }
    await server.settled({ timeoutMs: 60_000 });
  }
  const failed = server.calls.slice(before).filter(({ ok }) => ok === false).length;
  expect(failed / (server.calls.length - before)).toBeGreaterThan(0.18);
  server.heal();
  for (const { person, own } of people) {
    const answered = withoutRepeats(sentTo(person)).map((text) => firstLine.get(text.split('\n', 1)[0]));
    expect(answered).toEqual(own);
    expect(byScreen.get(person.screen())).toBe(own.at(-1));
    expect(person.chat.filter(({ from }) => from === 'person')).toEqual([]);
  }
  // A message whose answer was lost is found and deleted; where that failed too, with the next message.
  const doubtful = people.map(({ person }) => person).filter(({ chat }) => chat.length > 1);
  expect(doubtful.length).toBeLessThan(10);
  for (const person of doubtful) person.sends('/menu');
  await server.settled();
  for (const person of doubtful) expect(person.chat).toHaveLength(1);
  expect(new Set(wired.log.map((line) => JSON.parse(line).event))).toEqual(new Set(['polling_failed']));
});

test('one slow chat holds up nobody else, and the offset does not pass it before it is answered', async () => {
  const { server, wire } = wired;
  const [slow, quick] = [server.person(), server.person()];
  await server.waitFor(() => server.isPolled);
  const begun = server.callsOf('getUpdates').length;
  const before = server.callsOf('getUpdates').at(-1)?.payload.offset;
  const release = wire.hold(({ method, payload }) => method === 'sendMessage' && payload.chat_id === slow.id);
  slow.sends('/menu');
  await server.waitFor(() => wire.held.length === 1);
  for (const command of commands) {
    quick.sends(command);
    await server.waitFor(() => quick.chat.length === 1 && sentTo(quick).length === commands.indexOf(command) + 1);
  }
  slow.sends('/about');
  await server.waitFor(() => server.pendingUpdates === 2 + commands.length);
  const offsets = server
    .callsOf('getUpdates')
    .slice(begun)
    .map(({ payload }) => payload.offset);
  expect(new Set(offsets)).toEqual(new Set([before]));
  expect(botMessages(slow)).toEqual([]);
  release();
  await server.settled();
  expect(sentTo(slow)).toHaveLength(2);
  expect(slow.chat).toHaveLength(1);
});
