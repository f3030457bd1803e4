import { randomUUID } from 'node:crypto';
import { count, eq, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { CalendarDay } from '../../domain/calendar-day.ts';
import { quarterOf } from '../../domain/calendar-period.ts';
import { gridsOf, reversed } from '../../domain/report-counts/noisy-grid.ts';
import { expiryOf } from '../../domain/report-rules.ts';
import type { Database } from '../client.ts';
import type { CountGrids } from './count-grids.ts';
import { fillingFor } from './filling.ts';
import type { FoldKey, FoldKeys } from './fold-keys.ts';
import type { FoldTransaction } from './fold-lock.ts';
import { shuffled } from './sealed-report.ts';
import { foldedTables, reportFolds, reports, waitingLowerings, waitingReports, waitingTables } from './tables.ts';
import { openLowering, openRecord, type WaitingRecord } from './waiting-record.ts';

/** What a fold did. Numbers of this kind are for the operator's command, never for a log or a page. */
export interface Folded {
  readonly reports: number;
  readonly filling: number;
  readonly lowered: number;
  /** Waiting rows that their own key does not open: they were damaged, and are gone. */
  readonly unreadable: number;
}

export interface FoldParts {
  readonly keys: FoldKeys;
  readonly grids: CountGrids;
}

type Row = typeof reports.$inferInsert;

/**
 * Brings all that waits into the reports and the counts, within a transaction that holds the fold lock.
 * All rows of every table are written anew in random order, so that neither their places nor their
 * versions tell which came before which. The new key stands on disk before the commit that names it;
 * the old one is destroyed by the caller, after the commit (see fold-lock.ts).
 */
export async function fold(
  { transaction, key }: FoldTransaction,
  { keys, grids }: FoldParts,
  today: CalendarDay,
): Promise<Folded> {
  const waiting = await transaction.select().from(waitingReports);
  const records = waiting.flatMap(({ sealed, tag }) => openRecord(sealed, key, tag) ?? []);
  if (waiting.length > 0 && records.length === 0) throw new Error(wrongKey);
  const filling = await fillingFor(transaction, records);
  await insertAll(transaction, shuffled([...records, ...filling].map(rowOf)));

  const lowered = await openLowerings(transaction, key);
  const quarters = new Set([quarterOf(today), ...records.map(({ quarter }) => quarter)]);
  await grids.apply(transaction, [...quarters].flatMap(gridsOf), [
    ...records.flatMap(({ changes }) => changes),
    ...lowered.flatMap(reversed),
  ]);

  for (const table of foldedTables) await shuffleRows(transaction, table);
  await transaction.execute(sql`truncate ${sql.join([...waitingTables], sql`, `)}`);
  await transaction
    .update(reportFolds)
    .set({ keyId: keys.make(), lastFoldedOn: today })
    .where(eq(reportFolds.isOnly, true));
  return {
    reports: records.length,
    filling: filling.length,
    lowered: lowered.length,
    unreadable: waiting.length - records.length,
  };
}

/** How many reports wait. */
export async function countWaiting(transaction: Database): Promise<number> {
  const [row] = await transaction.select({ rows: count() }).from(waitingReports);
  return row?.rows ?? 0;
}

function rowOf(record: WaitingRecord): Row {
  const { organisation, quarter, sealed, lookup, replyPublicKey, withdrawal } = record;
  return {
    id: randomUUID(),
    organisationId: organisation,
    quarter,
    sealed,
    lookup,
    replyPublicKey,
    withdrawal,
    expiresQuarter: expiryOf(quarter),
  };
}

/** In steps: a statement holds 65,535 values at most. */
async function insertAll(transaction: Database, rows: readonly Row[]): Promise<void> {
  const step = 1_000;
  for (let start = 0; start < rows.length; start += step) {
    await transaction.insert(reports).values(rows.slice(start, start + step));
  }
}

async function openLowerings(transaction: Database, key: FoldKey) {
  const rows = await transaction.select().from(waitingLowerings);
  return rows.flatMap(({ sealed }) => {
    const changes = openLowering(sealed, key);
    return changes ? [changes] : [];
  });
}

/** gen_random_uuid() draws from the system's random source; random() does not. */
async function shuffleRows(transaction: Database, table: PgTable): Promise<void> {
  await transaction.execute(
    sql`create temporary table shuffling on commit drop as select * from ${table} order by gen_random_uuid()`,
  );
  await transaction.execute(sql`truncate ${table}`);
  await transaction.execute(sql`insert into ${table} select * from shuffling`);
  await transaction.execute(sql`drop table shuffling`);
}

const wrongKey =
  'The fold key in KEYS_DIRECTORY opens none of the waiting reports: it belongs to another database. Put the right folder of keys back.';
