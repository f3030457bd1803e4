import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createCodePad } from '../../bot/code-pad.ts';
import { createCodeTries } from '../../bot/code-tries.ts';
import { createReportLimits } from '../../bot/report-limits.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import type { ReportLimits } from '../../handlers/report-parts.ts';
import { newAlias } from '../support/keyrings.ts';

const minute = 60_000;
const startOfTime = Date.UTC(2026, 10, 22, 9);

function clock() {
  const time = { now: startOfTime };
  return { time, now: () => time.now };
}

const wishOf = (chat: ChatAlias, forSomebodyElse = false) => ({ chat, forSomebodyElse, nonce: randomBytes(16) });

/** Wishes to confirm, and confirms when it may. */
function send(limits: ReportLimits, wish: ReturnType<typeof wishOf>): string {
  const { kind } = limits.check(wish);
  if (kind === 'pass') limits.note(wish);
  return kind;
}

describe('limits of reports', () => {
  it('let two a day through from a chat, and ten for others', () => {
    const limits = createReportLimits(clock().now);
    const chat = newAlias();
    expect(Array.from({ length: 3 }, () => send(limits, wishOf(chat)))).toEqual(['pass', 'pass', 'cap']);
    const forOthers = Array.from({ length: 11 }, () => send(limits, wishOf(chat, true)));
    expect(forOthers.filter((kind) => kind === 'pass')).toHaveLength(10);
    expect(forOthers.at(-1)).toBe('cap');
  });

  it('count the same report once, however often it is confirmed', () => {
    const limits = createReportLimits(clock().now);
    const chat = newAlias();
    const first = wishOf(chat);
    expect(Array.from({ length: 5 }, () => send(limits, first))).toEqual(Array(5).fill('pass'));
    expect(send(limits, wishOf(chat))).toBe('pass');
  });

  it('begin anew with another day', () => {
    const { time, now } = clock();
    const limits = createReportLimits(now);
    const chat = newAlias();
    for (let count = 0; count < 3; count++) send(limits, wishOf(chat));
    time.now += 24 * 60 * minute;
    expect(send(limits, wishOf(chat))).toBe('pass');
  });

  it('in a flood of 10,000 reports from 2,000 chats hold the caps, say what they do, and serve an honest person', () => {
    const { time, now } = clock();
    const limits = createReportLimits(now);
    const chats = Array.from({ length: 2_000 }, newAlias);
    const kinds = new Map<string, number>();
    for (let count = 0; count < 10_000; count++) {
      time.now += 300;
      const kind = send(limits, wishOf(chats[count % chats.length] as ChatAlias));
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    const passed = kinds.get('pass') ?? 0;
    expect(passed).toBeLessThanOrEqual(4_000);
    expect(passed + (kinds.get('cap') ?? 0) + (kinds.get('wait') ?? 0)).toBe(10_000);
    expect(kinds.get('wait')).toBeGreaterThan(0);

    const honest = wishOf(newAlias());
    const asked = limits.check(honest);
    expect(asked.kind).toBe('wait');
    time.now += 3 * minute;
    expect(send(limits, honest)).toBe('pass');
  });

  it('slow down at another number each time, so that nobody learns how many there were', () => {
    const begins = Array.from({ length: 40 }, () => {
      const limits = createReportLimits(clock().now);
      let count = 0;
      while (send(limits, wishOf(newAlias())) === 'pass') count += 1;
      return count;
    });
    expect(new Set(begins).size).toBeGreaterThan(5);
    expect(Math.min(...begins)).toBeGreaterThanOrEqual(30);
    expect(Math.max(...begins)).toBeLessThanOrEqual(60);
  });
});

describe('tries of codes', () => {
  it('are five an hour in a chat', async () => {
    const { time, now } = clock();
    const tries = createCodeTries(now, async () => {});
    const chat = newAlias();
    for (let count = 0; count < 5; count++) expect(await tries.begin(chat)).toBe('pass');
    expect(await tries.begin(chat)).toBe('limited');
    time.now += 60 * minute;
    expect(await tries.begin(chat)).toBe('pass');
  });

  it('take longer for everybody where very many are wrong, and no stranger can lock anybody out', async () => {
    const { now } = clock();
    const waits: number[] = [];
    const tries = createCodeTries(now, async (milliseconds) => void waits.push(milliseconds));
    for (let count = 0; count < 60; count++) tries.noteWrong();
    expect(await tries.begin(newAlias())).toBe('pass');
    expect(waits).toEqual([]);
    tries.noteWrong();
    expect(await tries.begin(newAlias())).toBe('pass');
    expect(waits.splice(0)).toEqual([1_000]);
    for (let count = 0; count < 100_000; count++) tries.noteWrong();
    expect(await tries.begin(newAlias())).toBe('pass');
    expect(waits).toEqual([20_000]);
  });
});

describe('the digits of a code', () => {
  it('are forgotten after ten minutes', () => {
    const { time, now } = clock();
    const pad = createCodePad(now);
    const chat = newAlias();
    pad.set(chat, '1234', true);
    expect([pad.digits(chat), pad.isFound(chat)]).toEqual(['1234', true]);
    time.now += 10 * minute;
    expect([pad.digits(chat), pad.isFound(chat)]).toEqual(['', false]);
  });
});
