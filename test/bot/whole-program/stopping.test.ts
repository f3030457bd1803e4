import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { wordsIn } from '../../../locales/index.ts';
import { botMessages, prepareWiredApp, type WiredApp } from './wired-app.ts';

const words = wordsIn('en');
let wired: WiredApp;
beforeEach(async () => {
  wired = await prepareWiredApp();
});
afterEach(() => wired.close());
// Each of these starts the whole program twice.
vi.setConfig({ testTimeout: 60_000 });

test('stopping waits for the handlers, confirms what they did, and the next start does nothing twice', async () => {
  const { server, wire } = wired;
  const app = await wired.start();
  const person = server.person();
  const release = wire.hold(({ method }) => method === 'sendMessage');
  person.sends('/menu');
  await server.waitFor(() => wire.held.length === 1);

  let isStopped = false;
  const stopped = app.stop().then(() => {
    isStopped = true;
  });
  // It has hung up on Telegram, and still waits for the answer that is under way.
  await server.waitFor(() => !server.isPolled);
  expect(isStopped).toBe(false);
  release();
  await stopped;
  expect(server.pendingUpdates).toBe(0);
  expect(person.screen()).toContain(words.plain('menu.ask'));

  const sent = server.callsOf('sendMessage').length;
  await wired.start();
  await server.waitFor(() => server.isPolled);
  expect(server.callsOf('sendMessage')).toHaveLength(sent);
  expect(wired.log).toEqual([]);
});

test('stopping in the middle of a crowd loses nobody: after the next start everybody has their last answer', async () => {
  const { server, wire } = wired;
  const app = await wired.start();
  const people = Array.from({ length: 15 }, () => server.person());
  // Settings are written for everybody first: a repeated "save" must not change them.
  for (const person of people) person.sends('/start');
  await server.settled({ timeoutMs: 15_000 });
  for (const person of people) person.presses('English');
  await server.settled({ timeoutMs: 15_000 });

  const release = wire.hold(({ method, payload }) => method === 'sendMessage' && Number(payload.chat_id) % 3 === 0);
  for (const person of people) {
    person.presses(words.plain('places.KG'));
    person.sends('/about');
    person.sends('/menu');
  }
  await server.waitFor(() => wire.held.length > 0);
  const stopped = app.stop();
  release();
  await stopped;

  await wired.start();
  await server.settled({ timeoutMs: 15_000 });
  for (const person of people) {
    expect(person.screen()).toContain(words.plain('menu.place', { place: words.plain('places.KG') }));
    // Where a message stands is in memory only, so one from before the stop may be left.
    expect(botMessages(person).length).toBeLessThanOrEqual(2);
    expect(person.chat.filter(({ from }) => from === 'person')).toEqual([]);
  }
  expect(wired.log).toEqual([]);
});

test('what could not be confirmed at the stop comes again, and changes nothing', async () => {
  const { server } = wired;
  const app = await wired.start();
  const person = server.person();
  person.sends('/start');
  await server.settled();
  person.presses('English');
  await server.settled();
  await server.waitFor(() => server.isPolled);
  server.fail({ method: 'getUpdates', with: 500, probability: 1 });
  person.presses(words.plain('places.KG'));
  await server.waitFor(() => person.screen().includes(words.plain('start.openMenu')));
  await app.stop();
  expect(server.pendingUpdates).toBe(1);
  server.heal();
  await wired.start();
  await server.settled();
  expect(person.chat).toHaveLength(1);
  person.sends('/menu');
  await server.settled();
  expect(person.screen()).toContain(words.plain('menu.place', { place: words.plain('places.KG') }));
  expect(person.chat).toHaveLength(1);
});
