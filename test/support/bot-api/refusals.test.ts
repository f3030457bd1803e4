import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { callApi } from './api-client.ts';
import type { Person } from './person.ts';
import type { BotApiServer } from './start-bot-api-server.ts';
import { startBotApiServer } from './start-bot-api-server.ts';

const now = { value: 1_700_000_000_000 };
let server: BotApiServer;
let person: Person;

beforeEach(() => {
  now.value = 1_700_000_000_000;
});
beforeAll(async () => {
  server = await startBotApiServer({ token: '123456:TEST', clock: { now: () => now.value } });
  person = server.person();
  person.sends('/start');
});
afterAll(() => server.stop());

const send = (fields: object): ReturnType<typeof callApi> =>
  callApi(server, 'sendMessage', { chat_id: person.id, text: 'x', ...fields });
const button = (fields: object): object => ({ reply_markup: { inline_keyboard: [[fields]] } });
const refused = (code: number, description: string): object => ({ ok: false, error_code: code, description });

describe('sendMessage refuses', () => {
  test.each<[object, string]>([
    [{ chat_id: 999 }, 'chat not found'],
    [{ chat_id: '' }, 'chat_id is empty'],
    [{ text: '' }, 'message text is empty'],
    [{ text: ' \n ' }, 'text must be non-empty'],
    [{ text: '<b></b>', parse_mode: 'HTML' }, 'text must be non-empty'],
    [{ text: 'x'.repeat(4097) }, 'message is too long'],
    [{ text: '😀'.repeat(2049) }, 'message is too long'],
    [{ text: 'x'.repeat(33_000) }, 'text is too long'],
    [{ text: '<x>', parse_mode: 'HTML' }, 'can\'t parse entities: Unsupported start tag "x" at byte offset 0'],
    [{ parse_mode: 'BBCode' }, 'unsupported parse_mode'],
    [{ reply_markup: '{' }, "can't parse reply keyboard markup JSON object"],
    [{ reply_markup: [] }, 'object expected as reply markup'],
    [button({ text: 'a', callback_data: 'ж'.repeat(33) }), 'BUTTON_DATA_INVALID'],
    [
      button({ text: 'a', callback_data: '' }),
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [button({ text: 'a' }), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"],
    [button({ callback_data: 'a' }), 'can\'t parse inline keyboard button: Can\'t find field "text"'],
    [button({ text: ' ', callback_data: 'a' }), 'inline keyboard button text must be non-empty'],
    [
      { reply_markup: { inline_keyboard: Array.from({ length: 101 }, () => [{ text: 'a', callback_data: 'a' }]) } },
      'reply markup is too long',
    ],
    [{ reply_parameters: { message_id: 77_777 } }, 'message to be replied not found'],
  ])('%#', async (fields, reason) => {
    expect(await send(fields)).toEqual(refused(400, `Bad Request: ${reason}`));
  });

  test('people who blocked the bot or never wrote', async () => {
    expect(await callApi(server, 'sendMessage', { chat_id: server.person().id, text: 'x' })).toEqual(
      refused(403, "Forbidden: bot can't initiate conversation with a user"),
    );
    const other = server.person();
    other.sends('hello');
    other.blocks();
    expect(await callApi(server, 'sendMessage', { chat_id: other.id, text: 'x' })).toEqual(
      refused(403, 'Forbidden: bot was blocked by the user'),
    );
    other.unblocks();
    expect((await callApi(server, 'sendMessage', { chat_id: other.id, text: 'x' })).ok).toBe(true);
  });

  test('but takes the longest text, 100 buttons, 64 bytes of data, digits for an id', async () => {
    const rows = Array.from({ length: 100 }, () => [{ text: 'a', callback_data: 'ж'.repeat(32) }]);
    const text = `<b>${'x'.repeat(4096)}</b>`;
    expect(
      await send({
        chat_id: String(person.id),
        text,
        parse_mode: 'HTML',
        reply_markup: JSON.stringify({ inline_keyboard: rows }),
      }),
    ).toMatchObject({ ok: true });
  });
});

describe('edits and deletions refuse', () => {
  const edit = (fields: object): ReturnType<typeof callApi> =>
    callApi(server, 'editMessageText', { chat_id: person.id, text: 'x', ...fields });

  test("what is not there, not the bot's, or not changed", async () => {
    const { result } = await send({
      text: '<b>x</b>',
      parse_mode: 'HTML',
      ...button({ text: 'a', callback_data: 'a' }),
    });
    const message_id: number = result.message_id;
    expect(await edit({ message_id: 77_777 })).toEqual(refused(400, 'Bad Request: message to edit not found'));
    expect(await edit({ message_id: person.sends('mine').message_id })).toEqual(
      refused(400, "Bad Request: message can't be edited"),
    );
    const same = {
      message_id,
      text: ' <strong>x</strong>',
      parse_mode: 'HTML',
      ...button({ text: 'a', callback_data: 'a' }),
    };
    const notModified = refused(
      400,
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
    expect(await edit(same)).toEqual(notModified);
    expect(await edit({ message_id, text: '' })).toEqual(refused(400, 'Bad Request: message text is empty'));
    expect(await edit({ ...same, reply_markup: undefined })).toMatchObject({
      ok: true,
      result: { edit_date: 1_700_000_000 },
    });
    expect(await callApi(server, 'editMessageReplyMarkup', { chat_id: person.id, message_id })).toEqual(notModified);
  });

  test('deleting twice, or after two days', async () => {
    const { result } = await send({});
    const old = await send({});
    const target = { chat_id: person.id, message_id: result.message_id };
    expect(await callApi(server, 'deleteMessage', target)).toEqual({ ok: true, result: true });
    expect(await callApi(server, 'deleteMessage', target)).toEqual(
      refused(400, 'Bad Request: message to delete not found'),
    );
    now.value += 48 * 3600_000 + 1000;
    const late = refused(400, "Bad Request: message can't be deleted for everyone");
    expect(await callApi(server, 'deleteMessage', { chat_id: person.id, message_id: old.result.message_id })).toEqual(
      late,
    );
    const fresh = await send({});
    const ids = [old.result.message_id, fresh.result.message_id];
    expect(await callApi(server, 'deleteMessages', { chat_id: person.id, message_ids: ids })).toEqual(late);
    expect(await callApi(server, 'deleteMessages', { chat_id: person.id, message_ids: [77_777, ids[1]] })).toEqual({
      ok: true,
      result: true,
    });
    expect(
      await callApi(server, 'deleteMessages', {
        chat_id: person.id,
        message_ids: Array.from({ length: 101 }, () => 1),
      }),
    ).toEqual(refused(400, 'Bad Request: too many message identifiers specified'));
  });
});

test('answerCallbackQuery refuses unknown and old ids and long texts, not a second answer', async () => {
  await send(button({ text: 'Press', callback_data: 'p' }));
  const { id } = person.presses('Press');
  const answer = (fields: object): ReturnType<typeof callApi> =>
    callApi(server, 'answerCallbackQuery', { callback_query_id: id, ...fields });
  const tooOld = refused(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid');
  expect(await answer({ callback_query_id: '1' })).toEqual(tooOld);
  expect(await answer({ text: 'x'.repeat(201) })).toEqual(refused(400, 'Bad Request: MESSAGE_TOO_LONG'));
  expect(await answer({ text: 'done', show_alert: true })).toEqual({ ok: true, result: true });
  expect(await answer({})).toEqual({ ok: true, result: true });
  expect(person.alerts).toEqual([{ text: 'done', isAlert: true }]);
  now.value += 16 * 60_000;
  expect(await answer({})).toEqual(tooOld);
});

describe('setMyCommands', () => {
  const set = (commands: unknown, more: object = {}): ReturnType<typeof callApi> =>
    callApi(server, 'setMyCommands', { commands, ...more });

  test.each<[unknown, object, string]>([
    [[{ command: 'Start', description: 'x' }], {}, 'BOT_COMMAND_INVALID'],
    [[{ command: '', description: 'x' }], {}, 'command must be non-empty'],
    [[{ command: 'x'.repeat(33), description: 'x' }], {}, 'command length must not exceed 32'],
    [[{ command: 'x', description: '' }], {}, 'command description must be non-empty'],
    [[{ command: 'x', description: 'x'.repeat(257) }], {}, 'command description length must not exceed 256'],
    [[{ command: 'x' }], {}, 'can\'t parse BotCommand: Can\'t find field "description"'],
    [Array.from({ length: 101 }, (_, n) => ({ command: `c${n}`, description: 'x' })), {}, 'BOT_COMMANDS_TOO_MUCH'],
    ['x', {}, "can't parse commands JSON object"],
    [[], { language_code: 'eng' }, 'invalid language code specified'],
    [[], { scope: { type: 'moon' } }, "can't parse BotCommandScope: Unsupported type specified"],
    [[], { scope: { type: 'chat', chat_id: 999 } }, 'chat not found'],
  ])('refuses %#', async (commands, more, reason) => {
    expect(await set(commands, more)).toEqual(refused(400, `Bad Request: ${reason}`));
  });

  test('keeps a list per scope and language', async () => {
    const commands = [{ command: 'start', description: 'Начать' }];
    const where = { scope: { type: 'chat', chat_id: person.id }, language_code: 'ru' };
    await set(commands, where);
    expect((await callApi(server, 'getMyCommands', where)).result).toEqual(commands);
    expect((await callApi(server, 'getMyCommands')).result).toEqual([]);
    await callApi(server, 'deleteMyCommands', where);
    expect((await callApi(server, 'getMyCommands', where)).result).toEqual([]);
  });
});

test('name and descriptions are kept by language, and have lengths', async () => {
  await callApi(server, 'setMyName', { name: 'Zont ru', language_code: 'ru' });
  expect((await callApi(server, 'getMyName', { language_code: 'ru' })).result).toEqual({ name: 'Zont ru' });
  expect((await callApi(server, 'getMyName')).result).toEqual({ name: 'Zont' });
  await callApi(server, 'setMyShortDescription', { short_description: 'short' });
  expect((await callApi(server, 'getMyShortDescription')).result).toEqual({ short_description: 'short' });
  expect((await callApi(server, 'setMyName', { name: 'x'.repeat(65) })).ok).toBe(false);
  expect((await callApi(server, 'setMyDescription', { description: 'x'.repeat(513) })).ok).toBe(false);
  expect((await callApi(server, 'setMyShortDescription', { short_description: 'x'.repeat(121) })).ok).toBe(false);
});

describe('the wire', () => {
  test('wrong token, unknown method, unknown path', async () => {
    expect(await callApi(server, 'getMe', {}, { token: '123456:WRONG' })).toEqual(refused(401, 'Unauthorized'));
    expect(await callApi(server, 'getMe', {}, { token: 'nonsense' })).toEqual(
      refused(401, 'Unauthorized: invalid token specified'),
    );
    expect(await callApi(server, 'sendTelepathy')).toEqual(refused(404, 'Not Found: method not found'));
    const elsewhere = await fetch(`${server.root}/other`);
    expect([elsewhere.status, await elsewhere.json()]).toEqual([404, refused(404, 'Not Found')]);
  });

  test('takes forms, query strings and any case; refuses multipart and broken JSON', async () => {
    const url = `${server.root}/bot123456:TEST`;
    const form = await fetch(`${url}/sendMessage`, {
      method: 'POST',
      body: new URLSearchParams({ chat_id: `${person.id}`, text: 'form' }),
    });
    expect(await form.json()).toMatchObject({ ok: true, result: { text: 'form' } });
    const get = await fetch(`${url}/SENDMESSAGE?chat_id=${person.id}&text=get`);
    expect(await get.json()).toMatchObject({ ok: true, result: { text: 'get' } });
    const parts = new FormData();
    parts.set('chat_id', '1');
    expect(await (await fetch(`${url}/sendMessage`, { method: 'POST', body: parts })).json()).toMatchObject({
      error_code: 400,
      description: expect.stringContaining('multipart'),
    });
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(`${url}/getMe`, { method: 'POST', headers, body: '{' })).status).toBe(400);
  });

  test('limits answer 429 with the time to wait', async () => {
    const clock = { now: () => 5_000_000 };
    const strict = await startBotApiServer({
      token: '123456:TEST',
      clock,
      limits: { perChatPerMinute: 2, perSecond: 3 },
    });
    const one = strict.person();
    const two = strict.person();
    one.sends('x');
    two.sends('x');
    const write = (to: Person): ReturnType<typeof callApi> =>
      callApi(strict, 'sendMessage', { chat_id: to.id, text: 'x' });
    expect([(await write(one)).ok, (await write(one)).ok]).toEqual([true, true]);
    expect(await write(one)).toEqual({
      ...refused(429, 'Too Many Requests: retry after 60'),
      parameters: { retry_after: 60 },
    });
    expect((await write(two)).ok).toBe(true);
    expect(await write(two)).toMatchObject({ parameters: { retry_after: 1 } });
    await strict.stop();
  });
});
