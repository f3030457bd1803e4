import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { openDatabase } from '../../../db/client.ts';
import { createReceipts } from '../../../db/reports/receipt.ts';
import { openReport } from '../../../db/reports/sealed-report.ts';
import { rowsOf } from '../../../db/rows-of.ts';
import { Secret } from '../../../domain/secret.ts';
import { testKeyring } from '../../support/keyrings.ts';
import { openRoom, type ReportRoom, taisPlus } from '../../support/report-room.ts';
import type { BenchSetting, DatabaseName } from '../bench-setting.ts';
import { inDigits } from '../figures.ts';
import { type Cell, printTable } from '../table.ts';

/** What a report costs: the stretching of its code, the rest of a confirm, a fold, and the opening. */
export async function measureReports(setting: BenchSetting, isQuick: boolean): Promise<void> {
  const sizes = isQuick ? [1_000] : [1_000, 10_000, 100_000];
  printTable(
    'The stretching of a code, which is the ceiling of confirms',
    ['', 'ms', 'a second'],
    [await stretching()],
  );
  for (const database of setting.databases) {
    const lines: Cell[][] = [];
    for (const size of sizes) lines.push(await costAt(setting, database, size, lines));
    printTable(`Reports on ${database}`, head, lines);
  }
}

const head = [
  'kept',
  'confirm ms',
  'look ms',
  'fold of 50, s',
  '× rows',
  '× fold',
  'erase s',
  'open one, ms',
  'open all, s',
];

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

async function costAt(setting: BenchSetting, database: DatabaseName, size: number, before: Cell[][]): Promise<Cell[]> {
  const home = await setting.newHome(database);
  const { db, close } = await openDatabase(
    home.DATABASE_URL
      ? { kind: 'postgres', url: new Secret(home.DATABASE_URL) }
      : { kind: 'embedded', directory: home.DATA_DIRECTORY as string },
  );
  const room = await openRoom(db);
  try {
    const confirm = await timed(50, () => room.sends());
    await grow(room, size);
    const code = await room.sends();
    const look = await timed(30, () => room.desk.look(code));
    room.day = '2026-12-06';
    const fold = await timed(1, () => room.jobs.fold());
    const erase = await timed(1, () => room.jobs.erase());
    const { rows } = await room.exchange.bundleOf(taisPlus);
    const opened = rows.slice(0, 1_000);
    let done = 0;
    const open = await timed(1, async () => {
      for (const { sealed } of opened) {
        await openReport(sealed, room.holder.identity);
        if (++done % 250 === 0) progress(`${database}, ${size} reports: ${done} of ${opened.length} opened`);
      }
    });
    const [first] = before;
    return [
      size.toLocaleString('en'),
      inDigits(confirm),
      inDigits(look),
      inDigits(fold / 1_000),
      first ? inDigits(size / 1_000) : null,
      first ? inDigits(fold / 1_000 / Number(first[3])) : null,
      inDigits(erase / 1_000),
      inDigits(open / opened.length),
      inDigits((open / opened.length) * (size / 1_000)),
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
