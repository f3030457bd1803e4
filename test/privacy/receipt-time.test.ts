import { rmSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../../db/client.ts';
import { openDatabase } from '../../db/open-database.ts';
import { createReceipts, stretchCost } from '../../db/reports/receipt.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { ReceiptCode } from '../../domain/receipt-code.ts';
import { cloneDataDirectory } from '../support/databases.ts';
import { fastStretch, openRoom, type ReportRoom } from '../support/report-room.ts';

/** Counts what a code costs: its stretching, and the questions to the database. */
let stretched = 0;
let opened: OpenDatabase;
let room: ReportRoom;
let directory: string;
const codes: Record<string, ReceiptCode> = { wrong: '9999888877776666' as ReceiptCode };

beforeAll(async () => {
  directory = cloneDataDirectory();
  opened = await openDatabase({ kind: 'embedded', directory });
  room = await openRoom(opened.db, {
    day: '2026-09-30',
    stretch: (code, salt) => {
      stretched += 1;
      return fastStretch(code, salt);
    },
  });
  codes.expired = await room.sends();
  for (let more = 0; more < 5; more++) await room.sends();
  room.day = '2026-11-22';
  codes['withdrawn before the fold'] = await room.sends();
  await room.desk.withdraw(codes['withdrawn before the fold']);
  codes.folded = await room.sends();
  codes['withdrawn after it'] = await room.sends();
  for (let more = 0; more < 5; more++) await room.sends();
  await room.jobs.fold();
  await room.desk.withdraw(codes['withdrawn after it']);
  codes.waiting = await room.sends();
  room.day = '2028-07-01';
});
afterAll(async () => {
  await opened.close();
  room.clear();
  rmSync(directory, { recursive: true, force: true });
});

/** Messages that the embedded database gets, by their length. */
async function costOf(code: ReceiptCode, ask: 'look' | 'withdraw') {
  const before = stretched;
  const messages: number[] = [];
  const prototype = PGlite.prototype as unknown as {
    execProtocolRaw(message: Uint8Array, ...more: unknown[]): unknown;
  };
  const real = prototype.execProtocolRaw;
  prototype.execProtocolRaw = function (message, ...more) {
    messages.push(message.length);
    return real.call(this, message, ...more);
  };
  try {
    const answer: Outcome<unknown, string> = await room.desk[ask](code);
    return { answer, stretched: stretched - before, messages };
  } finally {
    prototype.execProtocolRaw = real;
  }
}

describe('a code that finds nothing', () => {
  it('is answered alike whether it is wrong, withdrawn or expired, with the same work', async () => {
    for (const ask of ['look', 'withdraw'] as const) {
      const misses = ['wrong', 'expired', 'withdrawn before the fold', 'withdrawn after it'];
      const costs: Awaited<ReturnType<typeof costOf>>[] = [];
      for (const name of misses) costs.push(await costOf(codes[name] as ReceiptCode, ask));
      expect(new Set(costs.map((cost) => JSON.stringify(cost))).size).toBe(1);
      expect(costs[0]).toMatchObject({ answer: { ok: false, error: 'unknown' }, stretched: 1 });
      expect(costs[0]?.messages.length).toBeGreaterThan(4);
    }
  });

  it('costs as much as one that finds a report: one stretching, the same number of questions', async () => {
    const [miss, waiting, folded] = [
      await costOf(codes.wrong as ReceiptCode, 'look'),
      await costOf(codes.waiting as ReceiptCode, 'look'),
      await costOf(codes.folded as ReceiptCode, 'look'),
    ];
    for (const hit of [waiting, folded]) {
      expect(hit?.answer.ok).toBe(true);
      expect(hit?.stretched).toBe(1);
      expect(hit?.messages.length).toBe(miss?.messages.length);
    }
  });

  it('takes the same time, so far as it can be told', async () => {
    const times = new Map<string, number[]>();
    for (let round = 0; round < 60; round++) {
      for (const name of ['wrong', 'folded', 'waiting', 'withdrawn after it']) {
        const began = performance.now();
        await room.desk.look(codes[name] as ReceiptCode);
        times.set(name, [...(times.get(name) ?? []), performance.now() - began]);
      }
    }
    const medians = [...times.values()].map((all) => all.sort((a, b) => a - b)[30] as number);
    // Without the stretching, beside whose third of a second this is nothing.
    expect(Math.max(...medians) - Math.min(...medians)).toBeLessThan(10);
  }, 30_000);

  it('is stretched with what makes trying codes too dear, one at a time', async () => {
    expect(stretchCost).toMatchObject({ N: 131_072, r: 8, p: 1 });
    let [atOnce, most] = [0, 0];
    const receipts = createReceipts(room.keyring, async (code, salt) => {
      most = Math.max(most, ++atOnce);
      await new Promise((resolve) => setTimeout(resolve, 2));
      atOnce -= 1;
      return fastStretch(code, salt);
    });
    await Promise.all(Array.from({ length: 10 }, () => receipts.receiptOf(codes.wrong as ReceiptCode)));
    expect(most).toBe(1);
  });
});
