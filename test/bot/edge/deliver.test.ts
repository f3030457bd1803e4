import { inspect } from 'node:util';
import { Api, GrammyError, HttpError } from 'grammy';
import { beforeEach, describe, expect, test } from 'vitest';
import type { BotApiAnswer, BotApiPayload } from '../../../bot/channels/channel.ts';
import { type Address, createAddressLeases } from '../../../bot/edge/address-leases.ts';
import { createDelivery } from '../../../bot/edge/deliver.ts';
import { createLivingMessages } from '../../../bot/edge/living-messages.ts';
import { formerMessage, livingMessage, messageAtHand } from '../../../handlers/incoming.ts';

const alias = 4_242_424_242_424;
const address = 500_000_001;
const canary = 'CANARY';

type Answering = (method: string, payload: BotApiPayload) => BotApiAnswer | Promise<BotApiAnswer>;

/** grammY behind the edge, with a Telegram that answers as told; every call is written down. */
function deliveryTo(answering: Answering) {
  const sent: [string, BotApiPayload][] = [];
  const gone: number[] = [];
  const leftovers: number[] = [];
  const leases = createAddressLeases();
  const clock = { now: 0 };
  const living = createLivingMessages(() => clock.now);
  const { fetch } = createDelivery({
    transport: async (method, payload) => {
      sent.push([method, payload]);
      return answering(method, payload);
    },
    leases,
    living,
    now: () => clock.now,
    onLeftover: (who) => leftovers.push(who),
    onGone: (who) => gone.push(who),
    isSuperseded: () => false,
  });
  const api = new Api('0:behind-the-edge', { fetch, apiRoot: 'http://edge.invalid' });
  const atHand: Address = {
    chat: address,
    messageId: 71,
    messageSentAt: 0,
    callbackId: 'real-press',
    urgency: 'person',
  };
  const lease = (more: Partial<Address> = {}) => leases.open(alias as never, { ...atHand, ...more });
  return { api, fetch, sent, gone, leftovers, living, lease, clock };
}

let nextId = 900;
beforeEach(() => {
  nextId = 900;
});
const message: Answering = () => ({ ok: true, result: { message_id: ++nextId } });
const refusing =
  (error_code: number, description = 'no', parameters?: { retry_after?: number }): Answering =>
  () => ({ ok: false, error_code, description, ...(parameters && { parameters }) });

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable('it went well'),
    (error: unknown) => error,
  );
/** All that could be read out of an error: message, cause, stack, hidden fields. */
const allOf = (error: unknown) => inspect(error, { depth: null, showHidden: true }) + JSON.stringify(error);

describe('the address', () => {
  test('is put in place of the alias, and nothing else is changed', async () => {
    const { api, sent, lease } = deliveryTo(message);
    lease();
    await api.sendMessage(alias, 'hello', { parse_mode: 'HTML' });
    expect(sent).toEqual([['sendMessage', { chat_id: address, text: 'hello', parse_mode: 'HTML' }]]);
  });

  test('of a press is put in place of its handle', async () => {
    const { api, sent, lease } = deliveryTo(() => ({ ok: true, result: true }));
    lease();
    await api.answerCallbackQuery(String(alias), { text: 'saved' });
    expect(sent).toEqual([['answerCallbackQuery', { callback_query_id: 'real-press', text: 'saved' }]]);
  });

  test('is not known without a lease, and nothing is sent', async () => {
    const { api, sent } = deliveryTo(message);
    expect(await failureOf(api.sendMessage(alias, 'x'))).toBeInstanceOf(HttpError);
    expect(await failureOf(api.answerCallbackQuery(String(alias)))).toBeInstanceOf(HttpError);
    expect(sent).toEqual([]);
  });

  test('is forgotten with the lease', async () => {
    const { api, sent, lease } = deliveryTo(message);
    lease()();
    expect(await failureOf(api.sendMessage(alias, 'x'))).toBeInstanceOf(HttpError);
    expect(sent).toEqual([]);
  });

  test('is never the one of somebody else, nor a real address that was guessed', async () => {
    const { api, sent, lease } = deliveryTo(message);
    lease();
    for (const other of [alias + 1, address, 0, Number.NaN]) {
      expect(await failureOf(api.sendMessage(other, 'x'))).toBeInstanceOf(HttpError);
    }
    expect(sent).toEqual([]);
  });
});

test('leases of one chat may overlap: the newest holds, and ending it brings back the one before', () => {
  const leases = createAddressLeases();
  const of = (messageId: number): Address => ({
    chat: address,
    messageId,
    messageSentAt: 0,
    callbackId: null,
    urgency: 'person',
  });
  const endFirst = leases.open(alias as never, of(1));
  const endSecond = leases.open(alias as never, of(2));
  expect(leases.find(alias)?.messageId).toBe(2);
  endSecond();
  expect(leases.find(alias)?.messageId).toBe(1);
  endSecond();
  expect(leases.find(alias)?.messageId).toBe(1);
  endFirst();
  expect(leases.find(alias)).toBeUndefined();
});

describe('calls that handlers may not make', () => {
  test.each([
    'getMe',
    'getUpdates',
    'getChat',
    'forwardMessage',
    'copyMessage',
    'setWebhook',
    'banChatMember',
    'constructor',
    '',
  ])('%j is refused, and nothing is sent', async (method) => {
    const { fetch, sent, lease } = deliveryTo(message);
    lease();
    const call = fetch(`http://edge.invalid/bot0:behind-the-edge/${method}`, {
      body: JSON.stringify({ chat_id: alias }),
    });
    await expect(call).rejects.toThrow('a call that handlers may not make');
    expect(sent).toEqual([]);
  });
});

/** A message as rich as Telegram answers it: every text and number leads to a person. */
const richMessage = {
  message_id: 907_731,
  date: 17_731_000,
  edit_date: 17_731_001,
  chat: { id: address, type: 'private', first_name: canary, last_name: canary, username: canary, bio: canary },
  from: { id: 123_456, is_bot: true, first_name: canary, username: canary },
  sender_business_bot: { id: address, first_name: canary },
  reply_to_message: { message_id: 77_310, text: canary, chat: { id: address, first_name: canary } },
  text: canary,
  entities: [{ type: 'text_mention', offset: 0, length: 1, user: { id: address, first_name: canary } }],
  reply_markup: { inline_keyboard: [[{ text: canary, callback_data: canary }]] },
  link_preview_options: { url: canary },
};

describe('the answer', () => {
  test('to a sent or edited message is made anew: the living message of the alias', async () => {
    const { api, lease } = deliveryTo(() => ({ ok: true, result: richMessage }));
    lease();
    const rebuilt = { message_id: livingMessage, date: 0, chat: { id: alias, type: 'private', first_name: '' } };
    expect(await api.sendMessage(alias, 'x')).toEqual(rebuilt);
    expect(await api.editMessageText(alias, messageAtHand, 'x')).toEqual(rebuilt);
  });

  test('to anything else is a bare yes', async () => {
    const { api, lease } = deliveryTo(() => ({ ok: true, result: richMessage }));
    lease();
    expect(await api.deleteMessage(alias, messageAtHand)).toBe(true);
    expect(await api.answerCallbackQuery(String(alias))).toBe(true);
  });

  test.each([
    ['Bad Request: message is not modified: CANARY', 'message is not modified'],
    ['Bad Request: message to edit not found CANARY', 'message to edit not found'],
    ["Bad Request: message can't be edited CANARY", "message can't be edited"],
    ['Bad Request: message to delete not found CANARY', 'message to delete not found'],
    ["Bad Request: message can't be deleted for everyone CANARY", "message can't be deleted"],
    ['Bad Request: query is too old and CANARY', 'query is too old'],
    ['Forbidden: bot was blocked by the user CANARY', 'bot was blocked by the user'],
    ['CANARY 500000001 has a strange name', 'refused (400)'],
    ['', 'refused (400)'],
  ])('that refuses says only words that are known: %j', async (description, expected) => {
    const { api, lease } = deliveryTo(() => ({
      ok: false,
      error_code: 400,
      description,
      parameters: { retry_after: 7, migrate_to_chat_id: address, note: canary } as { retry_after: number },
      extra: canary,
    }));
    lease();
    const error = (await failureOf(api.sendMessage(alias, 'x'))) as GrammyError;
    expect(error).toBeInstanceOf(GrammyError);
    expect(error).toMatchObject({ error_code: 400, description: expected, parameters: { retry_after: 7 } });
    expect(allOf(error)).not.toContain(canary);
    expect(allOf(error)).not.toContain(String(address));
  });

  test('that never came tells no detail', async () => {
    const { api, lease } = deliveryTo(() => {
      throw new Error(canary, { cause: { address, canary } });
    });
    lease();
    const error = await failureOf(api.sendMessage(alias, 'x'));
    expect(error).toBeInstanceOf(HttpError);
    expect(allOf(error)).not.toContain(canary);
    expect(allOf(error)).not.toContain(String(address));
  });

  test.each([null, 7, [], {}, 'CANARY'])('that is no message tells no detail either: %j', async (result) => {
    const { api, lease } = deliveryTo(() => ({ ok: true, result }));
    lease();
    const seen = await api.sendMessage(alias, 'x').catch((error: unknown) => error);
    expect(allOf(seen)).not.toContain(canary);
  });
});

test.each([403])('%i: whoever cannot be reached any more is gone', async (code) => {
  const { api, gone, lease } = deliveryTo(refusing(code, 'Forbidden: user is deactivated'));
  lease();
  await failureOf(api.sendMessage(alias, 'x'));
  expect(gone).toEqual([alias]);
});

test.each([400, 401, 404, 429, 500])('%i does not mean that the person is gone', async (code) => {
  const { api, gone, lease } = deliveryTo(refusing(code));
  lease();
  await failureOf(api.sendMessage(alias, 'x'));
  expect(gone).toEqual([]);
});

describe('a message handle', () => {
  test('at hand is the message that the update came from', async () => {
    const { api, sent, lease } = deliveryTo(message);
    lease();
    await api.editMessageText(alias, messageAtHand, 'x');
    expect(sent[0]?.[1]).toMatchObject({ chat_id: address, message_id: 71 });
  });

  test('of the living message follows what was sent or edited last', async () => {
    const { api, sent, lease } = deliveryTo(message);
    lease();
    await api.sendMessage(alias, 'x');
    await api.editMessageText(alias, livingMessage, 'y');
    await api.editMessageText(alias, messageAtHand, 'z');
    await api.editMessageText(alias, livingMessage, 'y');
    expect(sent.map(([, { message_id }]) => message_id)).toEqual([undefined, 901, 71, 71]);
  });

  test('of the living message is the one at hand too when nothing had to be changed in it', async () => {
    const { api, living, lease } = deliveryTo(refusing(400, 'Bad Request: message is not modified: same'));
    lease();
    await failureOf(api.editMessageText(alias, messageAtHand, 'x'));
    expect(living.find(alias)?.messageId).toBe(71);
  });

  test('of the former message is the one before, and is used up by deleting it', async () => {
    const { api, sent, lease } = deliveryTo(message);
    lease();
    await api.sendMessage(alias, 'x');
    await api.sendMessage(alias, 'y');
    await api.deleteMessage(alias, formerMessage);
    expect(sent.at(-1)).toEqual(['deleteMessage', { chat_id: address, message_id: 901 }]);
    expect(await api.deleteMessage(alias, formerMessage)).toBe(true);
    expect(sent).toHaveLength(3);
  });

  test.each([livingMessage, 4, 907_731, -1])('%i that stands for nothing is answered here', async (handle) => {
    const { api, sent, lease } = deliveryTo(message);
    lease();
    expect(await failureOf(api.deleteMessage(alias, handle))).toMatchObject({ error_code: 400 });
    expect(sent).toEqual([]);
  });
});

describe('former messages', () => {
  async function afterTwo(answerToDelete: Answering) {
    let deleting = answerToDelete;
    const delivery = deliveryTo((method, payload) =>
      (method === 'deleteMessage' ? deleting : message)(method, payload),
    );
    delivery.lease();
    const { api, sent } = delivery;
    await api.sendMessage(alias, 'one');
    await api.sendMessage(alias, 'two');
    await api.deleteMessage(alias, formerMessage).catch(() => {});
    return {
      ...delivery,
      async goOn() {
        deleting = () => ({ ok: true, result: true });
        sent.length = 0;
        await api.sendMessage(alias, 'three');
        await api.deleteMessage(alias, formerMessage);
        return sent.filter(([method]) => method === 'deleteMessage').map(([, { message_id }]) => message_id);
      },
    };
  }

  test.each([429, 500, 502])('that could not be deleted for a while (%i) are deleted with the next', async (code) => {
    expect(await (await afterTwo(refusing(code))).goOn()).toEqual([901, 902]);
  });

  test('that stay because nobody answered are deleted with the next', async () => {
    const chat = await afterTwo(() => Promise.reject(new Error('reset')));
    expect(await chat.goOn()).toEqual([901, 902]);
  });

  test('that cannot be deleted any more are left to the sweeper, and are still known', async () => {
    const chat = await afterTwo(refusing(400, "Bad Request: message can't be deleted for everyone"));
    expect(chat.leftovers).toEqual([alias]);
    expect(chat.living.find(alias)?.formerIds).toEqual([901]);
  });

  test('that are not there any more are forgotten', async () => {
    const chat = await afterTwo(refusing(400, 'Bad Request: message to delete not found'));
    expect(chat.leftovers).toEqual([]);
    expect(await chat.goOn()).toEqual([902]);
  });
});

describe('a message at hand', () => {
  const hour = 3_600_000;

  test.each([
    [0, 'edited'],
    [23.9, 'edited'],
    [24, 'sent anew'],
    [47.9, 'sent anew'],
    // It cannot be deleted any more: a new one would leave one more line in the chat.
    [48, 'edited'],
    [500, 'edited'],
  ])('that was sent %d hours ago is %s', async (hours, expected) => {
    const { api, sent, living, lease, clock } = deliveryTo(message);
    clock.now = 1_000 * hour;
    lease({ messageSentAt: clock.now - hours * hour });
    const edited = await api.editMessageText(alias, messageAtHand, 'x').catch((error: unknown) => error);
    if (expected === 'edited') return void expect(sent).toHaveLength(1);
    expect(edited).toBeInstanceOf(GrammyError);
    expect(sent).toEqual([]);
    await api.sendMessage(alias, 'x');
    expect(living.find(alias)).toMatchObject({ messageId: 901, formerIds: [71] });
  });

  test.each([429, 500])('of the person that cannot be deleted for a while (%i) is noted', async (code) => {
    const { api, living, lease } = deliveryTo(refusing(code));
    lease({ callbackId: null });
    await failureOf(api.deleteMessage(alias, messageAtHand));
    expect(living.standing(alias)?.persons).toEqual([{ id: 71, sentHour: 0 }]);
  });

  test('of the person is noted when nobody answers, and no more once it is gone', async () => {
    let isDown = true;
    const { api, living, lease } = deliveryTo(async () => {
      if (isDown) throw new Error('reset');
      return { ok: true, result: true };
    });
    lease({ callbackId: null });
    await failureOf(api.deleteMessage(alias, messageAtHand));
    expect(living.standing(alias)?.persons).toHaveLength(1);
    isDown = false;
    await api.deleteMessage(alias, messageAtHand);
    expect(living.standing(alias)?.persons).toEqual([]);
  });
});
