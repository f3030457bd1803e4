import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { openDatabase } from '../../../db/open-database.ts';
import { createReportStore } from '../../../db/reports/index.ts';
import { createReceipts } from '../../../db/reports/receipt.ts';
import { openReport, sealReport } from '../../../db/reports/sealed-report.ts';
import { rowsOf } from '../../../db/rows-of.ts';
import { Secret } from '../../../domain/secret.ts';
import { testKeyring } from '../../support/keyrings.ts';
import { newHolder, openRoom, type ReportRoom, someReport } from '../../support/report-room.ts';
import type { BenchSetting, DatabaseName } from '../bench-setting.ts';
import { inDigits } from '../figures.ts';
import { type Cell, printTable } from '../table.ts';

/** What a report costs: the stretching of its code, the rest of a confirm, a fold, and the opening. */
export async function measureReports(setting: BenchSetting, isQuick: boolean): Promise<void> {
  const sizes = isQuick ? [1_000] : [1_000, 10_000, 100_000];
  const confirmed = [await stretching()];
  for (const database of setting.databases) confirmed.push(await confirming(setting, database));
  printTable(
    'Reports confirmed, all at once: the stretching of a code is the ceiling',
    ['', 'ms', 'a second'],
    confirmed,
  );
  for (const database of setting.databases) {
    const lines: Cell[][] = [];
    for (const size of sizes) lines.push(await costAt(setting, database, size, lines));
    printTable(`Reports on ${database}`, head, lines);
  }
  const opened: Cell[][] = [];
  for (const size of sizes) opened.push(await opening(size, opened));
  printTable('Opening, on the machine of an organisation', ['reports', 's', 'ms each', '× reports', '× s'], opened);
}

const head = ['kept', 'confirm ms', 'look ms', 'fold of 50, s', '× rows', '× fold', 'erase s'];

async function stretching(): Promise<Cell[]> {
  const receipts = createReceipts(testKeyring());
  const times = 8;
  await receipts.receiptOf(receipts.codeFor(randomBytes(16)));
  const began = performance.now();
  // All at once: they wait for one another.
  await Promise.all(Array.from({ length: times }, () => receipts.receiptOf(receipts.codeFor(randomBytes(16)))));
  const each = (performance.now() - began) / times;
  return ['scrypt, N = 2^17', inDigits(each), inDigits(1_000 / each)];
}

/** Whole confirms, with the real stretching: everybody presses in the same moment. */
async function confirming(setting: BenchSetting, database: DatabaseName): Promise<Cell[]> {
  const { db, close } = await openNew(setting, database);
  const room = await openRoom(db);
  const { keyring, keysDirectory } = room;
  const { desk } = createReportStore({ db, keyring, keysDirectory, now: () => Date.parse(`${room.day}T12:00:00Z`) });
  const confirm = () => desk.confirm(someReport(), randomBytes(16));
  const times = 16;
  try {
    await confirm();
    const each = await timed(1, () => Promise.all(Array.from({ length: times }, confirm)));
    return [`a confirm on ${database}`, inDigits(each / times), inDigits((1_000 * times) / each)];
  } finally {
    await close();
    room.clear();
  }
}

/** Every report of a bundle is opened, one after another, as `zont reports open` does. */
async function opening(size: number, before: Cell[][]): Promise<Cell[]> {
  const { identity, recipient } = await newHolder();
  // A few different ones in turn cost what as many different ones do.
  const sealed = await Promise.all(Array.from({ length: 20 }, () => sealReport(someReport(), [recipient])));
  const milliseconds = await timed(1, async () => {
    for (let done = 0; done < size; done++) {
      if ((await openReport(sealed[done % sealed.length] as Buffer, identity))?.kind !== 'report')
        throw new Error('A report did not open.');
      if (done % 250 === 0) progress(`${done} of ${size} reports opened`);
    }
  });
  progress('');
  const [first] = before;
  return [
    size.toLocaleString('en'),
    inDigits(milliseconds / 1_000),
    inDigits(milliseconds / size),
    first ? inDigits(size / 1_000) : null,
    first ? inDigits(milliseconds / 1_000 / Number(first[1])) : null,
  ];
}

async function openNew(setting: BenchSetting, database: DatabaseName) {
  const home = await setting.newHome(database);
  return openDatabase(
    home.DATABASE_URL
      ? { kind: 'postgres', url: new Secret(home.DATABASE_URL) }
      : { kind: 'embedded', directory: home.DATA_DIRECTORY as string },
  );
}

async function costAt(setting: BenchSetting, database: DatabaseName, size: number, before: Cell[][]): Promise<Cell[]> {
  const { db, close } = await openNew(setting, database);
  const room = await openRoom(db);
  try {
    const confirm = await timed(50, () => room.sends());
    await grow(room, size);
    const code = await room.sends();
    const look = await timed(30, () => room.desk.look(code));
    room.day = '2026-12-06';
    const fold = await timed(1, () => room.jobs.fold());
    const erase = await timed(1, () => room.jobs.erase());
    const [first] = before;
    return [
      size.toLocaleString('en'),
      inDigits(confirm),
      inDigits(look),
      inDigits(fold / 1_000),
      first ? inDigits(size / 1_000) : null,
      first ? inDigits(fold / 1_000 / Number(first[3])) : null,
      inDigits(erase / 1_000),
    ];
  } finally {
    await close();
    room.clear();
    progress('');
  }
}

/** Copies of one sealed report, under ids and lookups of their own: they cost what any others do. */
async function grow(room: ReportRoom, size: number): Promise<void> {
  await room.db.execute(sql`update report_folds set last_folded_on = '2026-11-01'`);
  await room.jobs.fold();
  const step = 1_000;
  for (let made = 0; made < size; made += step) {
    progress(`${made} of ${size} reports made`);
    await room.db.execute(sql`insert into reports
      select gen_random_uuid(), organisation_id, quarter, sealed,
        decode(md5(random()::text || number) || md5(random()::text || number), 'hex'), reply_public_key, withdrawal, expires_quarter
      from (select * from reports limit 1) one, generate_series(1, ${sql.raw(String(Math.min(step, size - made)))}) number`);
  }
  const [row] = await rowsOf<{ rows: number }>(room.db, sql`select count(*)::int as rows from reports`);
  if ((row?.rows ?? 0) < size) throw new Error('The reports were not made.');
  for (let waiting = 0; waiting < 49; waiting++) await room.sends();
}

async function timed(times: number, perform: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  for (let time = 0; time < times; time++) await perform();
  return (performance.now() - began) / times;
}

/** One line that is written over, only where somebody looks. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text}`);
}
