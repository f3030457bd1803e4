import { afterEach, beforeEach, expect, test } from 'vitest';
import { callApi } from './api-client.ts';
import type { FaultKind } from './faults.ts';
import type { Person } from './person.ts';
import type { BotApiServer } from './start-bot-api-server.ts';
import { startBotApiServer } from './start-bot-api-server.ts';

let server: BotApiServer;
let person: Person;
beforeEach(async () => {
  server = await startBotApiServer({ token: '123456:TEST' });
  person = server.person();
  person.sends('/start');
});
afterEach(() => server.stop());

const send = (signal?: AbortSignal): ReturnType<typeof callApi> =>
  callApi(server, 'sendMessage', { chat_id: person.id, text: 'x' }, signal ? { signal } : {});

test.each<[FaultKind, object]>([
  [500, { error_code: 500, description: 'Internal Server Error' }],
  [502, { error_code: 502, description: 'Bad Gateway' }],
  [403, { error_code: 403, description: 'Forbidden: bot was blocked by the user' }],
  [
    { retryAfter: 7 },
    { error_code: 429, description: 'Too Many Requests: retry after 7', parameters: { retry_after: 7 } },
  ],
])('%j is answered once, and nothing is done', async (kind, answer) => {
  server.fail({ method: 'sendMessage', with: kind });
  expect((await callApi(server, 'getMe')).ok).toBe(true);
  expect(await send()).toEqual({ ok: false, ...answer });
  expect(person.chat).toHaveLength(1);
  expect((await send()).ok).toBe(true);
  expect(server.callsOf('sendMessage').map(({ ok }) => ok)).toEqual([false, true]);
});

test.each<[FaultKind, number]>([
  ['reset', 1],
  ['garbage', 1],
  ['timeout', 1],
  ['late', 2],
])('%s leaves no answer to read', async (kind, messages) => {
  const fault = server.fail({ with: kind });
  await expect(send()).rejects.toThrow();
  expect(fault.happened).toBe(1);
  expect(person.chat).toHaveLength(messages);
});

test('hang never answers', async () => {
  server.fail({ with: 'hang' });
  const stop = new AbortController();
  const hanging = send(stop.signal).catch(() => 'gave up');
  await server.waitFor(() => server.calls.length === 1);
  stop.abort();
  expect(await hanging).toBe('gave up');
});

test('times, probability and an end', async () => {
  const twice = server.fail({ with: 500, times: 2 });
  expect([(await send()).ok, (await send()).ok, (await send()).ok]).toEqual([false, false, true]);
  expect(twice.happened).toBe(2);
  const chances = [0.1, 0.9, 0.4];
  const some = server.fail({ with: 500, probability: 0.5, random: () => chances.shift() ?? 0 });
  expect([(await send()).ok, (await send()).ok, (await send()).ok]).toEqual([false, true, false]);
  some.stop();
  expect((await send()).ok).toBe(true);
  server.fail({ with: 500, times: 9 });
  server.heal();
  expect((await send()).ok).toBe(true);
});

test('the call log can be off', async () => {
  const silent = await startBotApiServer({ token: '123456:TEST', keepCalls: false });
  await callApi(silent, 'getMe');
  expect(silent.calls).toEqual([]);
  await silent.stop();
});
