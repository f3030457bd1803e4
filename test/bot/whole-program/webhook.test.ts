import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { wordsIn } from '../../../locales/index.ts';
import { callApi } from '../../support/bot-api/api-client.ts';
import type { BotApiServer } from '../../support/bot-api/start-bot-api-server.ts';
import { freePort } from '../../support/program.ts';
import { testToken } from '../../support/test-app.ts';
import { prepareWiredApp, type WiredApp } from './wired-app.ts';

const words = wordsIn('en');
let wired: WiredApp;
let server: BotApiServer;
beforeEach(async () => {
  const port = await freePort();
  wired = await prepareWiredApp({ env: { WEBHOOK_URL: `http://127.0.0.1:${port}`, PORT: String(port) } });
  server = wired.server;
});
afterEach(() => wired.close());
// Each of these starts the whole program twice.
vi.setConfig({ testTimeout: 60_000 });

const settled = () => server.settled({ timeoutMs: 15_000 });

test('people who write and press are answered in order, and Telegram is never asked for updates', async () => {
  await wired.start();
  const people = Array.from({ length: 20 }, () => server.person());
  for (const person of people) {
    person.sends('/start');
    person.sends('/about');
    person.sends('/menu');
  }
  await settled();
  for (const person of people) {
    expect(person.screen()).toContain(words.plain('menu.ask'));
    expect(person.chat).toHaveLength(1);
    person.presses(words.plain('menu.about'));
  }
  await settled();
  for (const person of people) expect(person.screen()).toContain(words.plain('about.choose'));
  expect(server.callsOf('getUpdates')).toEqual([]);
  expect(wired.log).toEqual([]);
});

test('a start on the same keys finds the webhook as it left it, and what came meanwhile is answered', async () => {
  const app = await wired.start();
  const person = server.person();
  person.sends('/menu');
  await settled();
  await app.stop();
  person.sends('/about');
  await wired.start();
  await settled();
  expect(person.screen()).toContain(words.plain('about.choose'));
  expect(server.callsOf('setWebhook')).toHaveLength(1);
});

test('the start ends a webhook of somebody else, and tells the operator where it led', async () => {
  await callApi(server, 'setWebhook', { url: 'http://stranger.example/CANARY' }, { token: testToken });
  const app = await wired.start();
  const warning = app.announcements.find((line) => line.includes('stranger.example'));
  expect(warning).toMatch(/which Zont has ended\. If it was not yours, .*\/revoke at @BotFather/);
  expect(app.announcements.join()).not.toContain('CANARY');
  await app.stop();
  expect((await wired.start()).announcements.join()).not.toContain('which Zont has ended');
  expect(wired.log).toEqual([]);
});

test('from webhook to polling and back nothing is lost', async () => {
  const byWebhook = await wired.start();
  const person = server.person();
  person.sends('/menu');
  await settled();
  await byWebhook.stop();

  person.sends('/about');
  const byPolling = await wired.start({ WEBHOOK_URL: '' });
  await settled();
  expect(person.screen()).toContain(words.plain('about.choose'));
  expect(server.callsOf('deleteWebhook')).toHaveLength(1);
  await byPolling.stop();

  person.sends('/menu');
  await wired.start();
  await settled();
  expect(person.screen()).toContain(words.plain('menu.ask'));
  expect(wired.log).toEqual([]);
});

test('an address whose port is taken fails the start in words, and leaves the webhook alone', async () => {
  const first = await wired.start();
  await expect(wired.start()).rejects.toThrow(/^Port \d+ is in use/);
  expect(server.callsOf('setWebhook')).toHaveLength(1);
  await first.stop();
});
