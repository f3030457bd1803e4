import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import type { CalendarDay } from '../../domain/calendar-day.ts';
import { quarterOf } from '../../domain/calendar-period.ts';
import { gridsOf, reversed } from '../../domain/report-counts/noisy-grid.ts';
import { expiryOf } from '../../domain/report-rules.ts';
import type { Database } from '../client.ts';
import type { CountGrids } from './count-grids.ts';
import { fillingFor } from './filling.ts';
import { mustOpen } from './fold-key-fault.ts';
import type { FoldKey, FoldKeys } from './fold-keys.ts';
import type { FoldTransaction } from './fold-transaction.ts';
import { shuffled } from './sealed-report.ts';
import { shuffleRows } from './shuffle-rows.ts';
import { foldedTables, reportFolds, reports, waitingLowerings, waitingTables } from './tables.ts';
import { readWaiting } from './waiting-pool.ts';
import { openLowering, type WaitingRecord } from './waiting-record.ts';

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
export async function fold(held: FoldTransaction, { keys, grids }: FoldParts, today: CalendarDay): Promise<Folded> {
  const { transaction, key, keyId } = held;
  const waiting = await readWaiting(held);
  const records = waiting.filter((record) => record !== null);
  mustOpen(waiting);
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
    .set({ keyId: keys.make(keyId), lastFoldedOn: today })
    .where(eq(reportFolds.isOnly, true));
  return {
    reports: records.length,
    filling: filling.length,
    lowered: lowered.length,
    unreadable: waiting.length - records.length,
  };
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
