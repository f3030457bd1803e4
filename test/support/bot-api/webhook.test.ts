import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { callApi } from './api-client.ts';
import type { BotApiServer } from './start-bot-api-server.ts';
import { startBotApiServer } from './start-bot-api-server.ts';

interface Received {
  headers: IncomingHttpHeaders;
  update: { update_id: number; message: { text: string; from: { id: number } } };
}

let server: BotApiServer;
let received: Received[];
let answers: { status: number; body?: object }[];
let url: string;
const bot = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += String(chunk)));
  request.on('end', () => {
    received.push({ headers: request.headers, update: JSON.parse(body) as Received['update'] });
    const answer = answers.shift() ?? { status: 200 };
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(answer.body ? JSON.stringify(answer.body) : '');
  });
});

beforeEach(async () => {
  received = [];
  answers = [];
  server = await startBotApiServer({ token: '123456:TEST', webhookRetryMs: 1 });
  await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(bot.address() as AddressInfo).port}/hook`;
});
afterEach(async () => {
  await server.stop();
  bot.closeAllConnections();
  await new Promise((resolve) => bot.close(resolve));
});

const texts = (): string[] => received.map(({ update }) => update.message.text);

test('delivers with the secret, confirms with 200', async () => {
  server.person().sends('before');
  expect(await callApi(server, 'setWebhook', { url, secret_token: 'se-cret_1', allowed_updates: ['message'] })).toEqual(
    { ok: true, result: true, description: 'Webhook was set' },
  );
  server.person().sends('after');
  await server.settled();
  expect(texts().sort()).toEqual(['after', 'before']);
  expect(received[0]?.headers).toMatchObject({
    'x-telegram-bot-api-secret-token': 'se-cret_1',
    'content-type': 'application/json',
  });
  expect((await callApi(server, 'getWebhookInfo')).result).toEqual({
    url,
    has_custom_certificate: false,
    pending_update_count: 0,
    max_connections: 40,
    ip_address: '127.0.0.1',
    allowed_updates: ['message'],
  });
});

test('repeats what was not taken, in order within a chat', async () => {
  answers = [{ status: 500 }, { status: 401 }];
  await callApi(server, 'setWebhook', { url });
  const person = server.person();
  person.sends('one');
  person.sends('two');
  await server.settled();
  expect(texts()).toEqual(['one', 'one', 'one', 'two']);
  expect((await callApi(server, 'getWebhookInfo')).result).toMatchObject({
    last_error_message: 'Wrong response from the webhook: 401 Unauthorized',
  });
});

test('does the call written into the answer', async () => {
  const person = server.person();
  answers = [{ status: 200, body: { method: 'sendMessage', chat_id: person.id, text: 'quick' } }];
  await callApi(server, 'setWebhook', { url });
  person.sends('hello');
  await server.waitFor(() => person.screen() === 'quick');
  expect(server.callsOf('sendMessage')).toMatchObject([{ ok: true }]);
});

test('ends a waiting getUpdates, and gives the updates back when deleted', async () => {
  const waiting = callApi(server, 'getUpdates', { timeout: 50 });
  await server.waitFor(() => server.isPolled);
  await callApi(server, 'setWebhook', { url: 'http://127.0.0.1:9/' });
  expect(await waiting).toMatchObject({ error_code: 409, description: 'Conflict: terminated by setWebhook request' });
  server.person().sends('hello');
  expect((await callApi(server, 'getWebhookInfo')).result).toMatchObject({ pending_update_count: 1 });
  expect(await callApi(server, 'deleteWebhook')).toMatchObject({ description: 'Webhook was deleted' });
  expect(await callApi(server, 'deleteWebhook')).toMatchObject({ description: 'Webhook is already deleted' });
  expect((await callApi(server, 'getUpdates')).result).toMatchObject([{ message: { text: 'hello' } }]);
  await callApi(server, 'deleteWebhook', { drop_pending_updates: true });
  expect(server.pendingUpdates).toBe(0);
});

test('refuses bad settings', async () => {
  const set = async (fields: object): Promise<string | undefined> =>
    (await callApi(server, 'setWebhook', { url, ...fields })).description;
  expect(await set({ url: 'nowhere' })).toBe('Bad Request: invalid webhook URL specified');
  expect(await set({ secret_token: 'ключ' })).toBe('Bad Request: secret token contains unallowed characters');
  expect(await set({ secret_token: 'x'.repeat(257) })).toBe('Bad Request: secret token is too long');
});
