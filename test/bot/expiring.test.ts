import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createCarriedChats } from '../../bot/carried-chats.ts';
import { createSendLimits } from '../../bot/channels/telegram/send-limits.ts';
import { createChatMemory } from '../../bot/chat-memory.ts';
import { createCodePad } from '../../bot/code-pad.ts';
import { createCodeTries } from '../../bot/code-tries.ts';
import { createLivingMessages } from '../../bot/edge/living-messages.ts';
import { createSweepJournal } from '../../bot/edge/sweep-journal.ts';
import { createFaultLog } from '../../bot/fault-log.ts';
import { createReportLimits } from '../../bot/report-limits.ts';
import { createDailyLimit } from '../../db/daily-limit.ts';
import { createTapMemory } from '../../db/small-counters/taps.ts';
import type { Expiring } from '../../domain/expiring.ts';
import { newAlias } from '../support/keyrings.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = Date.UTC(2026, 10, 22, 9);
const faults = createFaultLog(() => start, { write: () => {} });
const chat = newAlias();

/**
 * A clock, and what happens to parts in a time in which nobody does anything. It is set back after that: what is
 * found then was kept in memory all the while, and nothing was let go of because somebody asked for it.
 */
function clock() {
  const time = { now: start };
  const goBy = (milliseconds: number, part: Expiring) => {
    time.now = start + milliseconds;
    part.forgetExpired();
    time.now = start;
  };
  return { time, now: () => time.now, goBy };
}

test('the digits of a code are gone within ten minutes, the look once a minute counted in', () => {
  const { now, goBy } = clock();
  const pad = createCodePad(now);
  pad.set(chat, '1234', true);
  goBy(8 * minute, pad);
  expect(pad.digits(chat)).toBe('1234');
  goBy(9 * minute, pad);
  expect([pad.digits(chat), pad.isFound(chat)]).toEqual(['', false]);
});

test('the counts of reports are gone when the day is over', () => {
  const { now, goBy } = clock();
  const limits = createReportLimits(now);
  const wish = () => ({ chat, forSomebodyElse: false, nonce: randomBytes(16) });
  for (let count = 0; count < 2; count++) limits.note(wish());
  goBy(14 * hour, limits);
  expect(limits.check(wish()).kind).toBe('cap');
  goBy(15 * hour, limits);
  expect(limits.check(wish()).kind).toBe('pass');
});

test('the counts of bookings are gone when the day is over', () => {
  const { now, goBy } = clock();
  const limit = createDailyLimit(2, now);
  for (let count = 0; count < 2; count++) limit.count(chat);
  expect(limit.isReached(newAlias())).toBe(false);
  goBy(14 * hour, limit);
  expect(limit.isReached(chat)).toBe(true);
  goBy(15 * hour, limit);
  expect(limit.isReached(chat)).toBe(false);
});

test('who has said something of a tip or a contact is gone when the day is over; what was said waits', () => {
  const { now, goBy } = clock();
  const taps = createTapMemory(() => true, now);
  const helped = { thing: 'sleep-2/ky', subject: 'sleep-2', tag: 'helped' } as const;
  const counted = () => {
    const taken = taps.take();
    taps.giveBack(taken, { counted: true });
    return taken.get('2026-11')?.counted.get('sleep-2/ky/helped');
  };
  taps.note(chat, helped);
  goBy(14 * hour, taps);
  taps.note(chat, helped);
  expect(counted()).toBe(1);
  goBy(15 * hour, taps);
  taps.note(chat, helped);
  expect(counted()).toBe(2);
});

test('to whom something was sent is gone after a minute, or when Telegram no longer closes the chat', async () => {
  const { now, goBy } = clock();
  const limits = createSendLimits({ perChatPerMinute: 1, perSecond: 30 }, now);
  const [sent, closed] = [1, 2];
  const place = (one: number) => limits.place(one, { urgency: 'person', isSuperseded: () => false });
  await place(sent);
  limits.close(closed, 600);
  goBy(minute - 1, limits);
  expect(await place(sent)).toBe(60);
  goBy(minute, limits);
  expect(await place(sent)).toBe('go');
  goBy(10 * minute - 1, limits);
  expect(await place(closed)).toBe(600);
  goBy(10 * minute, limits);
  expect(await place(closed)).toBe('go');
});

test('tries of codes are gone after an hour', async () => {
  const { now, goBy } = clock();
  const tries = createCodeTries(now, async () => {});
  for (let count = 0; count < 5; count++) await tries.begin(chat);
  goBy(hour - 1, tries);
  expect(await tries.begin(chat)).toBe('limited');
  goBy(hour, tries);
  expect(await tries.begin(chat)).toBe('pass');
});

test('the line that is left after /clear is gone within ten minutes, a quiet chat within two days', () => {
  const { now, goBy } = clock();
  const living = createLivingMessages(now);
  const [cleared, quiet] = [newAlias(), newAlias()];
  living.forget(cleared, { id: 1, sentHour: 0 });
  living.setMessage(quiet, 2);
  goBy(8 * minute, living);
  expect(living.isCleared(cleared)).toBe(true);
  goBy(9 * minute, living);
  expect(living.standing(cleared)).toBeUndefined();
  goBy(47 * hour, living);
  expect(living.find(quiet)?.messageId).toBe(2);
  goBy(48 * hour, living);
  expect(living.standing(quiet)).toBeUndefined();
});

test('that a chat was read is forgotten with the chat', async () => {
  const { now, goBy } = clock();
  const reads: number[] = [];
  const list = {
    find: async (alias: number) => {
      reads.push(alias);
      return null;
    },
    write: async () => {},
  };
  const journal = createSweepJournal({ list, addressOf: () => undefined, faults, aloneSince: () => 1 });
  const living = createLivingMessages(now);
  const press = () => journal.recall(chat, living, true);
  const both = {
    forgetExpired() {
      living.forgetExpired();
      journal.forgetGone(living);
    },
  };
  await press();
  goBy(hour, both);
  await press();
  expect(reads).toHaveLength(1);
  goBy(48 * hour, both);
  // As if the chat had come back by another way.
  living.restore(chat, { living: null, shownHour: 0, formers: [], persons: [], notices: [] });
  await press();
  expect(reads).toHaveLength(2);
});

test('settings that were read, and that a chat was brought over to newer keys, are gone after a day', async () => {
  const { now, goBy } = clock();
  const asked: string[] = [];
  const store = {
    find: async () => ({ language: 'ky' as const }),
    peek: async () => {
      asked.push('settings');
      return null;
    },
    save: async () => {},
    forget: async () => {},
    forgetIdle: async () => {},
  };
  const memory = createChatMemory({
    store: store as never,
    aloneSince: () => 1,
    today: () => '2026-11-22',
    now,
    faults,
  });
  await memory.recall(chat);
  goBy(23 * hour, memory);
  await memory.peek(chat);
  expect(asked).toEqual([]);
  goBy(24 * hour, memory);
  await memory.peek(chat);
  expect(asked).toEqual(['settings']);

  const carried = createCarriedChats({ stores: [{ carry: async () => void asked.push('carried') }], now, faults });
  await carried.carryOver(chat, []);
  goBy(23 * hour, carried);
  await carried.carryOver(chat, []);
  expect(asked).toEqual(['settings', 'carried']);
  goBy(24 * hour, carried);
  await carried.carryOver(chat, []);
  expect(asked).toEqual(['settings', 'carried', 'carried']);
});
