import { GrammyError, HttpError } from 'grammy';
import { beforeEach, describe, expect, test } from 'vitest';
import type { BotApiPayload, Transport } from '../../bot/channels/channel.ts';
import { createChatQueues } from '../../bot/chat-queues.ts';
import { aliasesOf } from '../../bot/edge/alias.ts';
import { createEdge } from '../../bot/edge/edge.ts';
import { createFaultLog } from '../../bot/fault-log.ts';
import { createUpdateSink, type UpdateSinkOptions } from '../../bot/update-sink.ts';
import { oneProcess } from '../../db/process-group.ts';
import type { ScrubbedUpdate } from '../../handlers/incoming.ts';
import { createSweepListInMemory } from '../support/idle-parts.ts';

const canary = 'CANARY';
let log: string[];
let calls: [string, BotApiPayload][];
beforeEach(() => {
  log = [];
  calls = [];
});

const events = () => log.map((line) => JSON.parse(line).event);
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

function sinkWith(
  handle: UpdateSinkOptions['handle'],
  { transport, ...more }: Partial<UpdateSinkOptions> & { transport?: Transport } = {},
) {
  const edge = createEdge({
    aliases: aliasesOf([Buffer.alloc(32, 7)], 'telegram'),
    addressKey: Buffer.alloc(32, 8),
    transport:
      transport ??
      (async (method, payload) => {
        calls.push([method, payload]);
        return { ok: true, result: true };
      }),
    commands: new Set(['menu', 'sos']),
    now: () => 0,
    isSuperseded: () => false,
    onGone: () => {},
    aloneSince: () => 0,
    sweepList: createSweepListInMemory(),
    faults: createFaultLog(() => 0, { write: (line) => void log.push(line) }),
  });
  const sink = createUpdateSink({
    carryOver: async () => {},
    edge,
    handle,
    forget: async () => {},
    queues: createChatQueues(),
    faults: createFaultLog(() => 0, { write: (line) => void log.push(line) }),
    inTurn: oneProcess.inTurn,
    now: () => 0,
    stopping: new AbortController().signal,
    retryAfter: [1, 1],
    ...more,
  });
  return { sink, edge };
}

const person = (id: number) => ({ id, is_bot: false, first_name: canary, username: canary });
const written = (id: number, text = '/menu') => ({
  update_id: 1,
  message: { message_id: 1, date: 0, from: person(id), chat: { ...person(id), type: 'private' }, text },
});
const membership = (chat: object, status: string) => ({
  update_id: 1,
  my_chat_member: { chat, from: person(1), date: 0, new_chat_member: { status, user: person(2) } },
});
const group = { id: -100, type: 'supergroup', title: canary };
const refusal = (error_code: number, parameters = {}) =>
  new GrammyError(canary, { ok: false, error_code, description: canary, parameters }, 'sendMessage', { text: canary });

describe('a handler that fails', () => {
  test.each([
    ['because nobody answered', () => new HttpError(canary, new Error(canary))],
    ['with 429', () => refusal(429)],
    ['with 429 and a moment to wait', () => refusal(429, { retry_after: 0.01 })],
    ['with 502', () => refusal(502)],
  ])('%s is tried again as a whole', async (_, fault) => {
    let tries = 0;
    const { sink } = sinkWith(async () => {
      if (++tries < 3) throw fault();
    });
    expect(await sink(written(1))).toBe('handled');
    expect(tries).toBe(3);
    expect(log).toEqual([]);
  });

  test('is never given up, however long it takes', async () => {
    let tries = 0;
    const { sink } = sinkWith(async () => {
      if (++tries < 100) throw refusal(500);
    });
    expect(await sink(written(1))).toBe('handled');
    expect(tries).toBe(100);
    expect(log).toEqual([]);
  });

  test('is handed back where the patience ends, with all that came behind it in its chat', async () => {
    let time = 0;
    let isTelegramBack = false;
    const seen: (string | undefined)[] = [];
    const handle = async (update: ScrubbedUpdate) => {
      time += 400;
      // The later one would go well: it must wait all the same.
      if (!isTelegramBack && update.message?.text === '/menu') throw refusal(500);
      seen.push(update.message?.text);
    };
    const { sink } = sinkWith(handle, { now: () => time });
    const arrival = { patience: 1_000 };
    const both = Promise.all([sink(written(1, '/menu'), arrival), sink(written(1, '/sos'), arrival)]);
    expect(await both).toEqual(['again', 'again']);
    isTelegramBack = true;
    expect(await sink(written(1, '/menu'), arrival)).toBe('handled');
    expect(await sink(written(1, '/sos'), arrival)).toBe('handled');
    expect(seen).toEqual(['/menu', '/sos']);
  });

  test('for so long that the phone may be in other hands is answered as if the update had come late', async () => {
    let time = 0;
    const stale: boolean[] = [];
    const { sink } = sinkWith(
      async ({ edge }) => {
        stale.push(edge.isStale);
        time += 400_000;
        if (stale.length < 3) throw refusal(500);
      },
      { now: () => time },
    );
    const press = { id: '1', from: person(1), message: written(1).message, data: 'menu:open' };
    await sink({ update_id: 1, callback_query: press });
    expect(stale).toEqual([false, false, true]);
  });

  test.each([
    ['a fault of ours', () => new TypeError(canary)],
    ['a refusal', () => refusal(400)],
    ['something that is no error', () => canary],
  ])('with %s is not tried again, and one line without any content says so', async (_, fault) => {
    let tries = 0;
    const { sink } = sinkWith(async () => {
      tries++;
      throw fault();
    });
    expect(await sink(written(1))).toBe('handled');
    expect(tries).toBe(1);
    expect(events()).toEqual(['update_failed']);
    expect(log.join()).not.toContain(canary);
  });

  test('does not stop its chat', async () => {
    const seen: string[] = [];
    const { sink } = sinkWith(async (update) => {
      seen.push(update.message?.text ?? '');
      if (update.message?.text === '/menu') throw new Error('x');
    });
    await Promise.all([sink(written(1, '/menu')), sink(written(1, '/sos'))]);
    expect(seen).toEqual(['/menu', '/sos']);
  });
});

test('while an update is tried again, no later one of its chat is handled, and other chats go on', async () => {
  const seen: string[] = [];
  let isTelegramBack = false;
  const { sink, edge } = sinkWith(
    async (update) => {
      const isFirst = update.message?.chat.id === edge.aliasOf(1);
      if (isFirst && !isTelegramBack) throw new HttpError('x', new Error('x'));
      seen.push(`${isFirst ? 'first' : 'second'} ${update.message?.text}`);
    },
    { retryAfter: Array.from({ length: 1_000 }, () => 1) },
  );
  const first = [sink(written(1, '/menu')), sink(written(1, '/sos'))];
  await sink(written(2, '/menu'));
  expect(seen).toEqual(['second /menu']);
  isTelegramBack = true;
  await Promise.all(first);
  expect(seen).toEqual(['second /menu', 'first /menu', 'first /sos']);
});

describe('a handler that hangs', () => {
  test('is not one that waits for an answer of Telegram', async () => {
    const answers: (() => void)[] = [];
    const { sink, edge } = sinkWith(
      async (update) => {
        const body = JSON.stringify({ chat_id: update.message?.chat.id, text: 'slow' });
        await edge.fetch('http://edge.invalid/bot0:x/sendMessage', { body });
      },
      {
        watchdogMilliseconds: 5,
        transport: () => new Promise((resolve) => void answers.push(() => resolve({ ok: true, result: true }))),
      },
    );
    const result = sink(written(1));
    await new Promise((resolve) => setTimeout(resolve, 30));
    answers[0]?.();
    expect(await result).toBe('handled');
    expect(log).toEqual([]);
  });

  test('is let go by the watchdog, and its chat goes on', async () => {
    const seen: (string | undefined)[] = [];
    const { sink } = sinkWith(
      (update) => {
        seen.push(update.message?.text);
        return update.message?.text === '/menu' ? new Promise(() => {}) : Promise.resolve();
      },
      { watchdogMilliseconds: 5 },
    );
    expect(await Promise.all([sink(written(1, '/menu')), sink(written(1, '/sos'))])).toEqual(['handled', 'handled']);
    expect(seen).toEqual(['/menu', '/sos']);
    expect(log.map((line) => JSON.parse(line).class)).toEqual(['HandlerHung']);
  });

  test('cannot write any more when it wakes up', async () => {
    let wake = () => {};
    let late: Promise<unknown> | undefined;
    const { sink, edge } = sinkWith(
      async (update) => {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        const body = JSON.stringify({ chat_id: update.message?.chat.id, text: 'late' });
        late = edge.fetch('http://edge.invalid/bot0:x/sendMessage', { body }).catch((error: Error) => error.message);
      },
      { watchdogMilliseconds: 5 },
    );
    await sink(written(1));
    wake();
    await turn();
    expect(await late).toBe('no lease');
    expect(calls).toEqual([]);
  });

  test('and fails at last makes no noise: nobody waits for it', async () => {
    let fail = (_: Error) => {};
    const { sink } = sinkWith(
      () =>
        new Promise((_, reject) => {
          fail = reject;
        }),
      { watchdogMilliseconds: 5 },
    );
    await sink(written(1));
    fail(new Error(canary));
    await turn();
    expect(events()).toEqual(['update_failed']);
  });
});

describe('when the program stops', () => {
  test('what has not begun is to be delivered again', async () => {
    const stopping = new AbortController();
    let release = () => {};
    const seen: (string | undefined)[] = [];
    const { sink } = sinkWith(
      (update) => {
        seen.push(update.message?.text);
        return new Promise((resolve) => {
          release = resolve;
        });
      },
      { stopping: stopping.signal },
    );
    const results = Promise.all([sink(written(1, '/menu')), sink(written(1, '/sos'))]);
    await turn();
    stopping.abort();
    release();
    expect(await results).toEqual(['handled', 'again']);
    expect(seen).toEqual(['/menu']);
  });

  test('waiting for the next try ends at once, and the update is to be delivered again', async () => {
    const stopping = new AbortController();
    const { sink } = sinkWith(
      async () => {
        throw new HttpError('x', new Error('x'));
      },
      { stopping: stopping.signal, retryAfter: [60_000] },
    );
    const result = sink(written(1));
    await turn();
    stopping.abort();
    expect(await result).toBe('again');
  });
});

describe('updates that are no talk with a person', () => {
  const nobody = () => expect.unreachable('no handler is asked');

  test('a group is left, and told nothing', async () => {
    const { sink } = sinkWith(nobody);
    expect(await sink(membership(group, 'member'))).toBe('handled');
    expect(calls).toEqual([['leaveChat', { chat_id: -100 }]]);
  });

  test('a group that cannot be left is one line in the log', async () => {
    const edge = {
      ...sinkWith(nobody).edge,
      receive: () => ({ type: 'group', leave: () => Promise.reject(new Error(canary)) }) as const,
    };
    const { sink } = sinkWith(nobody, { edge });
    expect(await sink(membership(group, 'member'))).toBe('handled');
    expect(events()).toEqual(['update_failed']);
    expect(log.join()).not.toContain(canary);
  });

  test('a person who blocks the bot is forgotten, after what is under way in the chat', async () => {
    const order: string[] = [];
    const { sink, edge } = sinkWith(
      async () => {
        await turn();
        order.push('handled');
      },
      { forget: async (alias) => void order.push(`forgot ${alias === edge.aliasOf(1)}`) },
    );
    await Promise.all([sink(written(1)), sink(membership({ ...person(1), type: 'private' }, 'kicked'))]);
    expect(order).toEqual(['handled', 'forgot true']);
  });

  test('forgetting that fails is one line in the log', async () => {
    const { sink } = sinkWith(nobody, { forget: () => Promise.reject(new Error(canary)) });
    expect(await sink(membership({ ...person(1), type: 'private' }, 'kicked'))).toBe('handled');
    expect(events()).toEqual(['update_failed']);
  });

  test.each([null, 'x', {}, { update_id: 1 }, { update_id: 1, message: { chat: 7 } }])(
    '%j is passed over',
    async (raw) => {
      const { sink } = sinkWith(nobody);
      expect(await sink(raw)).toBe('handled');
      expect(log).toEqual([]);
    },
  );
});

test('handlers are given the scrubbed update: nothing of the person is in it', async () => {
  const seen: ScrubbedUpdate[] = [];
  const { sink } = sinkWith(async (update) => void seen.push(update));
  await sink(written(771_771_771, `/menu ${canary}`));
  expect(JSON.stringify(seen)).not.toMatch(/CANARY|771771771/);
  expect(seen[0]?.message?.text).toBe('/menu');
});
