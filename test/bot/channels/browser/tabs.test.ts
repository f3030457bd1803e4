import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createBrowserChannel } from '../../../../bot/channels/browser/browser-channel.ts';
import { type ChannelUnderTest, listenAs, openPage, startChannel } from './fake-page.ts';

/** Soon over, and long enough that a page on a busy machine connects within it. */
const graceMs = 800;
const whenOver = { timeout: 5_000 };

let test: ChannelUnderTest;
afterEach(() => test.channel.stop());

const send = (address: number, text: string) => test.channel.transport('sendMessage', { chat_id: address, text });

describe('raw updates', () => {
  it("have Telegram's shape for what is written", async () => {
    test = await startChannel({ randomId: () => 123_456_789_012, now: () => 1_750_000_000_999 });
    const page = await openPage(test, 'ky-KG');
    await page.post('/message', { text: ' /start abc ' });
    await expect.poll(() => test.updates.length).toBe(1);
    expect(test.updates[0]).toEqual({
      update_id: expect.any(Number),
      message: {
        message_id: 1,
        date: 1_750_000_000,
        chat: { id: 123_456_789_012, type: 'private', first_name: expect.any(String) },
        from: { id: 123_456_789_012, is_bot: false, first_name: expect.any(String), language_code: 'ky-KG' },
        text: '/start abc',
        entities: [{ type: 'bot_command', offset: 0, length: 6 }],
      },
    });
  });

  it("have Telegram's shape for a press, also on a message that is gone", async () => {
    test = await startChannel({ randomId: () => 77_000_000_000 });
    const page = await openPage(test);
    const keyboard = { inline_keyboard: [[{ text: 'Go', callback_data: 'go:1' }]] };
    await test.channel.transport('sendMessage', { chat_id: 77_000_000_000, text: 'x', reply_markup: keyboard });
    await page.post('/press', { message: 1, press: 1, callback: 'go:1' });
    await page.post('/press', { message: 99, press: 2, callback: 'forged' });
    await expect.poll(() => test.updates.length).toBe(2);
    expect(test.updates[0].callback_query).toMatchObject({
      id: expect.stringMatching(/^\d+$/),
      from: { id: 77_000_000_000, is_bot: false },
      message: { message_id: 1, text: 'x', reply_markup: keyboard, from: { is_bot: true } },
      chat_instance: expect.stringMatching(/^\d+$/),
      data: 'go:1',
    });
    expect(test.updates[1].callback_query).toMatchObject({ message: { message_id: 99, date: 0 }, data: 'forged' });
    expect(test.updates[1].update_id).toBe(test.updates[0].update_id + 1);
  });

  it('leaves out a language that is none', async () => {
    test = await startChannel();
    const page = await openPage(test, '<script>');
    await page.post('/message', { text: 'x' });
    await expect.poll(() => test.updates[0]?.message.from).toBeDefined();
    expect(test.updates[0].message.from).not.toHaveProperty('language_code');
  });

  it('come one at a time for each tab, in order, and again when the bot asks for it', async () => {
    const seen: string[] = [];
    let busy = 0;
    let refusals = 2;
    test = await startChannel({
      onUpdate: async (update: any) => {
        busy += 1;
        expect(busy).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        busy -= 1;
        seen.push(update.message.text);
        return refusals-- > 0 ? 'again' : 'handled';
      },
    });
    const page = await openPage(test);
    await page.post('/message', { text: 'a' });
    await page.post('/message', { text: 'b' });
    await expect.poll(() => seen.join(''), { timeout: 5_000 }).toBe('aaab');
  });

  it('are refused when too many wait, and a bot that throws blocks nobody', async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    let handled = 0;
    test = await startChannel({
      onUpdate: async () => {
        await gate;
        handled += 1;
        throw new Error('must not happen');
      },
    });
    const page = await openPage(test);
    const statuses: number[] = [];
    for (let i = 0; i < 25; i++) statuses.push((await page.post('/message', { text: 'x' })).status);
    expect(statuses.filter((status) => status === 202)).toHaveLength(20);
    expect(statuses.at(-1)).toBe(429);
    open();
    await expect.poll(() => handled).toBe(20);
    expect((await page.post('/message', { text: 'x' })).status).toBe(202);
  });
});

describe('a tab', () => {
  it('gets everything again when its line comes back within the grace time', async () => {
    test = await startChannel({ randomId: () => 500_000_000_000, graceMs: 60_000 });
    const page = await openPage(test);
    await send(500_000_000_000, 'before');
    page.hangUp();
    await page.ended;
    await send(500_000_000_000, 'meanwhile');
    const again = await listenAs(test, page.token);
    expect(again.events[0]).toMatchObject({
      type: 'state',
      messages: [
        { id: 1, rich: ['before'] },
        { id: 2, rich: ['meanwhile'] },
      ],
    });
    expect(test.gone).toEqual([]);
  });

  it('is forgotten, once, when the line stays closed', async () => {
    test = await startChannel({ randomId: () => 500_000_000_001, graceMs });
    const page = await openPage(test);
    page.hangUp();
    await expect.poll(() => test.gone, whenOver).toEqual([500_000_000_001]);
    expect((await page.post('/message', { text: 'x' })).status).toBe(410);
    expect(await send(500_000_000_001, 'x')).toMatchObject({ ok: false, error_code: 403 });
    await test.channel.stop();
    expect(test.gone).toEqual([500_000_000_001]);
  });

  it('is forgotten when its page never listens', async () => {
    test = await startChannel({ graceMs });
    expect((await test.post('/tab', {})).status).toBe(200);
    await expect.poll(() => test.gone.length, whenOver).toBe(1);
  });

  it('is forgotten at once when the page says goodbye, after the update at hand', async () => {
    const order: string[] = [];
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    test = await startChannel({
      onUpdate: async () => {
        await gate;
        order.push('handled');
        return 'handled';
      },
      onGone: async () => void order.push('gone'),
    });
    const page = await openPage(test);
    await page.post('/message', { text: 'first' });
    await page.post('/message', { text: 'never begun' });
    const leaving = page.post('/leave', {});
    await page.ended;
    open();
    expect((await leaving).status).toBe(204);
    expect(order).toEqual(['handled', 'gone']);
    expect((await page.post('/leave', {})).status).toBe(410);
  });

  it('has a token and an address of its own, not to be guessed', async () => {
    test = await startChannel();
    const pages = await Promise.all([openPage(test), openPage(test)]);
    await Promise.all(pages.map((page) => page.post('/message', { text: 'x' })));
    await expect.poll(() => test.updates.length).toBe(2);
    const [a, b] = test.updates.map((update) => update.message.chat.id);
    expect(a).not.toBe(b);
    for (const id of [a, b]) expect(Number.isSafeInteger(id) && id > 2 ** 32 && id < 2 ** 48).toBe(true);
    for (const page of pages) expect(Buffer.from(page.token, 'base64url')).toHaveLength(16);
    await send(a, 'only for a');
    await expect.poll(() => pages.filter((page) => JSON.stringify(page.events).includes('only for a')).length).toBe(1);
  });

  it('rests when many tabs share the connections of a browser, and is not forgotten', async () => {
    test = await startChannel({ graceMs });
    const pages = [];
    for (let i = 0; i < 5; i++) pages.push(await openPage(test));
    const [first] = pages;
    await first?.ended;
    expect(first?.events.at(-1)).toEqual({ type: 'rest' });
    // A tab that nobody listens to measures the grace time for us.
    await test.post('/tab', {});
    await expect.poll(() => test.gone.length, whenOver).toBe(1);
    expect((await first?.post('/message', { text: 'still here' }))?.status).toBe(202);
    expect(test.gone).toHaveLength(1);
  });
});

describe('start and stop', () => {
  it('says what to do when the port is in use', async () => {
    test = await startChannel();
    const port = Number(new URL(test.channel.url).port);
    const second = createBrowserChannel({ port, onUpdate: async () => 'handled', onGone: async () => {} });
    await expect(second.start()).rejects.toThrow(
      `Port ${port} is in use. Stop the other program or choose another port: PORT=3001 npm start`,
    );
  });

  it('sees a program that took localhost on IPv6 only', async ({ skip }) => {
    test = await startChannel();
    const other = createServer();
    const bound = await new Promise<boolean>((resolve) => {
      other.once('error', () => resolve(false)).listen(0, '::1', () => resolve(true));
    });
    if (!bound) skip('this computer has no IPv6');
    const { port } = other.address() as AddressInfo;
    const second = createBrowserChannel({ port, onUpdate: async () => 'handled', onGone: async () => {} });
    await expect(second.start()).rejects.toThrow('is in use');
    other.close();
  });

  it('listens on this computer only', async () => {
    test = await startChannel();
    const { port } = new URL(test.channel.url);
    await expect(fetch(`http://[::1]:${port}/`)).rejects.toThrow();
  });

  it('stops after the update at hand, forgets every tab and frees the port', async () => {
    let answered = false;
    test = await startChannel({
      randomId: () => 900_000_000_000,
      onUpdate: async () => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        answered = (await send(900_000_000_000, 'answer')).ok;
        return 'handled';
      },
    });
    const page = await openPage(test);
    await page.post('/message', { text: 'x' });
    await test.channel.stop();
    expect(answered).toBe(true);
    expect(test.gone).toEqual([900_000_000_000]);
    await page.ended;
    await expect(fetch(test.channel.url)).rejects.toThrow();
  });

  it('stops although the bot keeps asking for the same update again', async () => {
    let tries = 0;
    test = await startChannel({
      onUpdate: async () => {
        tries += 1;
        return 'again';
      },
    });
    const page = await openPage(test);
    await page.post('/message', { text: 'x' });
    await expect.poll(() => tries).toBeGreaterThan(0);
    await test.channel.stop();
    expect(test.gone).toHaveLength(1);
  });
});
