import { count, lte, sql } from 'drizzle-orm';
import { dayOf } from '../../domain/calendar-day.ts';
import { quarterOf } from '../../domain/calendar-period.ts';
import { type GridName, gridsOf } from '../../domain/report-counts/noisy-grid.ts';
import { type FoldReason, foldReason, isFoldDue } from '../../domain/report-rules.ts';
import { type Erased, erase } from '../erase/erase.ts';
import { type Folded, type FoldParts, fold } from './fold.ts';
import { shuffleRows } from './shuffle-rows.ts';
import type { StoreParts } from './store-parts.ts';
import {
  reportAnswers,
  reportFolds,
  reports,
  waitingReportTables,
  withdrawalMarks,
  withdrawalTables,
  withdrawnReports,
} from './tables.ts';
import { countWaiting } from './waiting-pool.ts';

export interface JobOptions {
  /** True: only say what would be done. */
  readonly dryRun?: boolean;
}

/**
 * The regular work on reports. Each job may run at any time, twice, and in two processes: it looks
 * first what is due, under a lock. What it answers is for the operator's eyes; no log gets numbers.
 */
export interface ReportJobs {
  /**
   * Opens the periods of today with their noise, and folds when a fold is due.
   * @param options.early folds whatever waits: for the preview, where nobody waits for company
   */
  fold(
    options?: JobOptions & { readonly early?: boolean },
  ): Promise<{ readonly reason: FoldReason; readonly waiting: number; readonly folded: Folded | null }>;
  /** Freezes every period that is over, after a fold of whatever waits. */
  freeze(options?: JobOptions): Promise<{ readonly due: readonly GridName[]; readonly folded: Folded | null }>;
  /** Deletes what has been kept for eight quarters. */
  expire(options?: JobOptions): Promise<{ readonly reports: number; readonly marks: number }>;
  /**
   * Takes what the day left of order, and clears what deleted rows left in the database's files, those of chats
   * as well: they stand in the same log. `null` with `dryRun`.
   */
  erase(options?: JobOptions): Promise<{ readonly erased: Erased | null }>;
}

export type JobParts = StoreParts & FoldParts;

/** The jobs on a database. */
export function createReportJobs({ db, folds, keys, grids, marks, now }: JobParts): ReportJobs {
  const today = () => dayOf(now());

  return {
    async fold({ dryRun = false, early = false } = {}) {
      const result = await folds.hold(async (held) => {
        const waiting = await countWaiting(held.transaction);
        const reason = foldReason(waiting, held.lastFoldedOn, today());
        const isDue = (isFoldDue(reason) || (early && waiting > 0)) && !dryRun;
        if (!isDue && !dryRun) await grids.apply(held.transaction, gridsOf(quarterOf(today())), []);
        return { reason, waiting, folded: isDue ? await fold(held, { keys, grids }, today()) : null };
      });
      if (!dryRun) await folds.destroySpentKeys();
      return result;
    },

    async freeze({ dryRun = false } = {}) {
      const result = await folds.hold(async (held) => {
        const due = await grids.due(held.transaction, today());
        if (due.length === 0 || dryRun) return { due, folded: null };
        // One transaction: what was withdrawn a moment ago still comes off the figure.
        const folded = await fold(held, { keys, grids }, today());
        await grids.freeze(held.transaction, due);
        return { due, folded };
      });
      if (!dryRun) await folds.destroySpentKeys();
      return result;
    },

    expire: ({ dryRun = false } = {}) =>
      folds.hold(async ({ transaction }) => {
        const quarter = quarterOf(today());
        const isOver = (table: typeof reports | typeof withdrawalMarks | typeof withdrawnReports) =>
          lte(table.expiresQuarter, quarter);
        const numberIn = async (table: typeof reports | typeof withdrawalMarks) => {
          const [row] = await transaction.select({ rows: count() }).from(table).where(isOver(table));
          return row?.rows ?? 0;
        };
        const expired = { reports: await numberIn(reports), marks: await numberIn(withdrawalMarks) };
        if (dryRun) return expired;
        await transaction.execute(
          sql`delete from ${reportAnswers} where report_id in (select id from ${reports} where ${isOver(reports)})`,
        );
        for (const table of [reports, withdrawalMarks, withdrawnReports])
          await transaction.delete(table).where(isOver(table));
        await marks.writeFile(transaction, quarter);
        return expired;
      }),

    async erase({ dryRun = false } = {}) {
      if (dryRun) return { erased: null };
      await folds.destroySpentKeys();
      // Else the last report, or withdrawal, of the day would have the number of its transaction for longer.
      await folds.holdTables(async (transaction) => {
        for (const table of [reportFolds, ...waitingReportTables, ...withdrawalTables])
          await shuffleRows(transaction, table);
      });
      return { erased: await erase(db) };
    },
  };
}
