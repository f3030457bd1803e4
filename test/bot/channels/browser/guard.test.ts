import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ChannelUnderTest, openPage, startChannel } from './fake-page.ts';

let test: ChannelUnderTest;
beforeAll(async () => {
  test = await startChannel();
});
afterAll(() => test.channel.stop());

/** fetch would write the Host header by itself. */
function statusFor(
  headers: Record<string, string>,
  method = 'GET',
  path = '/',
  address = '127.0.0.1',
): Promise<number | undefined> {
  const { port } = new URL(test.channel.url);
  return new Promise((resolve, reject) => {
    const asked = request({ host: address, port, method, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject);
    asked.end(method === 'POST' ? '{}' : undefined);
  });
}

describe('who is let in', () => {
  it('lets in this computer under both of its names, and no other name', async () => {
    const { port } = new URL(test.channel.url);
    expect(await statusFor({ host: `localhost:${port}` })).toBe(200);
    expect(await statusFor({ host: `127.0.0.1:${port}` })).toBe(200);
    for (const host of [
      `evil.example:${port}`,
      'localhost',
      `localhost:${Number(port) + 1}`,
      `localhost.evil.example:${port}`,
    ]) {
      expect(await statusFor({ host }), host).toBe(403);
    }
  });

  it('listens at no address that another machine could reach', async () => {
    const { host } = new URL(test.channel.url);
    await expect(statusFor({ host }, 'GET', '/', '127.0.0.2')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('refuses a POST from another origin or from none', async () => {
    const { host, port } = new URL(test.channel.url);
    const posted = (origin?: string) =>
      statusFor({ host, ...(origin && { origin }), 'content-type': 'application/json' }, 'POST', '/tab');
    expect(await posted(test.channel.url)).toBe(200);
    for (const origin of [
      undefined,
      'null',
      'https://evil.example',
      `http://127.0.0.1:${port}`,
      `https://localhost:${port}`,
    ]) {
      expect(await posted(origin), origin).toBe(403);
    }
  });

  it('says nothing without the token of a living tab', async () => {
    const { url } = test.channel;
    expect((await fetch(`${url}/events`)).status).toBe(410);
    expect((await test.post('/message', { text: 'x' }, { 'x-tab-token': 'guess' })).status).toBe(410);
  });

  it('serves only the files of the page', async () => {
    const { url } = test.channel;
    const statuses = ['/', '/chat.js', '/texts.json', '/umbrella.svg', '/layout.css'].map(
      async (path) => (await fetch(url + path)).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 200, 200, 200, 200]);
    for (const path of ['/tsconfig.json', '/../browser-channel.ts', '/%2e%2e/tab.ts', '/favicon.ico']) {
      expect((await fetch(url + path)).status, path).toBe(404);
    }
  });
});

describe('every answer', () => {
  it.each([
    ['/', 200],
    ['/nothing', 404],
    ['/events', 410],
  ])('of %s carries the security headers', async (path, status) => {
    const response = await fetch(test.channel.url + path);
    expect(response.status).toBe(status);
    const policy = response.headers.get('content-security-policy') ?? '';
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
      "img-src 'self' data:",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]) {
      expect(policy.split('; ')).toContain(rule);
    }
    expect(policy).not.toContain('unsafe');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('x-powered-by')).toBeNull();
  });

  it('of a refusal and of a stream carries them too', async () => {
    const page = await openPage(test);
    const refused = await test.post('/tab', {}, { origin: 'https://evil.example' });
    expect(refused.headers.get('content-security-policy')).toContain("default-src 'none'");
    page.hangUp();
  });
});

it('prints nothing of a fault: what a person wrote could be in it', async () => {
  const failing = await startChannel({
    randomId: () => {
      throw new Error('CANARY');
    },
  });
  const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
  try {
    const answer = await failing.post('/tab', {});
    expect([answer.status, await answer.text()]).toEqual([500, 'Something went wrong']);
    expect(printed).not.toHaveBeenCalled();
  } finally {
    printed.mockRestore();
    await failing.channel.stop();
  }
});

describe('limits', () => {
  it('takes 4096 letters of Kyrgyz and no more', async () => {
    const page = await openPage(test);
    const before = test.updates.length;
    expect((await page.post('/message', { text: 'ө'.repeat(4096) })).status).toBe(202);
    expect((await page.post('/message', { text: 'ө'.repeat(4097) })).status).toBe(400);
    expect((await page.post('/message', { text: '  ' })).status).toBe(400);
    expect((await page.post('/message', { text: 5 })).status).toBe(400);
    expect((await page.post('/message', '{"text":')).status).toBe(400);
    expect((await page.post('/message', { text: 'x'.repeat(17_000) })).status).toBe(413);
    expect((await page.post('/press', { message: 1, press: 1, callback: 'x'.repeat(9_000) })).status).toBe(413);
    await expect.poll(() => test.updates.length).toBe(before + 1);
    page.hangUp();
  });

  it('takes callback data of at most 64 bytes', async () => {
    const page = await openPage(test);
    const press = (callback: unknown, message: unknown = 1) => page.post('/press', { message, press: 1, callback });
    expect((await press('ө'.repeat(32))).status).toBe(202);
    for (const callback of [`${'ө'.repeat(32)}x`, '', 7, null]) expect((await press(callback)).status).toBe(400);
    for (const message of [0, -1, 1.5, '1', 2 ** 60]) expect((await press('x', message)).status).toBe(400);
    page.hangUp();
  });

  it('says in words that there are too many tabs', async () => {
    const crowded = await startChannel();
    const opened = await Promise.all(Array.from({ length: 200 }, () => crowded.post('/tab', {})));
    expect(opened.every((response) => response.status === 200)).toBe(true);
    const refused = await crowded.post('/tab', {});
    expect(refused.status).toBe(503);
    expect(await refused.text()).toContain('Too many tabs');
    await crowded.channel.stop();
    expect(new Set(crowded.gone).size).toBe(200);
  });
});
