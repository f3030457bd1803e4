import { createHmac } from 'node:crypto';
import { rmSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CardFeedbackStore, createCardFeedback } from '../../db/card-feedback.ts';
import { open as openBox } from '../../db/cipher.ts';
import type { Database, OpenDatabase } from '../../db/client.ts';
import { openDatabase } from '../../db/open-database.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import { drawDiscreteLaplace, type UniformBelow } from '../../domain/discrete-laplace.ts';
import { languages } from '../../domain/language.ts';
import {
  countedTags,
  freeze,
  type NoisyCount,
  ReleasedCounter,
  smallCounterRules,
} from '../../domain/small-counter.ts';
import { cloneDataDirectory, rowsOf } from '../support/databases.ts';
import { newAlias, testKeyring } from '../support/keyrings.ts';
import { createLeakScan, filesOf, type Needle, numberNeedles, textNeedles } from '../support/leak-scan.ts';
import { randomFrom } from '../support/seeded-random.ts';

/**
 * The attacker knows every tap of a month but one in each cell, copies the disk the evening before and
 * after, and reads every report. Each cell is one trial: in half of them the tap in question happened.
 * Whatever the attacker sees may be at most e^ε times as likely with the tap as without, or the reverse.
 */
const cards = Array.from({ length: 300 }, (_, index) => `card-${index}`);
const cells = cards
  .flatMap((card) =>
    languages.flatMap((language) =>
      countedTags.map((tag) => ({ card, language, tag, name: `${card}/${language}/${tag}` })),
    ),
  )
  .map((cell, index) => ({ ...cell, index }));
type Cell = (typeof cells)[number];
const isTapped = (index: number) => index % 2 === 1;
/** One tap more turns "about 5" into "about 10". */
const othersTaps = 7;
const reportsRead = 20;

const keyring = testKeyring();
const noNoise: UniformBelow = (limit) => limit - 1;

/** A copy of the disk: rows and what stands in them. */
type Disk = ReadonlyMap<string, string>;
/** The printed figure of a cell. */
type Report = (cell: Cell) => string;

/** A way of counting, sound or weakened. */
interface System {
  readonly random?: UniformBelow;
  disk(db: Database): Promise<Disk>;
  report(store: CardFeedbackStore, db: Database): Promise<Report>;
}

interface Seen {
  readonly disks: readonly [Disk, Disk];
  /** The evening before, the evening after, and again and again when the month is over. */
  readonly reports: readonly Report[];
}

async function openedCells(db: Database): Promise<ReadonlyMap<string, number>> {
  const content = JSON.parse((await openedRows(db)).get('2026-11') ?? '');
  return new Map(content.cells.map(([name, count]: [string, string]) => [name, Number(count)]));
}

/** The bytes of each row as they lie on the disk, a character a byte. */
async function sealedRows(db: Database): Promise<Disk> {
  const rows = await rowsOf<{ month: string; sealed: string }>(
    db,
    sql`select month, encode(sealed, 'hex') as sealed from card_feedback_months`,
  );
  return new Map(rows.map(({ month, sealed }) => [month, Buffer.from(sealed, 'hex').toString('latin1')]));
}

async function openedRows(db: Database): Promise<Disk> {
  const key = keyring.subkey('card-feedback/seal');
  const openRow = (month: string, bytes: string) =>
    String(openBox(Buffer.from(bytes, 'latin1'), key, Buffer.from(month)));
  return new Map([...(await sealedRows(db))].map(([month, bytes]) => [month, openRow(month, bytes)]));
}

function printed(count: number): string {
  const month = freeze({ isFrozen: false, cells: new Map([['cell', count as NoisyCount]]) });
  const { figure } = ReleasedCounter.release(month, 'cell');
  return figure ? String(figure.about) : 'too few';
}

async function soundReport(store: CardFeedbackStore): Promise<Report> {
  const { months } = await store.report();
  const rows = months.find(({ month }) => month === '2026-11')?.rows ?? [];
  const byPair = new Map(rows.map((row) => [`${row.card}/${row.language}`, row]));
  return ({ card, language, tag }) => {
    const counters = byPair.get(`${card}/${language}`)?.counters;
    if (!counters) return 'still counting';
    const { figure } = counters[tag];
    return figure ? `${figure.about} (${figure.from} to ${figure.to})` : 'too few';
  };
}

/** The month, with one tap more in half of the cells on its last day. */
async function watch(system: System, db: Database): Promise<Seen> {
  await db.execute(sql`truncate card_feedback_months`);
  let day = '2026-11-29';
  const now = () => Date.parse(`${day}T12:00:00Z`);
  const random = system.random ?? randomFrom(20_261_122);
  const store = createCardFeedback({ db, keyring, now, cards, random });
  const tap = ({ card, language, tag }: Cell) => store.note(newAlias(), card, language, tag);

  for (const cell of cells) for (let other = 0; other < othersTaps; other++) tap(cell);
  await store.flush();
  const [diskBefore, reportBefore] = [await system.disk(db), await system.report(store, db)];
  day = '2026-11-30';
  cells.filter((_, index) => isTapped(index)).forEach(tap);
  await store.flush();
  const [diskAfter, reportAfter] = [await system.disk(db), await system.report(store, db)];
  day = '2026-12-03';
  await store.flush();
  const reports = [reportBefore, reportAfter];
  for (let time = 0; time < reportsRead; time++) reports.push(await system.report(store, db));
  return { disks: [diskBefore, diskAfter], reports };
}

/** What each attacker makes of it for one cell. */
const attackers: Record<string, (seen: Seen, cell: Cell) => string> = {
  'subtracts one copy of the disk from the other': ({ disks }, { name }) => {
    const [before, after] = disks.map((disk) => countsIn(disk)?.get(name));
    return before === undefined || after === undefined ? 'cannot read' : String(after - before);
  },
  'looks which rows of the disk have changed': ({ disks: [before, after] }, { name }) => {
    const row = after.has(name) ? name : '2026-11';
    return `${before.get(row) === after.get(row)} ${before.get(row)?.length} ${after.get(row)?.length}`;
  },
  'compares the report of one day with that of the next': ({ reports: [before, after] }, cell) =>
    `${before?.(cell)}, then ${after?.(cell)}`,
  'reads the figure': ({ reports }, cell) => String(reports.at(-1)?.(cell)),
  'asks again and again and takes the mean': ({ reports }, cell) => {
    const figures = reports.slice(2).map((report) => Number.parseInt(report(cell), 10) || 0);
    return String(Math.round((figures.reduce((sum, one) => sum + one, 0) / figures.length) * 2) / 2);
  },
};

const readable = new WeakMap<Disk, ReadonlyMap<string, number> | null>();

/** The counts of a copy, when they can be read without a key. */
function countsIn(disk: Disk): ReadonlyMap<string, number> | null {
  if (!readable.has(disk)) {
    try {
      const row = disk.get('2026-11') ?? '';
      const { cells: counts } = JSON.parse(row.slice(row.indexOf('{'), row.lastIndexOf('}') + 1));
      readable.set(disk, new Map(counts.map(([name, count]: [string, string]) => [name, Number(count)])));
    } catch {
      readable.set(disk, null);
    }
  }
  return readable.get(disk) ?? null;
}

/** The attackers to whom something was more than e^ε times as likely in one case as in the other. */
function winners(seen: Seen): string[] {
  return Object.keys(attackers).filter((name) => {
    const tally = new Map<string, [number, number]>();
    cells.forEach((cell, index) => {
      const what = attackers[name]?.(seen, cell) ?? '';
      const counts = tally.get(what) ?? [0, 0];
      counts[isTapped(index) ? 1 : 0] += 1;
      tally.set(what, counts);
    });
    return [...tally.values()].some(([without, with_]) => isTelling(with_, without) || isTelling(without, with_));
  });
}

/** Beyond e^ε by more than five standard errors; both cases have as many trials. */
function isTelling(often: number, seldom: number): boolean {
  const bound = Math.exp(smallCounterRules.epsilon.numerator / smallCounterRules.epsilon.denominator);
  return often > bound * seldom + 5 * Math.sqrt(often + bound * bound * seldom);
}

const sound: System = { disk: sealedRows, report: soundReport };

/** Noise that is drawn for each cell when `noiseOf` says so, instead of at its birth. */
const withNoise = (noiseOf: () => (cell: Cell) => number): System => ({
  ...sound,
  random: noNoise,
  report: async (store) => {
    const released = await soundReport(store);
    const noise = noiseOf();
    return (cell) => (released(cell) === 'still counting' ? 'still counting' : printed(trueCount(cell) + noise(cell)));
  },
});

/** At the month's end. */
const trueCount = ({ index }: Cell) => othersTaps + (isTapped(index) ? 1 : 0);

function bornWith(numerator: number, denominator: number): System {
  const random = randomFrom(99);
  const born = new Map(cells.map(({ name }) => [name, drawDiscreteLaplace({ numerator, denominator }, random)]));
  return withNoise(
    () =>
      ({ name }) =>
        born.get(name) ?? 0,
  );
}

const random = randomFrom(5);
const weakened: Record<string, [System, caughtBy: string]> = {
  'no noise': [{ ...sound, random: noNoise }, 'reads the figure'],
  'half the noise': [bornWith(2, 1), 'reads the figure'],
  'fresh noise at each report': [
    withNoise(() => () => drawDiscreteLaplace(smallCounterRules.epsilon, random)),
    'asks again and again and takes the mean',
  ],
  'counters that are not sealed': [{ ...sound, disk: openedRows }, 'subtracts one copy of the disk from the other'],
  'a row for each cell, written when it is tapped': [
    {
      ...sound,
      disk: async (db) =>
        new Map(
          [...(await openedCells(db))].map(([name, count]) => [
            name,
            createHmac('sha256', 'k').update(`${name} ${count}`).digest('hex'),
          ]),
        ),
    },
    'looks which rows of the disk have changed',
  ],
  'a live report': [
    {
      ...sound,
      report: async (_, db) => {
        const counts = await openedCells(db);
        return ({ name }) => printed(counts.get(name) ?? 0);
      },
    },
    'compares the report of one day with that of the next',
  ],
};

let opened: OpenDatabase;
let directory: string;
beforeAll(async () => {
  directory = cloneDataDirectory();
  opened = await openDatabase({ kind: 'embedded', directory });
});
afterAll(async () => {
  await opened.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('an attacker who knows every other tap', () => {
  it('learns of one tap no more than ε allows, from two disks and all reports', async () => {
    const seen = await watch(sound, opened.db);
    expect(winners(seen)).toEqual([]);
    // There is something to read: otherwise nobody could win.
    expect(new Set(cells.map((cell) => seen.reports.at(-1)?.(cell))).size).toBeGreaterThan(3);
    expect(new Set(seen.reports.slice(2).map((report) => cells.map(report).join())).size).toBe(1);
  }, 60_000);

  it('would not win by the noise of this ε drawn in another way either', async () => {
    expect(winners(await watch(bornWith(1, 1), opened.db))).toEqual([]);
  }, 60_000);

  it.each(Object.entries(weakened))(
    'wins against %s',
    async (_, [system, caughtBy]) => {
      expect(winners(await watch(system, opened.db))).toContain(caughtBy);
    },
    60_000,
  );
});

describe('after chats have tapped, on the embedded database', () => {
  const aliases = Array.from({ length: 12 }, newAlias);
  const needles: Needle[] = [
    ...aliases.flatMap((alias) => numberNeedles(`alias ${alias}`, BigInt(alias))),
    ...countedTags.flatMap((tag) => textNeedles('a cell', `canary-card/ky/${tag}`)),
  ];
  const scan = createLeakScan(needles);

  /** The data folder of a program that took taps, and what its boxes hold for who has the keys. */
  async function leftBehind(afterwards: (db: Database, alias: ChatAlias) => Promise<unknown> = async () => {}) {
    const folder = cloneDataDirectory();
    const { db, close } = await openDatabase({ kind: 'embedded', directory: folder });
    let day = '2026-11-29';
    const store = createCardFeedback({ db, keyring, now: () => Date.parse(day), cards: ['canary-card'] });
    for (day of ['2026-11-29', '2026-11-30', '2026-12-01', '2026-12-03']) {
      aliases.forEach((alias, index) => {
        store.note(alias, 'canary-card', 'ky', [...countedTags, 'wrong' as const][index % 4] ?? 'wrong');
      });
      await store.flush();
    }
    const boxes = [...(await openedRows(db)).values()];
    await afterwards(db, aliases[0] as ChatAlias);
    await close();
    const hits = scan(filesOf(folder));
    const hasLog = [...filesOf(folder)].some(({ where }) => where.includes('pg_wal/0'));
    rmSync(folder, { recursive: true, force: true });
    return { hits, boxes, hasLog };
  }

  it('no file holds an alias or the name of a cell, the log of writes included, and no box an alias', async () => {
    const { hits, boxes, hasLog } = await leftBehind();
    expect(hasLog).toBe(true);
    expect(hits).toEqual([]);
    expect(boxes).toHaveLength(2);
    const inBoxes = scan(boxes.map((box, index) => ({ where: `box ${index}`, bytes: Buffer.from(box) })));
    expect(inBoxes.filter(({ needle }) => needle.startsWith('alias'))).toEqual([]);
    expect(inBoxes.filter(({ needle }) => needle.startsWith('a cell')).length).toBeGreaterThan(0);
  }, 60_000);

  it('this scan would find an alias in a row that was deleted again', async () => {
    const { hits } = await leftBehind(async (db, alias) => {
      await db.execute(sql`insert into seed_versions values ('canary', ${String(alias)})`);
      await db.execute(sql`delete from seed_versions where name = 'canary'`);
    });
    expect(hits.length).toBeGreaterThan(0);
  }, 60_000);
});
