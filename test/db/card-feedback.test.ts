import { rmSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { feedbackReport } from '../../bot/commands/feedback.ts';
import { type CardFeedbackReport, createCardFeedback, readCardFeedback } from '../../db/card-feedback.ts';
import { open as openBox } from '../../db/cipher.ts';
import type { Database } from '../../db/client.ts';
import { openDatabase } from '../../db/open-database.ts';
import type { UniformBelow } from '../../domain/discrete-laplace.ts';
import { languages } from '../../domain/language.ts';
import { countedTags, type FeedbackTag } from '../../domain/small-counter.ts';
import { cloneDataDirectory, describeOnBothDatabases, type OpenForTest, rowsOf } from '../support/databases.ts';
import { newAlias, testKeyring } from '../support/keyrings.ts';

const keyring = testKeyring();
const cards = ['stigma-1', 'sleep-2', 'panic-3'];
/** With the highest number each time every draw is 0, so that counts can be checked. */
const noNoise: UniformBelow = (limit) => limit - 1;

/** A store whose day the test sets. */
function storeOn(db: Database, day: string, options: Partial<Parameters<typeof createCardFeedback>[0]> = {}) {
  let today = day;
  const now = () => Date.parse(`${today}T13:20:00Z`);
  const store = createCardFeedback({ db, keyring, now, cards, random: noNoise, ...options });
  return {
    ...store,
    isOn: (next: string) => {
      today = next;
    },
    /** Taps of so many different chats. */
    tap: (times: number, tag: FeedbackTag = 'helped', card = 'stigma-1') => {
      for (let chat = 0; chat < times; chat++) store.note(newAlias(), card, 'ky', tag);
    },
  };
}

interface Box {
  readonly isFrozen: 0 | 1;
  readonly cells: readonly (readonly [string, string])[];
  readonly wrong: readonly (readonly [string, string])[];
}

const rows = (db: Database) =>
  rowsOf<{ month: string; sealed: string; version: string }>(
    db,
    sql`select month, encode(sealed, 'hex') as sealed, xmin::text as version from card_feedback_months order by month`,
  );

/** What the box of a month holds, for who has the keys. */
async function boxOf(db: Database, month: string): Promise<Box> {
  const row = (await rows(db)).find((one) => one.month === month);
  const content = openBox(
    Buffer.from(row?.sealed ?? '', 'hex'),
    keyring.subkey('card-feedback/seal'),
    Buffer.from(month),
  );
  return JSON.parse(String(content));
}

async function countOf(db: Database, month: string, cell = 'stigma-1/ky/helped'): Promise<number> {
  return Number(new Map((await boxOf(db, month)).cells).get(cell));
}

const rowIn = (report: CardFeedbackReport, month: string, card = 'stigma-1') =>
  report.months.find((one) => one.month === month)?.rows.find((row) => row.card === card && row.language === 'ky');

const figureIn = (report: CardFeedbackReport, month: string) => rowIn(report, month)?.counters?.helped.figure;

describeOnBothDatabases('card feedback', (openForTest: OpenForTest) => {
  const open = async () => {
    const db = await openForTest();
    await db.execute(sql`truncate card_feedback_months`);
    return db;
  };

  it('shows a figure of a month that is over, from the third of the next on, and none before', async () => {
    const store = storeOn(await open(), '2026-11-20');
    store.tap(9);
    store.tap(3, 'hard_to_read');
    for (const day of ['2026-11-20', '2026-11-30', '2026-12-01', '2026-12-02']) {
      store.isOn(day);
      await store.flush();
      expect(rowIn(await store.report(), '2026-11')?.counters, day).toBeNull();
    }
    store.isOn('2026-12-03');
    expect(figureIn(await store.report(), '2026-11')).toBeUndefined();
    await store.flush();
    const report = await store.report();
    expect(report.months.map(({ month }) => month)).toEqual(['2026-12', '2026-11']);
    expect(figureIn(report, '2026-11')).toEqual({ about: 10, from: 5, to: 15 });
    expect(rowIn(report, '2026-11')?.counters?.hard_to_read.figure).toBeNull();
    expect(rowIn(report, '2026-11', 'sleep-2')?.counters?.helped.figure).toBeNull();
  });

  it('gives every card, language and tag its noise when the month opens, and never draws again', async () => {
    const db = await open();
    let draws = 0;
    const counting: UniformBelow = (limit) => {
      draws += limit === 2 ? 1 : 0;
      return limit === 2 ? 1 : draws % 2;
    };
    const [first, second] = [
      storeOn(db, '2026-11-20', { random: counting }),
      storeOn(db, '2026-11-20', { random: counting }),
    ];
    await first.flush();
    const born = await boxOf(db, '2026-11');
    expect(born.cells.map(([name]) => name)).toEqual(
      cards
        .flatMap((card) => languages.flatMap((language) => countedTags.map((tag) => `${card}/${language}/${tag}`)))
        .sort(),
    );
    const before = draws;
    await second.flush();
    await first.flush();
    expect(draws).toBe(before);
    expect(await boxOf(db, '2026-11')).toEqual(born);
  });

  it('makes noise of its own accord', async () => {
    const db = await open();
    const many = Array.from({ length: 40 }, (_, index) => `card-${index}`);
    await createCardFeedback({ db, keyring, now: () => Date.parse('2026-11-20'), cards: many }).flush();
    const counts = (await boxOf(db, '2026-11')).cells.map(([, count]) => Number(count));
    expect(counts).toHaveLength(360);
    expect(counts.filter((count) => count !== 0).length).toBeGreaterThan(130);
  });

  it('counts one tag a chat, card and day, but hears of a fault besides', async () => {
    const db = await open();
    const store = storeOn(db, '2026-11-20');
    const alias = newAlias();
    for (const tag of ['helped', 'helped', 'not_for_me', 'wrong'] as const) store.note(alias, 'stigma-1', 'ky', tag);
    store.note(alias, 'stigma-1', 'ru', 'helped');
    store.note(alias, 'sleep-2', 'ky', 'helped');
    store.isOn('2026-11-21');
    store.note(alias, 'stigma-1', 'ky', 'helped');
    await store.flush();
    const { cells, wrong } = await boxOf(db, '2026-11');
    expect(cells.filter(([, count]) => Number(count) !== 0)).toEqual([
      ['sleep-2/ky/helped', '+0000001'],
      ['stigma-1/ky/helped', '+0000002'],
    ]);
    expect(wrong.filter(([, state]) => state !== 'none')).toEqual([['stigma-1/ky', 'some']]);
  });

  it('passes over a card that nobody knows, and never asks the database about a tap', async () => {
    const broken = new Proxy({}, { get: () => expect.unreachable('the database was asked') }) as Database;
    const store = storeOn(broken, '2026-11-20');
    for (const card of ['', 'gone', '__proto__', 'stigma-1']) {
      expect(store.note(newAlias(), card, 'ky', 'helped')).toBeUndefined();
    }
    const db = await open();
    const other = storeOn(db, '2026-11-20');
    other.tap(3, 'helped', 'gone');
    await other.flush();
    expect(JSON.stringify(await boxOf(db, '2026-11'))).not.toContain('gone');
  });

  it('goes on where it was after a restart; a crash loses what was not flushed', async () => {
    const db = await open();
    const first = storeOn(db, '2026-11-20');
    first.tap(6);
    await first.flush();
    first.tap(40);
    const second = storeOn(db, '2026-11-21');
    second.tap(5);
    await second.flush();
    expect(await countOf(db, '2026-11')).toBe(11);
  });

  it('counts a tap in the month of the tap, even when the flush comes after midnight', async () => {
    const db = await open();
    const store = storeOn(db, '2026-11-30');
    store.tap(7);
    store.isOn('2026-12-01');
    store.tap(2);
    await store.flush();
    expect([await countOf(db, '2026-11'), await countOf(db, '2026-12')]).toEqual([7, 2]);
  });

  it('adds what waits before it freezes, and nothing to what has been shown', async () => {
    const db = await open();
    const [first, late] = [storeOn(db, '2026-11-30'), storeOn(db, '2026-11-30')];
    first.tap(9);
    late.tap(30);
    for (const store of [first, late]) store.isOn('2026-12-03');
    await first.flush();
    const shown = await first.report();
    const frozen = (await rows(db))[0];
    await late.flush();
    await late.flush();
    expect(await late.report()).toEqual(shown);
    expect((await rows(db))[0]).toEqual(frozen);
    expect(await countOf(db, '2026-11')).toBe(10);
  });

  it('adds up the taps of programs that flush at once, with one draw a cell', async () => {
    const db = await open();
    for (let round = 1; round <= 5; round++) {
      const month = `2026-0${round}`;
      const stores = Array.from({ length: 4 }, () => storeOn(db, `${month}-10`));
      for (const store of stores) store.tap(3);
      await Promise.all(stores.flatMap((store) => [store.flush(), store.flush()]));
      expect(await countOf(db, month)).toBe(12);
    }
  });

  it('keeps taps when the database refuses, and never counts one twice when the answer was lost', async () => {
    const db = await open();
    let fault: 'before' | 'after' | null = 'before';
    const faulty: Database = Object.create(db, {
      transaction: {
        value: async (work: Parameters<Database['transaction']>[0]) => {
          if (fault === 'before') throw new Error('no connection');
          const answer = await db.transaction(work);
          if (fault === 'after') throw new Error('connection lost');
          return answer;
        },
      },
    });
    const store = storeOn(faulty, '2026-11-20');
    store.tap(4);
    store.tap(1, 'wrong', 'sleep-2');
    await expect(store.flush()).rejects.toThrow('no connection');
    store.tap(2);
    fault = 'after';
    await expect(store.flush()).rejects.toThrow('connection lost');
    fault = null;
    await store.flush();
    expect(await countOf(db, '2026-11')).toBe(6);
    expect(rowIn(await store.report(), '2026-11', 'sleep-2')?.wrong).toBe('some');
  });

  it('says at the next flush that a card may be wrong, and "many" for five chats of one day', async () => {
    const store = storeOn(await open(), '2026-11-20');
    const state = async () => rowIn(await store.report(), '2026-11')?.wrong;
    await store.flush();
    expect(await state()).toBe('none');
    const alias = newAlias();
    for (let press = 0; press < 9; press++) store.note(alias, 'stigma-1', 'ky', 'wrong');
    expect(await state()).toBe('none');
    await store.flush();
    expect(await state()).toBe('some');
    store.isOn('2026-11-21');
    store.tap(4, 'wrong');
    await store.flush();
    expect(await state()).toBe('some');
    store.tap(1, 'wrong');
    await store.flush();
    expect(await state()).toBe('many');
    store.isOn('2026-11-22');
    store.tap(1, 'wrong');
    await store.flush();
    expect(await state()).toBe('many');
  });

  it('tells of the last evening of a month at once, even when that month is frozen by then', async () => {
    const db = await open();
    const [first, late] = [storeOn(db, '2026-11-30'), storeOn(db, '2026-11-30')];
    late.tap(5, 'wrong');
    for (const store of [first, late]) store.isOn('2026-12-04');
    await first.flush();
    await late.flush();
    expect(rowIn(await late.report(), '2026-12')?.wrong).toBe('many');
  });

  it('takes in a card that is added within the month, and keeps one that is gone until its end', async () => {
    const db = await open();
    const before = storeOn(db, '2026-11-20');
    before.tap(8);
    await before.flush();
    const after = storeOn(db, '2026-11-21', { cards: ['new-1'] });
    after.tap(6, 'helped', 'new-1');
    after.isOn('2026-12-03');
    await after.flush();
    const report = await after.report();
    expect(figureIn(report, '2026-11')?.about).toBe(10);
    expect(rowIn(report, '2026-11', 'new-1')?.counters?.helped.figure?.about).toBe(5);
    expect(rowIn(report, '2026-12')).toBeUndefined();
  });

  it('writes every month that is open anew at each flush, tapped or not, and a frozen one never', async () => {
    const db = await open();
    const store = storeOn(db, '2026-11-29');
    const [quiet, busy] = [[], [1, 5, 30]];
    for (const taps of [quiet, busy, quiet]) {
      for (const number of taps) store.tap(number);
      const before = await rows(db);
      await store.flush();
      const after = await rows(db);
      expect(after.map(({ month }) => month)).toEqual(['2026-11']);
      expect(after[0]?.sealed).not.toBe(before[0]?.sealed);
    }
    store.isOn('2026-12-01');
    const before = await rows(db);
    await store.flush();
    const after = await rows(db);
    expect(after.map(({ month }) => month)).toEqual(['2026-11', '2026-12']);
    expect(after[0]?.sealed).not.toBe(before[0]?.sealed);
  });

  it('seals months of whatever content in one and the same length', async () => {
    const db = await open();
    const lengths = new Set<number>();
    const record = async () => {
      for (const { sealed } of await rows(db)) lengths.add(sealed.length / 2);
    };
    for (const month of ['2026-08', '2026-09', '2026-10']) {
      const store = storeOn(db, `${month}-10`, {
        random: (limit) => (limit === 2 ? 0 : Math.floor(Math.random() * limit)),
      });
      await store.flush();
      await record();
      for (const card of cards) for (const tag of [...countedTags, 'wrong'] as const) store.tap(120, tag, card);
      await store.flush();
      await record();
      await storeOn(db, '2027-01-10').flush();
      await record();
    }
    expect([...lengths]).toEqual([4096 + 29]);
  });

  it('opens no box that was moved to another month', async () => {
    const db = await open();
    await storeOn(db, '2026-11-20').flush();
    await db.execute(sql`update card_feedback_months set month = '2026-10'`);
    expect((await readCardFeedback(db, keyring)).unreadable).toEqual(['2026-10']);
  });

  it('says which months a lost key has shut, and begins the present one anew', async () => {
    const db = await open();
    const before = storeOn(db, '2026-10-20');
    await before.flush();
    before.isOn('2026-11-20');
    await before.flush();
    const after = storeOn(db, '2026-11-21', { keyring: testKeyring('another') });
    expect(await after.report()).toEqual({ months: [], unreadable: ['2026-11', '2026-10'] });
    await after.flush();
    const report = await after.report();
    expect([report.months.map(({ month }) => month), report.unreadable]).toEqual([['2026-11'], ['2026-10']]);
  });

  it('keeps 24 months and not one more', async () => {
    const db = await open();
    const store = storeOn(db, '2024-10-20');
    for (const day of ['2024-11-20', '2026-11-20']) {
      await store.flush();
      store.isOn(day);
    }
    await store.flush();
    expect((await rows(db)).map(({ month }) => month)).toEqual(['2024-11', '2026-11']);
  });

  it('has a table of month and box alone, which refuses other lengths and names', async () => {
    const db = await open();
    const columns = await rowsOf(
      db,
      sql`select column_name as name, data_type as type from information_schema.columns
        where table_name = 'card_feedback_months' order by column_name`,
    );
    expect(columns).toEqual([
      { name: 'month', type: 'text' },
      { name: 'sealed', type: 'bytea' },
    ]);
    for (const [month, bytes] of [
      ['2026-11', 4096],
      ['2026-11', 30],
      ['2026-11-22', 4125],
      ['', 4125],
    ] as const) {
      const box = '00'.repeat(bytes);
      await expect(
        db.execute(sql`insert into card_feedback_months values (${month}, decode(${box}, 'hex'))`),
      ).rejects.toThrow();
    }
  });
});

describe('zont feedback', () => {
  it('prints a table of what may be shown, and no count', async () => {
    const directory = cloneDataDirectory();
    const { db, close } = await openDatabase({ kind: 'embedded', directory });
    try {
      expect(feedbackReport(await readCardFeedback(db, keyring), 3)[0]).toBe('Nothing has been counted yet.');
      const store = storeOn(db, '2026-11-30');
      store.tap(13);
      store.tap(4, 'hard_to_read');
      store.tap(1, 'wrong', 'sleep-2');
      store.isOn('2026-12-03');
      store.tap(6, 'wrong', 'panic-3');
      await store.flush();
      expect(feedbackReport(await store.report(), 3).slice(0, -2)).toEqual([
        '2026-12: still counting, figures from 2027-01-03 on',
        '  card                       language   wrong?',
        '  panic-3                    ky         many',
        '  sleep-2                    ky         some',
        '  All others: nobody said "wrong".',
        '',
        '2026-11',
        '  card                       language   wrong?   helped                 not for me             hard to read',
        '  sleep-2                    ky         some     too few to say         too few to say         too few to say',
        '  stigma-1                   ky         none     about 15 (10 to 20)    too few to say         too few to say',
        '  All others: too few to say, and nobody said "wrong".',
        '',
      ]);
      expect(feedbackReport(await store.report(), 1).filter((line) => line.startsWith('2026'))).toHaveLength(1);
    } finally {
      await close();
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
