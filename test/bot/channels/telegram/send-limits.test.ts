import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { superseded, type Urgency } from '../../../../bot/channels/channel.ts';
import { createSendLimits, type SendLimits } from '../../../../bot/channels/telegram/send-limits.ts';

const figures = { perChatPerMinute: 20, perSecond: 30 };
let limits: SendLimits;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
  limits = createSendLimits(figures, () => performance.now());
});
afterEach(() => void vi.useRealTimers());

const from = (urgency: Urgency, isSuperseded = () => false) => ({ urgency, isSuperseded });

/** Asks for so many places at once, and answers how many are given right away. */
async function givenAtOnce(count: number, chatOf: (index: number) => number, urgency: Urgency): Promise<number> {
  let given = 0;
  for (let index = 0; index < count; index++) {
    void limits.place(chatOf(index), from(urgency)).then((place) => {
      if (place === 'go') given += 1;
    });
  }
  await vi.advanceTimersByTimeAsync(0);
  return given;
}

test('no more than 30 a second go out in all, and nobody is forgotten', async () => {
  const went: number[] = [];
  for (let chat = 1; chat <= 100; chat++) {
    void limits.place(chat, from('person')).then(() => void went.push(performance.now()));
  }
  await vi.advanceTimersByTimeAsync(5_000);
  expect(went).toHaveLength(100);
  for (const at of went) {
    const inThatSecond = went.filter((other) => other >= at && other < at + 1_000);
    expect(inThatSecond.length).toBeLessThanOrEqual(figures.perSecond);
  }
});

test('no more than 20 a minute go to one chat; what would wait long is told when to come again', async () => {
  expect(await givenAtOnce(20, () => 1, 'person')).toBe(18);
  const place = limits.place(1, from('person'));
  expect(await place).toBe(60);
  expect(await limits.place(2, from('person'))).toBe('go');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await limits.place(1, from('person'))).toBe('go');
});

test('people go before what comes by itself, and help in danger before everybody', async () => {
  expect(await givenAtOnce(30, (index) => index, 'background')).toBe(18);
  expect(await givenAtOnce(30, (index) => 100 + index, 'person')).toBe(9);
  expect(await givenAtOnce(5, (index) => 200 + index, 'urgent')).toBe(3);
});

test('what comes by itself is told at once that there is no room', async () => {
  await givenAtOnce(18, (index) => index, 'background');
  expect(await limits.place(100, from('background'))).toBe(1);
});

test('help in danger goes to a chat that has used up its share', async () => {
  await givenAtOnce(20, () => 1, 'person');
  // Also beyond our own count of the chat.
  expect(await givenAtOnce(5, () => 1, 'urgent')).toBe(5);
});

test('a screen whose successor waits already is not drawn', async () => {
  await givenAtOnce(18, () => 1, 'person');
  let isNextThere = false;
  limits.close(1, 4);
  const place = limits.place(
    1,
    from('urgent', () => isNextThere),
  );
  await vi.advanceTimersByTimeAsync(1_000);
  isNextThere = true;
  await vi.advanceTimersByTimeAsync(100);
  expect(await place).toBe(superseded);
});

test('a chat that Telegram closes stays closed for as long as it said', async () => {
  limits.close(1, 3);
  let given = false;
  void limits.place(1, from('urgent')).then(() => {
    given = true;
  });
  await vi.advanceTimersByTimeAsync(2_900);
  expect(given).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  expect(given).toBe(true);
  limits.close(2, 300);
  expect(await limits.place(2, from('person'))).toBe(300);
});
