import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callApi } from './api-client.ts';
import type { BotApiServer } from './start-bot-api-server.ts';
import { startBotApiServer } from './start-bot-api-server.ts';

let server: BotApiServer;
beforeEach(async () => {
  server = await startBotApiServer({ token: '123456:TEST' });
});
afterEach(() => server.stop());

const get = (fields: object = {}): ReturnType<typeof callApi> => callApi(server, 'getUpdates', fields);
const texts = async (fields: object = {}): Promise<string[]> =>
  ((await get(fields)).result as { message: { text: string } }[]).map(({ message }) => message.text);

describe('getUpdates', () => {
  test('an offset confirms everything below it', async () => {
    const person = server.person();
    for (const text of ['a', 'b', 'c']) person.sends(text);
    expect(await texts()).toEqual(['a', 'b', 'c']);
    expect(await texts({ limit: 2 })).toEqual(['a', 'b']);
    const first: number = (await get()).result[0].update_id;
    expect(await texts({ offset: first + 1 })).toEqual(['b', 'c']);
    expect(await texts({ offset: first })).toEqual(['b', 'c']);
    expect(server.pendingUpdates).toBe(2);
    expect(await texts({ offset: first + 99 })).toEqual(['b', 'c']);
    expect(await texts({ offset: first + 3 })).toEqual([]);
    person.sends('d');
    expect((await get()).result).toMatchObject([{ update_id: first + 3 }]);
  });

  test('a negative offset keeps the newest', async () => {
    const person = server.person();
    for (const text of ['a', 'b', 'c']) person.sends(text);
    expect(await texts({ offset: -1 })).toEqual(['c']);
    expect(await texts()).toEqual(['c']);
    expect(await texts({ offset: -50 })).toEqual(['c']);
  });

  test('keeps its numbers over thousands of updates', async () => {
    const person = server.person();
    let offset = 0;
    for (let round = 0; round < 60; round++) {
      for (let n = 0; n < 100; n++) person.sends(`${round}/${n}`);
      const { result } = await get({ offset });
      expect(result).toHaveLength(100);
      expect(result[0].message.text).toBe(`${round}/0`);
      offset = result[99].update_id + 1;
    }
    expect(await texts({ offset })).toEqual([]);
    expect(server.pendingUpdates).toBe(0);
  });

  test('waits, and wakes up for what comes', async () => {
    const waiting = texts({ timeout: 50 });
    await server.waitFor(() => server.isPolled);
    server.person().sends('hello');
    server.person().sends('hello too');
    expect(await waiting).toEqual(['hello', 'hello too']);
  });

  test('a second waiting call ends the first with 409', async () => {
    const first = get({ timeout: 50 });
    await server.waitFor(() => server.isPolled);
    const second = texts({ timeout: 50 });
    expect(await first).toEqual({
      ok: false,
      error_code: 409,
      description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    });
    server.person().sends('hello');
    expect(await second).toEqual(['hello']);
  });

  test('a caller who hangs up loses nothing', async () => {
    const stop = new AbortController();
    const waiting = callApi(server, 'getUpdates', { timeout: 50 }, { signal: stop.signal }).catch(() => 'gone');
    await server.waitFor(() => server.isPolled);
    stop.abort();
    expect(await waiting).toBe('gone');
    await server.waitFor(() => !server.isPolled);
    server.person().sends('hello');
    expect(await texts()).toEqual(['hello']);
  });

  test('remembers allowed_updates', async () => {
    await get({ allowed_updates: ['callback_query'] });
    const person = server.person();
    person.sends('unheard');
    expect(server.pendingUpdates).toBe(0);
    await get({ allowed_updates: '["message"]' });
    person.sends('heard');
    person.blocks();
    expect(await texts()).toEqual(['heard']);
    await get({ allowed_updates: [] });
    person.unblocks();
    expect((await get()).result[1]).toMatchObject({ my_chat_member: { new_chat_member: { status: 'member' } } });
  });

  test('is refused while a webhook is set', async () => {
    await callApi(server, 'setWebhook', { url: 'http://127.0.0.1:9/' });
    expect(await get()).toMatchObject({
      error_code: 409,
      description:
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    });
  });
});

test('settled waits for the confirmation and for open calls', async () => {
  server.person().sends('hello');
  await expect(server.settled({ timeoutMs: 30 })).rejects.toThrow('1 updates not confirmed');
  const { result } = await get();
  const settled = server.settled();
  await get({ offset: result[0].update_id + 1 });
  await settled;
  server.fail({ method: 'getMe', with: 'hang' });
  const stop = new AbortController();
  const hanging = callApi(server, 'getMe', {}, { signal: stop.signal }).catch(() => 'gone');
  await server.waitFor(() => server.callsOf('getMe').length === 1);
  await expect(server.settled({ timeoutMs: 30 })).rejects.toThrow('1 API calls open');
  stop.abort();
  await hanging;
  await server.settled();
});
