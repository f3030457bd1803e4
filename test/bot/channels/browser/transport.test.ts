import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BotApiPayload } from '../../../../bot/channels/channel.ts';
import type { Language } from '../../../../domain/language.ts';
import { type ChannelUnderTest, type FakePage, openPage, startChannel } from './fake-page.ts';

let test: ChannelUnderTest;
let page: FakePage;
let address: number;
let nextAddress = 600_000_000_000;

beforeAll(async () => {
  test = await startChannel({
    randomId: () => {
      address = nextAddress++;
      return address;
    },
    now: () => 1_750_000_000_000,
  });
});
afterAll(() => test.channel.stop());
beforeEach(async () => {
  page = await openPage(test);
});

const call = (method: string, payload: BotApiPayload) =>
  test.channel.transport(method, { chat_id: address, ...payload });
const keys = (...labels: string[]) => ({ inline_keyboard: [labels.map((text) => ({ text, callback_data: text }))] });
const refusal = (code: number, description: string) => ({ ok: false, error_code: code, description });
const bad = (problem: string) => refusal(400, `Bad Request: ${problem}`);

describe('sendMessage', () => {
  it('answers with the message and shows it', async () => {
    const answer = await call('sendMessage', { text: 'a <b>b</b>', parse_mode: 'HTML', reply_markup: keys('Go') });
    expect(answer).toEqual({
      ok: true,
      result: {
        message_id: 1,
        date: 1_750_000_000,
        chat: { id: address, type: 'private', first_name: expect.any(String) },
        from: { id: expect.any(Number), is_bot: true, first_name: 'Zont' },
        text: 'a b',
        reply_markup: keys('Go'),
      },
    });
    await expect
      .poll(() => page.events.at(-1))
      .toEqual({
        type: 'put',
        message: {
          id: 1,
          mine: false,
          rich: ['a ', { tag: 'b', children: ['b'] }],
          keyboard: [[{ text: 'Go', kind: 'press', callback: 'Go' }]],
        },
      });
  });

  it('hands on in which language the words are, where the bot says so', async () => {
    const spokenIn = (language: Language) => ({ urgency: 'person', isSuperseded: () => false, language }) as const;
    const send = (method: string, payload: BotApiPayload, language: Language) =>
      test.channel.transport(method, { chat_id: address, ...payload }, spokenIn(language));
    await send('sendMessage', { text: 'Салам' }, 'ky');
    await expect.poll(() => page.events.at(-1)).toMatchObject({ type: 'put', message: { id: 1, language: 'ky' } });
    await send('editMessageText', { message_id: 1, text: 'Привет' }, 'ru');
    await expect.poll(() => page.events.at(-1)).toMatchObject({ type: 'put', message: { id: 1, language: 'ru' } });
    await page.post('/press', { message: 1, press: 1, callback: 'x' });
    await expect.poll(() => page.events.at(-1)?.type).toBe('settled');
    const { id } = test.updates.at(-1).callback_query;
    await send('answerCallbackQuery', { callback_query_id: id, text: 'Сакталды' }, 'ky');
    await expect.poll(() => page.events.at(-1)).toMatchObject({ type: 'answer', text: 'Сакталды', language: 'ky' });
  });

  it.each<[string, BotApiPayload, string]>([
    ['no text', {}, 'message text is empty'],
    ['blank text', { text: ' \n' }, 'message text is empty'],
    ['too long a text', { text: 'x'.repeat(4097) }, 'message is too long'],
    [
      'broken HTML',
      { text: '<b>x', parse_mode: 'HTML' },
      'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
    ],
    ['another parse mode', { text: 'x', parse_mode: 'MarkdownV2' }, 'unsupported parse_mode'],
    ['long callback data', { text: 'x', reply_markup: keys('x'.repeat(65)) }, 'BUTTON_DATA_INVALID'],
    [
      'a button that does nothing',
      { text: 'x', reply_markup: { inline_keyboard: [[{ text: 'x' }]] } },
      'Text buttons are unallowed in the inline keyboard',
    ],
    [
      'a script as a link',
      { text: 'x', reply_markup: { inline_keyboard: [[{ text: 'x', url: 'javascript:1' }]] } },
      "inline keyboard button URL 'javascript:1' is invalid: Unsupported URL protocol",
    ],
  ])('refuses %s as Telegram does', async (_name, payload, problem) => {
    expect(await call('sendMessage', payload)).toEqual(bad(problem));
  });

  it('knows an unknown chat from one that left', async () => {
    expect(await call('sendMessage', { chat_id: 42, text: 'x' })).toEqual(bad('chat not found'));
    expect(await test.channel.transport('sendMessage', { text: 'x' })).toEqual(bad('chat_id is empty'));
    await page.post('/leave', {});
    expect(await call('sendMessage', { text: 'x' })).toEqual(refusal(403, 'Forbidden: bot was blocked by the user'));
  });
});

describe('edits', () => {
  it('change the message in its place', async () => {
    await call('sendMessage', { text: 'old', reply_markup: keys('A') });
    const answer = await call('editMessageText', { message_id: 1, text: 'new' });
    expect(answer).toMatchObject({ ok: true, result: { message_id: 1, text: 'new' } });
    expect((answer as any).result).not.toHaveProperty('reply_markup');
    await expect
      .poll(() => page.events.at(-1))
      .toMatchObject({ type: 'put', message: { id: 1, rich: ['new'], keyboard: [] } });
    expect(await call('editMessageReplyMarkup', { message_id: 1, reply_markup: keys('B') })).toMatchObject({
      ok: true,
      result: { text: 'new', reply_markup: keys('B') },
    });
  });

  it('that change nothing are refused', async () => {
    await call('sendMessage', { text: 'same', reply_markup: keys('A') });
    const sameText = await call('editMessageText', { message_id: 1, text: 'same', reply_markup: keys('A') });
    expect(sameText).toMatchObject({
      ok: false,
      error_code: 400,
      description: expect.stringMatching(/^Bad Request: message is not modified: /),
    });
    expect(await call('editMessageReplyMarkup', { message_id: 1, reply_markup: keys('A') })).toEqual(sameText);
    expect(await call('editMessageText', { message_id: 1, text: 'same' })).toMatchObject({ ok: true });
  });

  it('need a message of the bot that is there', async () => {
    await page.post('/message', { text: 'mine' });
    expect(await call('editMessageText', { message_id: 9, text: 'x' })).toEqual(bad('message to edit not found'));
    expect(await call('editMessageText', { message_id: 1, text: 'x' })).toEqual(bad("message can't be edited"));
  });
});

describe('deleting', () => {
  it("removes the bot's and the person's messages", async () => {
    await page.post('/message', { text: 'mine' });
    await call('sendMessage', { text: 'bot' });
    expect(await call('deleteMessage', { message_id: 1 })).toEqual({ ok: true, result: true });
    await expect.poll(() => page.events.at(-1)).toEqual({ type: 'drop', ids: [1] });
    expect(await call('deleteMessage', { message_id: 1 })).toEqual(bad('message to delete not found'));
    expect(await call('deleteMessages', { message_ids: [1, 2, 3] })).toEqual({ ok: true, result: true });
    await expect.poll(() => page.events.at(-1)).toEqual({ type: 'drop', ids: [2] });
    expect(await call('deleteMessages', { message_ids: [] })).toEqual(bad('message identifiers are not specified'));
  });
});

describe('answerCallbackQuery', () => {
  it('reaches the press it belongs to, the first time only', async () => {
    await page.post('/press', { message: 5, press: 7, callback: 'x' });
    await expect.poll(() => page.events.at(-1)).toEqual({ type: 'settled', press: 7 });
    const id = test.updates.at(-1).callback_query.id;
    const answer = { callback_query_id: id, text: 'Code', show_alert: true };
    expect(await call('answerCallbackQuery', answer)).toEqual({ ok: true, result: true });
    expect(await call('answerCallbackQuery', answer)).toEqual({ ok: true, result: true });
    await call('sendMessage', { text: 'end' });
    await expect.poll(() => page.events.at(-1)?.type).toBe('put');
    expect(page.events.filter((event) => event.type === 'answer')).toEqual([
      { type: 'answer', press: 7, text: 'Code', alert: true },
    ]);
  });

  it('refuses a query that is unknown, and a text that is too long', async () => {
    const tooOld = bad('query is too old and response timeout expired or query ID is invalid');
    expect(await call('answerCallbackQuery', { callback_query_id: '1' })).toEqual(tooOld);
    await page.post('/press', { message: 5, press: 8, callback: 'x' });
    await expect.poll(() => page.events.at(-1)).toEqual({ type: 'settled', press: 8 });
    const id = test.updates.at(-1).callback_query.id;
    expect(await call('answerCallbackQuery', { callback_query_id: id, text: 'x'.repeat(201) })).toEqual(
      bad('MESSAGE_TOO_LONG'),
    );
    await page.post('/leave', {});
    expect(await call('answerCallbackQuery', { callback_query_id: id })).toEqual(tooOld);
  });
});

it('knows sendChatAction, and answers 404 to what it does not know', async () => {
  expect(await call('sendChatAction', { action: 'typing' })).toEqual({ ok: true, result: true });
  for (const method of ['sendPhoto', 'getMe', 'constructor', '']) {
    expect(await call(method, {})).toEqual(refusal(404, 'Not Found: method not found'));
  }
});
