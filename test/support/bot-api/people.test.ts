import { afterEach, beforeEach, expect, test } from 'vitest';
import { callApi } from './api-client.ts';
import type { Person } from './person.ts';
import type { BotApiServer } from './start-bot-api-server.ts';
import { startBotApiServer } from './start-bot-api-server.ts';

let server: BotApiServer;
let person: Person;
beforeEach(async () => {
  server = await startBotApiServer({ token: '123456:TEST', clock: { now: () => 1_700_000_000_999 } });
  person = server.person({ id: 1234567, first_name: 'Aida', username: 'aida', language_code: 'ky' });
});
afterEach(() => server.stop());

const updates = async (): Promise<object[]> => (await callApi(server, 'getUpdates')).result;
const show = (text: string, ...rows: string[][]): ReturnType<typeof callApi> =>
  callApi(server, 'sendMessage', {
    chat_id: person.id,
    text,
    parse_mode: 'HTML',
    reply_markup: {
      inline_keyboard: rows.map((row) => row.map((label) => ({ text: label, callback_data: `data ${label}` }))),
    },
  });

test('a message arrives whole, with its commands marked', async () => {
  person.sends('/start link and /help@zont_test_bot');
  const user = { id: 1234567, is_bot: false, first_name: 'Aida', username: 'aida', language_code: 'ky' };
  expect(await updates()).toEqual([
    {
      update_id: 100_000_001,
      message: {
        message_id: 1,
        from: user,
        chat: { id: 1234567, first_name: 'Aida', username: 'aida', type: 'private' },
        date: 1_700_000_000,
        text: '/start link and /help@zont_test_bot',
        entities: [
          { type: 'bot_command', offset: 0, length: 6 },
          { type: 'bot_command', offset: 16, length: 19 },
        ],
      },
    },
  ]);
});

test('sendMessage answers with the whole message', async () => {
  person.sends('/start');
  const answer = await callApi(server, 'sendMessage', {
    chat_id: person.id,
    text: ' <b>Hi</b> www.zont.example ',
    parse_mode: 'HTML',
    disable_notification: true,
    link_preview_options: { is_disabled: true },
    reply_parameters: { message_id: 1 },
  });
  expect(answer.result).toEqual({
    message_id: 2,
    from: { id: 123456, is_bot: true, first_name: 'Zont', username: 'zont_test_bot' },
    chat: { id: 1234567, first_name: 'Aida', username: 'aida', type: 'private' },
    date: 1_700_000_000,
    reply_to_message: expect.objectContaining({ message_id: 1 }),
    text: 'Hi www.zont.example',
    entities: [
      { type: 'bold', offset: 0, length: 2 },
      { type: 'url', offset: 3, length: 16 },
    ],
    link_preview_options: { is_disabled: true },
  });
  expect(person.chat[1]).toMatchObject({
    from: 'bot',
    text: 'Hi www.zont.example',
    html: ' <b>Hi</b> www.zont.example ',
    isSilent: true,
    keyboard: [],
  });
});

test('a press carries the message, and her id in the upper half of its own', async () => {
  person.sends('/start');
  await show('Choose', ['Yes', 'No'], ['Back']);
  const { id } = person.presses('No');
  expect(BigInt(id) >> 32n).toBe(1234567n);
  expect((await updates())[1]).toMatchObject({
    callback_query: {
      id,
      data: 'data No',
      from: { id: 1234567 },
      chat_instance: expect.stringMatching(/^-?\d+$/),
      message: {
        message_id: 2,
        date: 1_700_000_000,
        text: 'Choose',
        reply_markup: { inline_keyboard: [[{ text: 'Yes' }, { text: 'No' }], [{ text: 'Back' }]] },
      },
    },
  });
});

test('presses finds the newest message with the button, or tells what there is', async () => {
  person.sends('/start');
  await show('Old', ['Yes']);
  await show('New', ['Yes'], ['Other']);
  expect(person.presses('Yes').message?.message_id).toBe(3);
  expect(person.presses({ label: 'Yes', messageId: 2 }).message?.message_id).toBe(2);
  expect(person.presses({ data: 'data Other' }).data).toBe('data Other');
  expect(person.presses({ data: 'nonsense', forged: true }).data).toBe('nonsense');
  expect(() => person.presses('Maybe')).toThrow(
    /no button "Maybe".*"Yes" \(message 3\), "Other" \(message 3\), "Yes" \(message 2\)/,
  );
  expect(() => server.person().presses('Yes')).toThrow('There are no buttons in the chat.');
});

test('the screen shows what she sees', async () => {
  expect(person.screen()).toBe('(the bot has not written)');
  const mine = person.sends('/start');
  const { result } = await show('Choose', ['Yes', 'No'], ['Back']);
  expect(person.screen()).toBe('Choose\n[ Yes ] [ No ]\n[ Back ]');
  await callApi(server, 'editMessageText', { chat_id: person.id, message_id: result.message_id, text: 'Done' });
  await callApi(server, 'deleteMessage', { chat_id: person.id, message_id: mine.message_id });
  expect(person.chat).toEqual([
    { message_id: 2, from: 'bot', text: 'Done', keyboard: [], isSilent: false, isEdited: true, date: 1_700_000_000 },
  ]);
  person.deletesMessage(2);
  expect(person.chat).toEqual([]);
});

test('edits, blocks, media and inline queries are updates', async () => {
  const { message_id } = person.sends('a');
  person.edits(message_id, '/b');
  person.sendsRaw({ voice: true });
  person.sendsRaw({ photo: true, caption: 'look' });
  person.sendsRaw({ contact: { phone_number: '+15550000000' } });
  person.typesInline('query');
  person.blocks();
  expect(() => person.sends('x')).toThrow('unblocks()');
  person.unblocks();
  const all = await updates();
  expect(all[1]).toMatchObject({
    edited_message: { message_id, text: '/b', edit_date: 1_700_000_000, entities: [{ type: 'bot_command' }] },
  });
  expect(all[2]).toMatchObject({ message: { voice: { file_id: expect.any(String), duration: 4 } } });
  expect(all[3]).toMatchObject({
    message: {
      caption: 'look',
      photo: [{ width: 90 }, { width: 320 }, { width: 800, file_unique_id: expect.any(String) }],
    },
  });
  expect(all[4]).toMatchObject({ message: { contact: { phone_number: '+15550000000', first_name: 'Somebody' } } });
  expect(all[5]).toMatchObject({ inline_query: { query: 'query' } });
  expect(all[6]).toMatchObject({
    my_chat_member: { old_chat_member: { status: 'member' }, new_chat_member: { status: 'kicked', until_date: 0 } },
  });
  expect(all[7]).toMatchObject({ my_chat_member: { new_chat_member: { status: 'member' } } });
  expect(person.chat.map(({ text }) => text)).toEqual(['/b', '(voice)', 'look', '(contact)']);
});

test('a bot can leave a group and a channel', async () => {
  for (const type of ['group', 'supergroup', 'channel'] as const) {
    const group = server.group({ type, title: 'Friends' });
    expect((await callApi(server, 'leaveChat', { chat_id: group.id })).description).toBe(
      `Forbidden: bot is not a member of the ${type} chat`,
    );
    group.addsBot(person);
    group.posts('hello', person);
    expect(group.hasBot).toBe(true);
    expect(await callApi(server, 'leaveChat', { chat_id: group.id })).toEqual({ ok: true, result: true });
    expect(group.hasBot).toBe(false);
    expect(await callApi(server, 'sendMessage', { chat_id: group.id, text: 'x' })).toMatchObject({ error_code: 403 });
  }
  const kinds = (await updates()).map((update) => Object.keys(update)[1]);
  const inGroup = ['my_chat_member', 'message', 'message', 'my_chat_member'];
  expect(kinds).toEqual([...inGroup, ...inGroup, 'my_chat_member', 'channel_post', 'my_chat_member']);
  expect((await callApi(server, 'leaveChat', { chat_id: person.id })).description).toBe(
    "Bad Request: can't leave private chats",
  );
});

test('getChat, getChatMember, sendChatAction and getMe answer', async () => {
  person.sends('x');
  expect((await callApi(server, 'getChat', { chat_id: person.id })).result).toMatchObject({
    id: person.id,
    type: 'private',
  });
  expect((await callApi(server, 'getChatMember', { chat_id: person.id, user_id: person.id })).result).toMatchObject({
    status: 'member',
  });
  expect((await callApi(server, 'sendChatAction', { chat_id: person.id, action: 'typing' })).ok).toBe(true);
  expect((await callApi(server, 'sendChatAction', { chat_id: person.id, action: 'dancing' })).description).toBe(
    'Bad Request: wrong parameter action in request',
  );
  expect((await callApi(server, 'getMe')).result).toEqual(server.bot);
});
