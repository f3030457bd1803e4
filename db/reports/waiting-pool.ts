import { randomBytes } from 'node:crypto';
import { count, eq, sql } from 'drizzle-orm';
import type { Database } from '../client.ts';
import type { FoldTransaction } from './fold-transaction.ts';
import { poolSaltLength } from './lengths.ts';
import { shuffled } from './sealed-report.ts';
import { reportFolds, settledReports, waitingReports, waitingReportTables } from './tables.ts';
import { openRecord, sealRecord, type WaitingRecord } from './waiting-record.ts';

/**
 * Reports that wait for their fold lie in a pool. Whenever one comes or goes the whole pool is written anew in
 * random order, each row under a new tag and in a new box: no value of a row stands twice in the table, its dead
 * rows or the log of writes. All have one transaction in common, and nothing tells which of them came last.
 *
 * In a pool without end each confirm would be dearer than the one before. So half of a full one, drawn at random,
 * settles and is not written anew before the night. Whoever comes next still has half a pool for company.
 */
export const poolSize = 100;

type WaitingTable = (typeof waitingReportTables)[number];

/** Whether a report waits; the same questions either way. */
export async function isWaiting({ transaction, key, poolSalt }: FoldTransaction, lookup: Buffer): Promise<boolean> {
  const pooled = await rowsUnder(transaction, waitingReports, key.pooledTag(lookup, poolSalt));
  const settled = await rowsUnder(transaction, settledReports, key.settledTag(lookup));
  return pooled + settled > 0;
}

async function rowsUnder(transaction: Database, table: WaitingTable, tag: Buffer): Promise<number> {
  return (await transaction.select({ tag: table.tag }).from(table).where(eq(table.tag, tag))).length;
}

/** How many reports wait. */
export async function countWaiting(transaction: Database): Promise<number> {
  const counts = [];
  for (const table of waitingReportTables) counts.push(...(await transaction.select({ rows: count() }).from(table)));
  return counts.reduce((sum, { rows }) => sum + rows, 0);
}

/** All that waits; null is what the key does not open. */
export async function readWaiting({ transaction, key }: FoldTransaction): Promise<readonly (WaitingRecord | null)[]> {
  const rows = [];
  for (const table of waitingReportTables) rows.push(...(await transaction.select().from(table)));
  return rows.map(({ tag, sealed }) => openRecord(sealed, key, tag));
}

/** Puts a report into the pool, under the fold lock alone; the caller has asked that it does not wait yet. */
export const addToPool = (fold: FoldTransaction, record: WaitingRecord): Promise<void> =>
  writeAnew(fold, (records) => [...records, record]);

/** Takes a report that waits away, under the fold lock alone. */
export async function takeFromPool(fold: FoldTransaction, lookup: Buffer): Promise<void> {
  const { transaction, key } = fold;
  await transaction.delete(settledReports).where(eq(settledReports.tag, key.settledTag(lookup)));
  await writeAnew(fold, (records) => records.filter((record) => !record.lookup.equals(lookup)));
}

/** The salt that the tables' change gave to a pool of before: its rows stand under tags without one. */
const noSalt = Buffer.alloc(poolSaltLength);

/**
 * Brings over a pool that a version without salts has left, under the fold lock alone: nobody would find a report
 * there by its code. A pool that the key does not open waits for the right one.
 */
export async function bringPoolOver(fold: FoldTransaction): Promise<void> {
  if (!fold.poolSalt.equals(noSalt)) return;
  const waiting = await readWaiting(fold);
  if (waiting.length === 0 || waiting.some((record) => record !== null)) await writeAnew(fold, (records) => records);
}

async function writeAnew(
  { transaction, key }: FoldTransaction,
  changed: (records: readonly WaitingRecord[]) => readonly WaitingRecord[],
): Promise<void> {
  const rows = await transaction.select().from(waitingReports);
  const opened = rows.map((row) => ({ row, record: openRecord(row.sealed, key, row.tag) }));
  // What is damaged stays as it is, for the fold to count.
  const damaged = opened.flatMap(({ row, record }) => (record ? [] : [row]));
  const records = shuffled(changed(opened.flatMap(({ record }) => record ?? [])));
  const settling = records.splice(0, records.length < poolSize ? 0 : poolSize / 2);

  const poolSalt = randomBytes(poolSaltLength);
  const rowUnder = (tag: Buffer, record: WaitingRecord) => ({ tag, sealed: sealRecord(record, key, tag) });
  const pooled = records.map((record) => rowUnder(key.pooledTag(record.lookup, poolSalt), record));
  const settled = settling.map((record) => rowUnder(key.settledTag(record.lookup), record));
  // A deleted row lies about until the night. A truncated table has a new file.
  await transaction.execute(sql`truncate ${waitingReports}`);
  for (const [table, written] of [
    [waitingReports, shuffled([...pooled, ...damaged])],
    [settledReports, settled],
  ] as const)
    if (written.length > 0) await transaction.insert(table).values(written);
  await transaction.update(reportFolds).set({ poolSalt }).where(eq(reportFolds.isOnly, true));
}
