import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type BotApiClient, createBotApiClient, NoAnswer } from '../../../../bot/channels/telegram/bot-api-client.ts';
import { createSendLimits } from '../../../../bot/channels/telegram/send-limits.ts';
import { Secret } from '../../../../domain/secret.ts';
import type { FaultKind } from '../../../support/bot-api/faults.ts';
import { type BotApiServer, startBotApiServer } from '../../../support/bot-api/start-bot-api-server.ts';

const token = '123456:CANARY-token-that-nobody-may-see';

/** While it is on, a wait is over at once, and the clock stands where it would have ended. */
const leap = vi.hoisted(() => ({ isOn: false, waits: [] as number[] }));
vi.mock('node:timers/promises', async (importOriginal) => {
  const original = await importOriginal<typeof import('node:timers/promises')>();
  const wait: typeof original.setTimeout = (milliseconds = 0, value, options) => {
    if (!leap.isOn) return original.setTimeout(milliseconds, value, options);
    leap.waits.push(milliseconds);
    const at = performance.now() + milliseconds;
    vi.spyOn(performance, 'now').mockReturnValue(at);
    return Promise.resolve(value as never);
  };
  return { ...original, setTimeout: wait };
});

let server: BotApiServer;
let client: BotApiClient;
beforeEach(async () => {
  server = await startBotApiServer({ token });
  client = clientAt(server.root);
});
afterEach(async () => {
  await client.close();
  await server.stop();
});

function clientAt(root: string, more: { token?: string; longestWaitSeconds?: number } = {}): BotApiClient {
  return createBotApiClient({ root, retryAfter: [1, 1, 1], ...more, token: new Secret(more.token ?? token) });
}

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable('it went well'),
    (error: unknown) => error,
  );
const allOf = (error: unknown) =>
  [
    inspect(error, { depth: null, showHidden: true }),
    JSON.stringify(error),
    String(error),
    (error as Error).stack,
  ].join();

const passing: FaultKind[] = [500, 502, 503, 'reset', 'garbage', 'timeout', 'late', { retryAfter: 0 }];

describe('a call', () => {
  test.each(passing)('that fails with %j goes through at a later try', async (fault) => {
    server.fail({ method: 'getMe', with: fault, times: 3 });
    expect(await client.call('getMe', {})).toMatchObject({ ok: true, result: { is_bot: true } });
    expect(server.callsOf('getMe')).toHaveLength(4);
  });

  test.each<FaultKind>([400, 403])('that is refused with %j is not tried again', async (fault) => {
    server.fail({ method: 'getMe', with: fault });
    expect(await client.call('getMe', {})).toMatchObject({ ok: false, error_code: fault });
    expect(server.callsOf('getMe')).toHaveLength(1);
  });

  test('waits as long as Telegram asks for', async () => {
    server.fail({ method: 'getMe', with: { retryAfter: 1 } });
    const begun = performance.now();
    expect((await client.call('getMe', {})).ok).toBe(true);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(990);
  });

  test('hands up a wait that is too long for the person at hand', async () => {
    server.fail({ method: 'getMe', with: { retryAfter: 11 } });
    expect(await client.call('getMe', {})).toMatchObject({ error_code: 429, parameters: { retry_after: 11 } });
    expect(server.callsOf('getMe')).toHaveLength(1);
  });

  test.each(passing.filter((fault) => fault !== 'late'))('that comes by itself is tried once: %j', async (fault) => {
    server.fail({ method: 'getMe', with: fault, times: 9 });
    const circumstances = { urgency: 'background', isSuperseded: () => false } as const;
    await client.call('getMe', {}, circumstances).catch(() => {});
    expect(server.callsOf('getMe')).toHaveLength(1);
  });

  test('that keeps failing ends with the last answer', async () => {
    server.fail({ method: 'getMe', with: 502, times: 9 });
    expect(await client.call('getMe', {})).toMatchObject({ ok: false, error_code: 502 });
    expect(server.callsOf('getMe')).toHaveLength(4);
  });

  test('that nobody answers in time fails', async () => {
    server.fail({ method: 'getMe', with: 'hang' });
    expect(await failureOf(client.once('getMe', {}, { timeoutSeconds: 0.05 }))).toBeInstanceOf(NoAnswer);
  });

  test('that asks for updates waits behind no others, however many hang', async () => {
    server.fail({ method: 'getMe', with: 'hang', times: 500 });
    let ended = 0;
    const hanging = Array.from({ length: 500 }, () => failureOf(client.once('getMe', {})).finally(() => ended++));
    await server.waitFor(() => server.callsOf('getMe').length > 0);
    expect(await client.once('getUpdates', { timeout: 0 })).toMatchObject({ ok: true });
    expect(ended).toBe(0);
    await client.close();
    await Promise.all(hanging);
  });

  test('can be ended by its caller', async () => {
    server.fail({ method: 'getMe', with: 'hang' });
    const stopping = new AbortController();
    const failure = failureOf(client.once('getMe', {}, { signal: stopping.signal }));
    await server.waitFor(() => server.callsOf('getMe').length === 1);
    stopping.abort();
    expect(await failure).toBeInstanceOf(NoAnswer);
  });
});

describe('a client of the real program', () => {
  let real: BotApiClient;
  beforeEach(() => {
    real = createBotApiClient({ root: server.root, token: new Secret(token) });
    leap.isOn = true;
    leap.waits.length = 0;
  });
  afterEach(async () => {
    leap.isOn = false;
    vi.restoreAllMocks();
    await real.close();
  });

  test('tries a call four times within some seconds', async () => {
    server.fail({ method: 'getMe', with: 502, times: 9 });
    expect(await real.call('getMe', {})).toMatchObject({ error_code: 502 });
    expect(server.callsOf('getMe')).toHaveLength(4);
    expect(leap.waits).toEqual([300, 1_000, 3_000]);
  });

  test('waits for ten seconds when Telegram asks for that, and not again and again', async () => {
    server.fail({ method: 'getMe', with: { retryAfter: 10 } });
    expect(await real.call('getMe', {})).toMatchObject({ ok: true });
    expect(leap.waits).toEqual([10_000]);
    server.fail({ method: 'getMe', with: { retryAfter: 10 }, times: 9 });
    expect(await real.call('getMe', {})).toMatchObject({ error_code: 429 });
    expect(leap.waits).toEqual([10_000, 10_000, 10_000]);
  });
});

test('to whom a client has sent something is forgotten in its time', async () => {
  const time = { now: 0 };
  const limits = createSendLimits({ perChatPerMinute: 1, perSecond: 30 }, () => time.now);
  const limited = createBotApiClient({ root: server.root, token: new Secret(token), limits });
  const person = server.person();
  person.sends('hello');
  const send = async () => (await limited.call('sendMessage', { chat_id: person.id, text: 'hello' })).ok;
  expect(await send()).toBe(true);
  time.now = 60_000;
  limited.forgetExpired();
  // Set back: what is forgotten is forgotten, and not only over.
  time.now = 0;
  expect(await send()).toBe(true);
  expect(await send()).toBe(false);
  await limited.close();
});

describe('the token', () => {
  test.each<FaultKind>(['reset', 'garbage', 'timeout', 'late'])(
    'is in no part of the error after %j',
    async (fault) => {
      server.fail({ with: fault, times: 9 });
      const error = await failureOf(client.call('getMe', {}));
      expect(error).toBeInstanceOf(NoAnswer);
      expect(allOf(error)).not.toContain('CANARY');
    },
  );

  test('is in no part of the error when nobody listens, or when the name leads nowhere', async () => {
    await server.stop();
    for (const root of [server.root, 'http://zont.invalid']) {
      const lost = clientAt(root);
      expect(allOf(await failureOf(lost.call('getMe', {})))).not.toContain('CANARY');
      await lost.close();
    }
    server = await startBotApiServer({ token });
  });

  test('is in no part of the error after a time-out, an end by the caller, or closing', async () => {
    server.fail({ method: 'getMe', with: 'hang', times: 2 });
    const stopping = new AbortController();
    const failures = [
      failureOf(client.once('getMe', {}, { timeoutSeconds: 0.05 })),
      failureOf(client.once('getMe', {}, { signal: stopping.signal })),
    ];
    await server.waitFor(() => server.callsOf('getMe').length === 2);
    stopping.abort();
    for (const failure of failures) expect(allOf(await failure)).not.toContain('CANARY');
    await client.close();
    expect(allOf(await failureOf(client.once('getMe', {})))).not.toContain('CANARY');
  });

  test('is in no part of the error when it cannot stand in a path, or the payload cannot be written', async () => {
    const odd = clientAt(server.root, { token: '1:CANARY \n/ä' });
    expect(allOf(await failureOf(odd.call('getMe', {})))).not.toContain('CANARY');
    await odd.close();
    expect(allOf(await failureOf(client.call('getMe', { id: 1n })))).not.toContain('CANARY');
  });

  test('is not shown by printing the client', () => {
    expect(inspect(client, { depth: null, showHidden: true })).not.toContain('CANARY');
  });
});

test.each(['', '/some/prefix', '/prefix/'])('the path %j in front of the Bot API is kept', async (prefix) => {
  const paths: (string | undefined)[] = [];
  const proxy = createServer((request, response) => {
    paths.push(request.url);
    response.end('{"ok":true,"result":true}');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const prefixed = clientAt(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}${prefix.replace(/\/$/, '')}`);
  await prefixed.call('getMe', {});
  expect(paths).toEqual([`${prefix.replace(/\/$/, '')}/bot${token}/getMe`]);
  await prefixed.close();
  proxy.close();
});
