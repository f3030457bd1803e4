import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Channel, UpdateSink } from '../../../../bot/channels/channel.ts';
import { type BotApiClient, createBotApiClient } from '../../../../bot/channels/telegram/bot-api-client.ts';
import { createWebhook } from '../../../../bot/channels/telegram/webhook.ts';
import { createWebhookRequests } from '../../../../bot/channels/telegram/webhook-requests.ts';
import { Secret } from '../../../../domain/secret.ts';
import { callApi } from '../../../support/bot-api/api-client.ts';
import { type BotApiServer, startBotApiServer } from '../../../support/bot-api/start-bot-api-server.ts';
import { freePort } from '../../../support/program.ts';

const token = '123456:TEST-token-of-the-webhook';
const path = 'CANARY-path';
const secret = 'CANARY-secret';

let server: BotApiServer;
let client: BotApiClient;
let port: number;
let webhook: Channel | undefined;
beforeEach(async () => {
  server = await startBotApiServer({ token });
  client = createBotApiClient({ token: new Secret(token), root: server.root, retryAfter: [1, 1] });
  port = await freePort();
});
afterEach(async () => {
  await webhook?.stop();
  webhook = undefined;
  await client.close();
  await server.stop();
});

function webhookFor(onUpdate: UpdateSink, ownPath = path): Channel {
  webhook = createWebhook({
    client,
    onUpdate,
    port,
    url: `http://127.0.0.1:${port}/behind/a/proxy`,
    path: new Secret(ownPath),
    secret: new Secret(secret),
  });
  return webhook;
}

interface Sent {
  readonly at?: string;
  readonly method?: string;
  readonly secret?: string | null;
  readonly body?: string;
  /** Without saying how long the body is. */
  readonly isStreamed?: boolean;
}

/** Sends what anybody on the internet could send; answers the status and everything that is told. */
function send({ at = path, method = 'POST', secret: said = secret, body = '{"update_id":1}', isStreamed }: Sent) {
  return new Promise<{ status: number; told: string }>((resolve, reject) => {
    const headers = said === null ? {} : { 'x-telegram-bot-api-secret-token': said };
    const sent = request({ port, host: '127.0.0.1', path: `/behind/a/proxy/${at}`, method, headers }, (answer) => {
      let told = JSON.stringify(answer.headers);
      answer.on('data', (chunk) => {
        told += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, told }));
    });
    sent.on('error', reject);
    if (isStreamed) sent.write(body.slice(0, 5));
    sent.end(method === 'GET' ? undefined : body.slice(isStreamed ? 5 : 0));
  });
}

describe('whoever is not Telegram', () => {
  test.each<[string, Sent]>([
    ['does not know the path', { at: 'CANARY-pat' }],
    ['does not know the secret', { secret: 'CANARY-secre' }],
    ['says no secret', { secret: null }],
    ['knows neither', { at: '', secret: '' }],
    ['only looks', { method: 'GET' }],
  ])('and %s is told that nothing is here', async (_, sent) => {
    await webhookFor(() => expect.unreachable('it was let in')).start();
    const { status, told } = await send(sent);
    expect(status).toBe(404);
    expect(told).not.toMatch(/CANARY|zont|hono/i);
  });
});

test('an update is answered with 200 only when it is handled', async () => {
  const open: ((outcome: 'handled' | 'again') => void)[] = [];
  await webhookFor(() => new Promise((resolve) => void open.push(resolve))).start();
  let status = 0;
  const answered = send({}).then((answer) => {
    status = answer.status;
  });
  await expect.poll(() => open.length).toBe(1);
  expect(status).toBe(0);
  open[0]?.('handled');
  await answered;
  expect(status).toBe(200);
  const again = send({ body: '{"update_id":2}' });
  await expect.poll(() => open.length).toBe(2);
  open[1]?.('again');
  expect((await again).status).toBe(503);
});

test.each([
  [999, 200],
  [1_000, 503],
])('while %i are under way the next is answered with %i', async (underWay, status) => {
  const requests = createWebhookRequests({
    path: new Secret(path),
    secret: new Secret(secret),
    onUpdate: async () => 'handled',
    deliveries: { once: (_, handle) => handle(), underWay },
    isStopping: () => false,
  });
  const headers = { 'x-telegram-bot-api-secret-token': secret };
  const answer = await requests.request(`/${path}`, { method: 'POST', headers, body: '{"update_id":1}' });
  expect(answer.status).toBe(status);
});

test('an update that comes again while it is under way, or just after, is handled once', async () => {
  let handled = 0;
  let finish = () => {};
  await webhookFor(() => {
    handled += 1;
    return new Promise((resolve) => {
      finish = () => resolve('handled');
    });
  }).start();
  const both = [send({}), send({})];
  await expect.poll(() => handled).toBe(1);
  finish();
  expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200]);
  expect((await send({})).status).toBe(200);
  expect(handled).toBe(1);
});

test('an update that was to come again is handled when it does', async () => {
  const outcomes = ['again', 'handled'] as const;
  let handled = 0;
  await webhookFor(async () => outcomes[handled++] ?? 'handled').start();
  expect((await send({})).status).toBe(503);
  expect((await send({})).status).toBe(200);
  expect(handled).toBe(2);
});

test.each(['no json', '[]', 'null', '{}', '{"update_id":"1"}', '{"update_id":1e99}'])(
  'what is no update (%s) is not asked for again',
  async (body) => {
    await webhookFor(() => expect.unreachable('it is no update')).start();
    expect((await send({ body })).status).toBe(200);
  },
);

test.each([false, true])(
  'a body that no update has is refused before it is read (streamed: %s)',
  async (isStreamed) => {
    await webhookFor(() => expect.unreachable('it is too large')).start();
    const body = JSON.stringify({ update_id: 1, text: 'x'.repeat(1_100_000) });
    expect((await send({ body, isStreamed })).status).toBe(413);
  },
);

test('an update is taken from a proxy that does not say how long it is', async () => {
  const seen: unknown[] = [];
  await webhookFor(async (update) => {
    seen.push(update);
    return 'handled';
  }).start();
  expect((await send({ isStreamed: true })).status).toBe(200);
  expect(seen).toEqual([{ update_id: 1 }]);
});

test('a sink that throws is a request to come again, without a word why', async () => {
  await webhookFor(() => Promise.reject(new Error('CANARY'))).start();
  const { status, told } = await send({});
  expect(status).toBe(503);
  expect(told).not.toContain('CANARY');
});

test('Telegram is told the address once, and again only when it differs', async () => {
  await webhookFor(async () => 'handled').start();
  const info = (await callApi(server, 'getWebhookInfo', {}, { token })).result;
  expect(info.url).toBe(`http://127.0.0.1:${port}/behind/a/proxy/${path}`);
  expect(server.callsOf('setWebhook')[0]?.payload).toMatchObject({ secret_token: secret });
  await webhook?.stop();
  await webhookFor(async () => 'handled').start();
  expect(server.callsOf('setWebhook')).toHaveLength(1);
  await webhook?.stop();
  await webhookFor(async () => 'handled', 'another').start();
  expect(server.callsOf('setWebhook')).toHaveLength(2);
});

test('stopping finishes what is under way and leaves the rest at Telegram', async () => {
  let finish = () => {};
  await webhookFor(
    () =>
      new Promise((resolve) => {
        finish = () => resolve('handled');
      }),
  ).start();
  const underWay = send({});
  await new Promise((resolve) => setTimeout(resolve, 30));
  const stopped = webhook?.stop();
  expect((await send({ body: '{"update_id":2}' })).status).toBe(503);
  finish();
  expect((await underWay).status).toBe(200);
  await stopped;
  expect((await callApi(server, 'getWebhookInfo', {}, { token })).result.url).not.toBe('');
});

test('an address that Telegram does not take fails the start in words', async () => {
  server.fail({ method: 'setWebhook', with: 400, times: 9 });
  await expect(webhookFor(async () => 'handled').start()).rejects.toThrow(
    /^Telegram does not take the address in WEBHOOK_URL/,
  );
});
