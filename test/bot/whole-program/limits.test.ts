import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { wordsIn } from '../../../locales/index.ts';
import { botMessages, prepareWiredApp, type WiredApp } from './wired-app.ts';

const words = wordsIn('en');
let wired: WiredApp;
beforeEach(async () => {
  wired = await prepareWiredApp({ env: { TELEGRAM_LIMITS: 'on' } });
  await wired.start();
});
afterEach(() => wired.close());
vi.setConfig({ testTimeout: 60_000 });

const counted = (chat?: number) =>
  wired.server.calls.filter(
    ({ method, payload }) =>
      (method === 'sendMessage' || method === 'editMessageText') && (chat === undefined || payload.chat_id === chat),
  );

test('whoever presses faster than Telegram allows holds up nobody, and each press is let go', async () => {
  const { server } = wired;
  const hasty = server.person();
  hasty.sends('/menu');
  await server.settled();
  const presses = 130;
  for (let count = 0; count < presses; count++) {
    hasty.presses({ data: count % 2 === 0 ? 'about:open' : 'menu:open', forged: true });
  }
  const other = server.person();
  other.sends('/about');
  await server.waitFor(() => other.screen().includes(words.plain('about.choose')), 15_000);
  await server.waitFor(() => server.callsOf('answerCallbackQuery').length >= presses - 1, 30_000);
  expect(counted(hasty.id).length).toBeLessThanOrEqual(20);
  expect(botMessages(hasty)).toHaveLength(1);
  // Help goes out all the same.
  hasty.sends('/sos');
  await server.waitFor(() => hasty.screen().includes(words.plain('crisis.first')), 15_000);
});

test('a crowd is answered at the pace that Telegram allows', async () => {
  const { server } = wired;
  const begun = performance.now();
  const people = Array.from({ length: 70 }, () => server.person());
  for (const person of people) person.sends('/menu');
  await server.settled({ timeoutMs: 30_000 });
  for (const person of people) expect(person.screen()).toContain(words.plain('menu.ask'));
  expect(counted()).toHaveLength(70);
  expect(performance.now() - begun).toBeGreaterThan(2_000);
});
