import { expect, test } from 'vitest';
import type { BotApiAnswer } from '../../../../bot/channels/channel.ts';
import { createLostAnswers } from '../../../../bot/channels/telegram/lost-answers.ts';

const hour = 3_600_000;
const chat = 7;

/** What stands in the chat by number, and a Telegram that deletes of it what it is asked to. */
function chatWith(...ids: number[]) {
  const standing = new Set(ids);
  const calls: number[] = [];
  const time = { now: 0 };
  const failing: (BotApiAnswer | Error)[] = [];
  const lost = createLostAnswers(
    async (_, { chat_id, message_ids }) => {
      expect(chat_id).toBe(chat);
      calls.push((message_ids as number[]).length);
      const failure = failing.shift();
      if (failure instanceof Error) throw failure;
      if (failure) return failure;
      for (const id of message_ids as number[]) standing.delete(id);
      return { ok: true, result: true };
    },
    () => time.now,
  );
  return { lost, standing, calls, time, failing };
}

test('a lost message goes with the next one, and nothing that stood before it', async () => {
  const { lost, standing } = chatWith(100, 151, 300);
  lost.pass(151);
  lost.note(chat);
  standing.add(152);
  await lost.settle(chat, 300);
  expect([...standing]).toEqual([100, 300]);
});

test('fifty messages of other chats may have overtaken it', async () => {
  const { lost, standing } = chatWith(99, 100, 300);
  // Theirs were heard of before ours was given up.
  lost.pass(150);
  lost.note(chat);
  await lost.settle(chat, 300);
  expect([...standing]).toEqual([99, 300]);
});

test('a thousand may have been sent since; beyond that it is left, and so is the question', async () => {
  const { lost, standing, calls } = chatWith(1_000, 1_001, 2_001);
  lost.pass(900);
  lost.note(chat);
  await lost.settle(chat, 2_001);
  expect([...standing]).toEqual([1_000, 2_001]);
  expect(calls).toEqual(Array.from({ length: 10 }, () => 100));
  await lost.settle(chat, 2_002);
  expect(calls).toHaveLength(10);
});

test('of several lost ones all go', async () => {
  const { lost, standing } = chatWith(101, 400, 500);
  lost.pass(100);
  lost.note(chat);
  lost.pass(399);
  lost.note(chat);
  await lost.settle(chat, 500);
  expect([...standing]).toEqual([500]);
});

test('soon after a start, when no number is known, it is looked for among the last hundred', async () => {
  const { lost, standing } = chatWith(9_899, 9_900, 10_000);
  lost.note(chat);
  await lost.settle(chat, 10_000);
  expect([...standing]).toEqual([9_899, 10_000]);
});

test('the very first numbers are looked at as well, and none below', async () => {
  const { lost, standing, calls } = chatWith(1, 3);
  lost.pass(2);
  lost.note(chat);
  await lost.settle(chat, 3);
  expect([...standing]).toEqual([3]);
  expect(calls).toEqual([2]);
});

test.each([new Error('nobody answers'), { ok: false, error_code: 502, description: '' } as const])(
  'what Telegram does not delete now is tried with the next message: %s',
  async (failure) => {
    const { lost, standing, failing } = chatWith(101, 102, 103);
    lost.pass(100);
    lost.note(chat);
    failing.push(failure);
    await lost.settle(chat, 102);
    expect([...standing]).toEqual([101, 102, 103]);
    await lost.settle(chat, 103);
    expect([...standing]).toEqual([103]);
  },
);

test('what is refused was not there, and is not tried again', async () => {
  const { lost, calls, failing } = chatWith();
  lost.pass(100);
  lost.note(chat);
  failing.push({ ok: false, error_code: 400, description: '' });
  await lost.settle(chat, 102);
  await lost.settle(chat, 103);
  expect(calls).toHaveLength(1);
});

test('a chat is known for as long as its last lost message can be deleted, and no longer', async () => {
  const { lost, calls, time } = chatWith();
  lost.pass(100);
  lost.note(chat);
  time.now = 40 * hour;
  lost.forgetExpired();
  lost.note(chat);
  time.now = 87 * hour;
  lost.forgetExpired();
  await lost.settle(chat, 102);
  expect(calls).toHaveLength(1);

  lost.note(chat);
  time.now += 48 * hour - 60_000;
  lost.forgetExpired();
  time.now = 0;
  await lost.settle(chat, 104);
  expect(calls).toHaveLength(1);
});

test('of more than ten thousand chats the oldest is given up', async () => {
  const { lost, calls } = chatWith();
  lost.pass(100);
  lost.note(chat);
  for (let other = 0; other < 9_999; other++) lost.note(1_000 + other);
  await lost.settle(chat, 102);
  expect(calls).toHaveLength(1);
  lost.note(chat);
  for (let other = 0; other < 10_000; other++) lost.note(20_000 + other);
  await lost.settle(chat, 104);
  expect(calls).toHaveLength(1);
});
