import { afterEach, expect, test, vi } from 'vitest';
import { createChatQueues } from '../../bot/chat-queues.ts';

afterEach(() => void vi.unstubAllGlobals());

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('tasks of one chat run one after another, in the order in which they came', async () => {
  const queues = createChatQueues();
  const seen: string[] = [];
  let running = 0;
  const task = (name: string) => async () => {
    expect(++running).toBe(1);
    seen.push(name);
    await turn();
    running--;
    return name;
  };
  const names = ['a', 'b', 'c', 'd'];
  expect(await Promise.all(names.map((name) => queues.run(1, task(name))))).toEqual(names);
  expect(seen).toEqual(names);
});

test('chats run side by side', async () => {
  const queues = createChatQueues();
  let release = () => {};
  const held = queues.run(
    1,
    () =>
      new Promise<void>((resolve) => {
        release = resolve;
      }),
  );
  expect(await queues.run(2, async () => 'answered')).toBe('answered');
  release();
  await held;
});

test('a task that fails tells its caller and does not stop the queue', async () => {
  const queues = createChatQueues();
  const fault = new Error('x');
  const failed = queues.run(1, () => Promise.reject(fault));
  const thrown = queues.run(1, () => {
    throw fault;
  });
  const next = queues.run(1, async () => 'next');
  await expect(failed).rejects.toBe(fault);
  await expect(thrown).rejects.toBe(fault);
  expect(await next).toBe('next');
});

test('a queue vanishes when it is empty, after failures too', async () => {
  const made: Map<unknown, unknown>[] = [];
  vi.stubGlobal(
    'Map',
    class extends Map {
      constructor() {
        super();
        made.push(this);
      }
    },
  );
  const queues = createChatQueues();
  vi.unstubAllGlobals();
  const [tails] = made;
  const runs = Array.from({ length: 1_000 }, (_, index) =>
    queues.run(index % 100, index % 7 === 0 ? () => Promise.reject(new Error('x')) : turn),
  );
  expect(tails?.size).toBe(100);
  await Promise.allSettled(runs);
  await turn();
  expect(tails?.size).toBe(0);
});
