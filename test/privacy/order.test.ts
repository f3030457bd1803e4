import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { keepReports } from '../../bot/jobs/keep-reports.ts';
import type { Database } from '../../db/client.ts';
import { createBookingKeys } from '../../db/counselling/booking-keys.ts';
import { createFoldKeys } from '../../db/reports/fold-keys.ts';
import { createReceipts } from '../../db/reports/receipt.ts';
import { openRecord } from '../../db/reports/waiting-record.ts';
import { rowsOf } from '../../db/rows-of.ts';
import { weekly } from '../../domain/booking/hours.ts';
import type { ReceiptCode } from '../../domain/receipt-code.ts';
import {
  anything,
  bishkek,
  bookHour,
  type Office,
  openOffice,
  reminding,
} from '../db/counselling/support/counselling-office.ts';
import { databaseKinds, openReadableDatabase, type ReadableDatabase } from '../support/databases.ts';
import { newAlias, testKeyring } from '../support/keyrings.ts';
import { filesOf } from '../support/leak-scan.ts';
import { numbersOnDisk } from '../support/numbers-on-disk.ts';
import { fastStretch, openRoom, type ReportRoom } from '../support/report-room.ts';
import { versionsIn } from '../support/row-versions.ts';

/**
 * So many people book an hour and send a report, one person after another: the worst case for them. The attacker
 * has the database, puts bookings into an order, puts waiting reports into an order, and says that the n-th of
 * the one and the n-th of the other are one person's.
 */
const people = 30;
/** By chance one is right; ten or more of thirty less than once in three million times. */
const byChance = 10;

/** What is off: the pool, whose rows then stay as they came. */
const off = vi.hoisted(() => ({ pool: false }));

vi.mock('../../db/reports/waiting-pool.ts', async (original) => {
  const real = await original<typeof import('../../db/reports/waiting-pool.ts')>();
  const { waitingReports } = await import('../../db/reports/tables.ts');
  const { sealRecord } = await import('../../db/reports/waiting-record.ts');
  return {
    ...real,
    async addToPool(...[fold, record]: Parameters<typeof real.addToPool>) {
      if (!off.pool) return real.addToPool(fold, record);
      const tag = fold.key.pooledTag(record.lookup, fold.poolSalt);
      await fold.transaction.insert(waitingReports).values({ tag, sealed: sealRecord(record, fold.key, tag) });
    },
  };
});

/** A row as it lies in the database, and whose it is, which only the test knows. */
interface Row {
  readonly person: number;
  readonly version: number;
  readonly place: number;
  readonly value: Buffer;
}

type Order = (rows: readonly Row[], log: Buffer) => readonly Row[];

const by =
  (of: (row: Row, log: Buffer) => number): Order =>
  (rows, log) => {
    const measured = rows.map((row) => ({ row, at: of(row, log) }));
    return measured.sort((a, b) => a.at - b.at || a.row.place - b.row.place).map(({ row }) => row);
  };

const orders: Readonly<Record<string, Order>> = {
  'numbers of transactions': by(({ version }) => version),
  'places of rows': by(({ place }) => place),
  'values of rows': by(({ value }) => value.readUIntBE(0, 6)),
  'where a value first stands in the log': by(({ value }, log) => log.indexOf(value.subarray(0, 12))),
};

describe.each(databaseKinds())('who has the %s database, with a booking and a report of each person', (kind) => {
  let opened: ReadableDatabase;
  let office: Office;
  let room: ReportRoom;
  beforeAll(async () => {
    opened = await openReadableDatabase(kind);
  });
  afterEach(() => {
    off.pool = false;
    room.clear();
  });
  afterAll(() => opened.close());

  const owners = new Map<string, number>();

  async function everybodyBooksAndReports(): Promise<void> {
    const days = Array.from({ length: 7 }, (_, day) => weekly(day + 1, 9, 20));
    office = await openOffice(opened.db, days);
    room = await openRoom(opened.db);
    owners.clear();
    const keys = createBookingKeys(testKeyring('counselling'));
    const receipts = createReceipts(room.keyring, fastStretch);
    const { days: free } = await office.desk.daysWithFreeHours(anything, bishkek);
    const hours = [];
    for (const day of free) hours.push(...(await office.desk.freeHours(day, anything, bishkek)));
    // Not hour after hour: the number of a slot would stand for the order.
    const chosen = hours.sort((a, b) => ((a.slot.id * 7919) % 1009) - ((b.slot.id * 7919) % 1009)).slice(0, people);
    for (const [person, hour] of chosen.entries()) {
      const alias = newAlias();
      const { code } = await bookHour(office, hour, alias, { reminding });
      owners.set(keys.lookup(code).toString('hex'), person);
      await office.desk.joinWaitList(alias, { ...reminding, wish: anything });
      const { lookup } = await receipts.receiptOf(await room.sends());
      owners.set(lookup.toString('hex'), person);
    }
  }

  const bookings = () => rowsIn(opened.db, sql`taken_seats`, sql`lookup`, (value) => value);
  async function reports(): Promise<Row[]> {
    const [fold] = await rowsOf<{ id: string }>(opened.db, sql`select key_id as id from report_folds`);
    const key = createFoldKeys(room.keysDirectory).read(fold?.id ?? '');
    return rowsIn(opened.db, sql`waiting_reports`, sql`tag || sealed`, (value) => {
      const record = key && openRecord(value.subarray(32), key, value.subarray(0, 32));
      return record?.lookup ?? Buffer.alloc(0);
    });
  }

  async function rowsIn(
    db: Database,
    table: ReturnType<typeof sql>,
    value: ReturnType<typeof sql>,
    lookupOf: (value: Buffer) => Buffer,
  ) {
    const rows = await rowsOf<{ version: string; place: string; value: string }>(
      db,
      sql`select xmin::text as version, ctid::text as place, encode(${value}, 'hex') as value from ${table}`,
    );
    return rows.map(({ version, place, value: hex }): Row => {
      const [page = 0, line = 0] = place.slice(1, -1).split(',').map(Number);
      const bytes = Buffer.from(hex, 'hex');
      const person = owners.get(lookupOf(bytes).toString('hex')) ?? -1;
      return { version: Number(version), place: page * 10_000 + line, value: bytes, person };
    });
  }

  /** The log of the embedded database; that of the server is full of what other tests write. */
  const log = () =>
    kind === 'embedded'
      ? Buffer.concat([...filesOf(join(opened.folder, 'pglite', 'pg_wal'))].map(({ bytes }) => Buffer.from(bytes)))
      : Buffer.alloc(0);

  /** How many are linked, at best. */
  async function linked(): Promise<number> {
    const [booked, reported, written] = [await bookings(), await reports(), log()];
    expect([booked.length, reported.length]).toEqual([people, people]);
    const counts = Object.values(orders).flatMap((ofBookings) =>
      Object.values(orders).map((ofReports) => {
        const [one, other] = [ofBookings(booked, written), ofReports(reported, written)];
        return one.filter(({ person }, index) => other[index]?.person === person).length;
      }),
    );
    return Math.max(...counts);
  }

  it('links none of them better than by chance', async () => {
    await everybodyBooksAndReports();
    expect(await linked()).toBeLessThan(byChance);
    expect(await versionsIn(opened.db, 'waiting_reports')).toHaveLength(1);
  });

  it('links all when waiting reports stay where they are written', async () => {
    off.pool = true;
    await everybodyBooksAndReports();
    expect(await linked()).toBe(people);
  });

  it('finds nothing of an order in bookings after the night, and all of it before', async () => {
    await everybodyBooksAndReports();
    const inOrder = Array.from({ length: people }, (_, person) => person);
    const tables = ['taken_seats', 'booking_reminders', 'waiting_places'];
    const guess = async (order: Order) => order(await bookings(), Buffer.alloc(0)).map(({ person }) => person);
    const right = async (order: Order) => (await guess(order)).filter((person, index) => person === index).length;
    const lockers = () =>
      rowsOf(
        opened.db,
        sql`select 1 from counselling_slots where xmax <> 0 union all select 1 from counselling_organisations where xmax <> 0`,
      );
    expect(await guess(orders['numbers of transactions'] as Order)).toEqual(inOrder);
    for (const table of tables)
      expect((await versionsIn(opened.db, table)).length, table).toBeGreaterThanOrEqual(people);
    expect((await lockers()).length).toBeGreaterThan(people);

    const before = await rowsOf(opened.db, sql`select * from taken_seats order by lookup`);
    // Twice where the server's own reader of statistics was at work just then: it holds back what is cleared.
    await vi.waitFor(
      async () => {
        await office.desk.forgetOrder();
        expect(await lockers()).toEqual([]);
      },
      { timeout: 30_000 },
    );
    expect(await rowsOf(opened.db, sql`select * from taken_seats order by lookup`)).toEqual(before);
    for (const table of tables) expect(await versionsIn(opened.db, table), table).toHaveLength(1);
    for (const name of ['numbers of transactions', 'places of rows'])
      expect(await right(orders[name] as Order), name).toBeLessThan(byChance);
  });

  it('finds the number of no report and no withdrawal in the file of any table after the nights', async () => {
    room = await openRoom(opened.db);
    const numbers = new Set<number>();
    const note = async (table: string) => {
      for (const version of await versionsIn(opened.db, table)) numbers.add(Number(version));
    };
    const sends = async () => {
      const code = await room.sends();
      await note('waiting_reports');
      return code;
    };
    const bearers = async () =>
      (await numbersOnDisk(opened))
        .filter((one) => [...one.numbers].some((number) => numbers.has(number)))
        .map(({ table }) => table);
    const night = () => keepReports({ jobs: room.jobs, faults: { report: (event) => expect.fail(event) } });

    const codes = [await sends(), await sends(), await sends()];
    room.day = '2026-12-07';
    await night();
    expect(await room.rowsIn('waiting_reports')).toBe(0);
    // Of a report that is folded, and of one that waits.
    for (const code of [codes[0], await sends()]) {
      expect((await room.desk.withdraw(code as ReceiptCode)).ok).toBe(true);
      await note('withdrawal_marks');
    }
    // The system's own tables get crowded by it.
    for (let more = 0; more < 24; more++) await sends();
    expect(numbers.size).toBe(30);
    expect(await bearers()).toEqual(expect.arrayContaining(['report_folds', 'waiting_reports', 'pg_class']));
    room.day = '2026-12-08';
    // Twice where the server's own cleaning was at work just then.
    await vi.waitFor(
      async () => {
        await night();
        expect(await bearers()).toEqual([]);
      },
      { timeout: 30_000 },
    );
    expect(await room.rowsIn('waiting_reports')).toBe(24);
  });
});
