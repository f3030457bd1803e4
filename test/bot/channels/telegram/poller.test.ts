import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Arrival, BotApiAnswer } from '../../../../bot/channels/channel.ts';
import type { BotApiClient } from '../../../../bot/channels/telegram/bot-api-client.ts';
import { createPoller, type PollerOptions } from '../../../../bot/channels/telegram/poller.ts';
import { createFaultLog } from '../../../../bot/fault-log.ts';

/** While it is on, the poller waits for nothing between its calls: thousands of them take a moment. */
const hurry = vi.hoisted(() => ({ isOn: false }));
afterEach(() => {
  hurry.isOn = false;
});
vi.mock('node:timers/promises', async (importOriginal) => {
  const original = await importOriginal<typeof import('node:timers/promises')>();
  const wait: typeof original.setTimeout = (milliseconds, value, options) =>
    hurry.isOn ? Promise.resolve(value as never) : original.setTimeout(milliseconds, value, options);
  return { ...original, setTimeout: wait };
});

/**
 * The queue of updates at Telegram, for what the local Bot API server cannot do: ids of any kind.
 * A call with nothing to give waits until something comes or the caller hangs up.
 */
function telegramQueue() {
  let waiting: number[] = [];
  let wake = () => {};
  const asked: { offset: number; timeout: number }[] = [];
  const strange: (() => BotApiAnswer)[] = [];
  const client: BotApiClient = {
    call: async () => ({ ok: true, result: true }),
    close: async () => {},
    async once(_, payload, { signal } = {}) {
      const { offset, timeout, limit } = payload as { offset: number; timeout: number; limit: number };
      asked.push({ offset, timeout });
      // The way there and back takes a moment, in which handlers go on.
      await new Promise((resolve) => setImmediate(resolve));
      const odd = strange.shift();
      if (odd) {
        const answer = odd();
        await new Promise((resolve) => setImmediate(resolve));
        return answer;
      }
      // As on the real server: an offset from the future confirms nothing.
      if (offset <= Math.max(0, ...waiting) + 1) waiting = waiting.filter((id) => id >= offset);
      if (waiting.length === 0 && timeout > 0) {
        await new Promise<void>((resolve, reject) => {
          wake = resolve;
          signal?.addEventListener('abort', () => reject(new Error('hung up')));
          if (signal?.aborted) reject(new Error('hung up'));
        });
      }
      return { ok: true, result: waiting.slice(0, limit).map((id) => ({ update_id: id })) };
    },
  };
  return {
    client,
    asked,
    strange,
    push(...ids: number[]) {
      waiting.push(...ids);
      wake();
    },
    answerEmpty: () => wake(),
    get waiting() {
      return waiting;
    },
  };
}

function pollerOn(
  queue: ReturnType<typeof telegramQueue>,
  handle: (id: number, arrival?: Arrival) => Promise<'handled' | 'again'>,
  more: Partial<PollerOptions> = {},
) {
  const seen: number[] = [];
  const log: string[] = [];
  const poller = createPoller({
    client: queue.client,
    onUpdate: async (update, arrival) => {
      const { update_id: id } = update as { update_id: number };
      seen.push(id);
      return handle(id, arrival);
    },
    now: () => 0,
    faults: createFaultLog(() => 0, { write: (line) => void log.push(line) }),
    pauseAfterFault: 1,
    drainMilliseconds: 5_000,
    ...more,
  });
  return { poller, seen, log };
}

const until = async (isTrue: () => boolean) => {
  const deadline = performance.now() + 5_000;
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error(`waited in vain for ${isTrue}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
};

test('what is handled while a call is under way is confirmed at once', async () => {
  const queue = telegramQueue();
  const { poller, seen } = pollerOn(queue, async () => 'handled');
  await poller.start();
  queue.push(10);
  // Nothing else wakes it: it must not wait for more to happen.
  await until(() => queue.waiting.length === 0);
  expect(seen).toEqual([10]);
  await poller.stop();
});

test('a batch begins update by update: what comes back from Telegram meanwhile is heard between them', async () => {
  const queue = telegramQueue();
  let turns = 0;
  const begunIn: number[] = [];
  const { poller, seen } = pollerOn(queue, async () => {
    begunIn.push(turns);
    return 'handled';
  });
  await poller.start();
  const ids = Array.from({ length: 30 }, (_, index) => 10 + index);
  queue.push(...ids);
  await until(() => {
    turns++;
    return seen.length === ids.length;
  });
  await poller.stop();
  expect(seen).toEqual(ids);
  expect(new Set(begunIn).size).toBe(ids.length);
});

test('the more a call brings again, the later the next one begins', async () => {
  const queue = telegramQueue();
  const begun: number[] = [];
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const once: BotApiClient['once'] = (...call) => {
    begun.push(performance.now());
    // Somebody new writes all the time.
    queue.push(100 + begun.length);
    return queue.client.once(...call);
  };
  const { poller, seen } = pollerOn(queue, () => released.then(() => 'handled' as const), {
    client: { ...queue.client, once },
  });
  queue.push(...Array.from({ length: 50 }, (_, index) => 10 + index));
  await poller.start();
  await until(() => begun.length > 5);
  release();
  await poller.stop();
  expect(seen.length).toBeGreaterThanOrEqual(50);
  // Five calls that brought fifty, 20 ms each. A timer may ring a millisecond early.
  expect((begun[5] as number) - (begun[0] as number)).toBeGreaterThanOrEqual(5 * 19);
});

test('the offset never passes an update that is not handled, whatever is handled after it', async () => {
  const queue = telegramQueue();
  let release = () => {};
  const { poller, seen } = pollerOn(queue, (id) =>
    id === 11
      ? new Promise((resolve) => {
          release = () => resolve('handled');
        })
      : Promise.resolve('handled'),
  );
  await poller.start();
  queue.push(10, 11, 12, 13);
  await until(() => queue.asked.at(-1)?.offset === 11);
  queue.push(14);
  await until(() => seen.includes(14));
  expect(Math.max(...queue.asked.map(({ offset }) => offset))).toBe(11);
  release();
  await until(() => queue.waiting.length === 0);
  await poller.stop();
  expect(seen).toEqual([10, 11, 12, 13, 14]);
});

test('updates that come in odd order are confirmed in the order of their ids', async () => {
  const queue = telegramQueue();
  let release = () => {};
  const { poller, seen } = pollerOn(queue, (id) =>
    id === 10
      ? new Promise((resolve) => {
          release = () => resolve('handled');
        })
      : Promise.resolve('handled'),
  );
  queue.push(12, 10, 11);
  await poller.start();
  await until(() => seen.length === 3 && queue.asked.length >= 3);
  expect(Math.max(...queue.asked.map(({ offset }) => offset))).toBe(0);
  release();
  await until(() => queue.waiting.length === 0);
  await poller.stop();
  expect(seen).toEqual([10, 11, 12]);
});

test('an update that comes twice before it is confirmed is handled once', async () => {
  const queue = telegramQueue();
  let release = () => {};
  const { poller, seen } = pollerOn(
    queue,
    () =>
      new Promise((resolve) => {
        release = () => resolve('handled');
      }),
  );
  await poller.start();
  queue.push(10);
  // It comes again with every call as long as it is under way.
  await until(() => queue.asked.length >= 3);
  release();
  await until(() => queue.waiting.length === 0);
  await poller.stop();
  expect(seen).toEqual([10]);
});

test('update ids may start anew at a lower number after a quiet week', async () => {
  const queue = telegramQueue();
  const { poller, seen } = pollerOn(queue, async () => 'handled');
  await poller.start();
  queue.push(900_000);
  await until(() => queue.waiting.length === 0);
  queue.answerEmpty();
  await until(() => queue.asked.at(-1)?.offset === 0);
  queue.push(17);
  await until(() => seen.includes(17) && queue.waiting.length === 0);
  queue.push(18);
  await until(() => seen.includes(18));
  await poller.stop();
  expect(seen).toEqual([900_000, 17, 18]);
});

test('the offset is kept until a call has confirmed it, even when the queue looks empty before', async () => {
  const queue = telegramQueue();
  let release = () => {};
  const { poller } = pollerOn(
    queue,
    () =>
      new Promise((resolve) => {
        release = () => resolve('handled');
      }),
  );
  await poller.start();
  queue.push(10);
  await until(() => queue.asked.length >= 2);
  // Somebody else has read the queue, and the update is handled while that answer is on its way.
  queue.strange.push(() => {
    release();
    return { ok: true, result: [] };
  });
  await until(() => queue.strange.length === 0);
  await until(() => queue.asked.at(-1)?.timeout !== 0);
  await poller.stop();
  const offsets = queue.asked.map(({ offset }) => offset);
  expect(offsets.slice(offsets.indexOf(11))).not.toContain(0);
});

test.each<[string, BotApiAnswer, number | undefined]>([
  [
    'another program reads the same queue',
    { ok: false, error_code: 409, description: 'Conflict: terminated by other getUpdates request' },
    409,
  ],
  ['Telegram is tired', { ok: false, error_code: 502, description: 'CANARY' }, 502],
  ['the answer is no list', { ok: true, result: 'CANARY' }, undefined],
  ['the answer is nothing', { ok: true, result: null }, undefined],
])('when %s, one line says so with the number, and polling goes on', async (_, answer, code) => {
  const queue = telegramQueue();
  const { poller, seen, log } = pollerOn(queue, async () => 'handled');
  queue.strange.push(() => answer);
  await poller.start();
  queue.push(10);
  await until(() => seen.length > 0);
  await poller.stop();
  expect(seen).toEqual([10]);
  expect(log).toHaveLength(1);
  const line = JSON.parse(log[0] as string);
  expect(line).toMatchObject({ event: 'polling_failed', component: 'telegram' });
  expect(line.code).toBe(code);
  expect(log[0]).not.toContain('CANARY');
});

test('stop waits for what is under way and confirms it, but not what is to come again', async () => {
  const queue = telegramQueue();
  const releases: (() => void)[] = [];
  const { poller, seen } = pollerOn(queue, (id) =>
    id === 12 ? Promise.resolve('again') : new Promise((resolve) => void releases.push(() => resolve('handled'))),
  );
  await poller.start();
  queue.push(11, 12, 13);
  await until(() => seen.length === 3);
  let isStopped = false;
  const stopped = poller.stop().then(() => {
    isStopped = true;
  });
  for (let turns = 0; turns < 50; turns++) await new Promise((resolve) => setImmediate(resolve));
  expect(isStopped).toBe(false);
  for (const release of releases) release();
  await stopped;
  expect(queue.asked.at(-1)).toEqual({ offset: 12, timeout: 0 });
  expect(queue.waiting).toEqual([12, 13]);
});

test('stop gives up on an update that never ends', async () => {
  const queue = telegramQueue();
  const { client } = queue;
  const poller = createPoller({
    client,
    onUpdate: () => new Promise(() => {}),
    now: () => 0,
    faults: createFaultLog(() => 0, { write: () => {} }),
    drainMilliseconds: 10,
  });
  await poller.start();
  queue.push(10);
  await until(() => queue.asked.length >= 2);
  await poller.stop();
  expect(queue.waiting).toEqual([10]);
});

test('a webhook that Telegram does not remove fails the start in words: polling would get nothing', async () => {
  const client: BotApiClient = {
    ...telegramQueue().client,
    call: async () => ({ ok: false, error_code: 500, description: 'CANARY' }),
  };
  const poller = createPoller({
    client,
    onUpdate: async () => 'handled',
    now: () => 0,
    faults: createFaultLog(() => 0, { write: () => {} }),
  });
  await expect(poller.start()).rejects.toThrow(/^Telegram does not remove the webhook \(500\)/);
});

describe('more than a hundred updates behind one that hangs', () => {
  const ids = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);

  test('are handled after a moment, and stopping still waits for the one', async () => {
    const queue = telegramQueue();
    let release = () => {};
    const { poller, seen } = pollerOn(
      queue,
      (id) =>
        id === 10
          ? new Promise((resolve) => {
              release = () => resolve('handled');
            })
          : Promise.resolve('handled'),
      { letGoAfter: 20 },
    );
    await poller.start();
    queue.push(...ids(10, 250));
    await until(() => seen.length === 250 && queue.waiting.length === 0);
    expect(new Set(seen).size).toBe(250);
    let isStopped = false;
    const stopped = poller.stop().then(() => {
      isStopped = true;
    });
    for (let turns = 0; turns < 50; turns++) await new Promise((resolve) => setImmediate(resolve));
    expect(isStopped).toBe(false);
    release();
    await stopped;
  });

  test('wait with it when they hang as well: then it is Telegram that is away, and nothing is confirmed', async () => {
    const queue = telegramQueue();
    const { poller } = pollerOn(queue, () => new Promise(() => {}), { letGoAfter: 1, drainMilliseconds: 1 });
    await poller.start();
    queue.push(...ids(10, 250));
    await until(() => queue.asked.length > 5);
    await poller.stop();
    expect(queue.waiting).toHaveLength(250);
  });

  test('are no longer handled when a thousand hang already: more are not held in memory alone', async () => {
    const queue = telegramQueue();
    const hangs = (id: number) => id % 5 < 2;
    const { poller } = pollerOn(queue, (id) => (hangs(id) ? new Promise(() => {}) : Promise.resolve('handled')), {
      letGoAfter: 0,
      drainMilliseconds: 1,
    });
    const all = ids(10, 3_000);
    // Nothing is ever taken out from between: what Telegram still holds begins at the first that is not confirmed.
    const letGo = () => all.slice(0, all.length - queue.waiting.length).filter(hangs).length;
    hurry.isOn = true;
    await poller.start();
    queue.push(...all);
    await until(() => letGo() >= 1_000);
    const calls = queue.asked.length;
    await until(() => queue.asked.length > calls + 100);
    expect(letGo()).toBe(1_000);
    await poller.stop();
  });
});

test('what comes first after an outage may have waited for as long, until the queue has been read', async () => {
  const queue = telegramQueue();
  let time = 0;
  const late = new Map<number, boolean | undefined>();
  const { poller, seen } = pollerOn(
    queue,
    async (id, arrival) => {
      late.set(id, arrival?.isLate);
      return 'handled';
    },
    { now: () => time },
  );
  queue.push(1);
  await poller.start();
  await until(() => seen.length === 1 && queue.waiting.length === 0);
  time = 10 * 3_600_000;
  queue.push(...Array.from({ length: 150 }, (_, index) => 2 + index));
  await until(() => seen.length === 151 && queue.waiting.length === 0);
  time += 1_000;
  queue.push(500);
  await until(() => seen.includes(500));
  await poller.stop();
  expect([1, 2, 101, 151, 500].map((id) => late.get(id))).toEqual([false, true, true, true, false]);
});
