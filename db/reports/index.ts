import { randomInt } from 'node:crypto';
import type { ReportDesk } from '../../domain/report-desk.ts';
import { createReportExchange, type ReportExchange } from './bundle.ts';
import { createCountGrids, type ReportCounts, readReportCounts } from './count-grids.ts';
import { createDesk } from './desk.ts';
import { findFoldKeyFault } from './fold-key-fault.ts';
import { createFoldKeys } from './fold-keys.ts';
import { createFoldLock } from './fold-lock.ts';
import { createReportJobs, type ReportJobs } from './jobs.ts';
import { createReceivingKeys, type ReceivingKeys } from './receiving-keys.ts';
import type { ReportStoreOptions } from './store-parts.ts';
import { createWithdrawalMarks } from './withdrawal-marks.ts';

/** All that is kept of incident reports. */
export interface ReportStore {
  /** For the chat. */
  readonly desk: ReportDesk;
  /** For the schedule and the operator's commands. */
  readonly jobs: ReportJobs;
  readonly receivingKeys: ReceivingKeys;
  readonly exchange: ReportExchange;
  /** What is wrong with the key of what waits, in words for the operator, or null. Changes nothing. */
  keyFault(): Promise<string | null>;
  /** What is released of the counts. */
  counts(): Promise<ReportCounts>;
}

/** The stores of reports on a database. Opening them asks nothing of it. */
export function createReportStore(options: ReportStoreOptions): ReportStore {
  const { db, keyring, keysDirectory, now, random = (limit) => randomInt(limit), stretch } = options;
  const keys = createFoldKeys(keysDirectory);
  const folds = createFoldLock(db, keys, now);
  const marks = createWithdrawalMarks(keyring, keysDirectory);
  const grids = createCountGrids(keyring, random);
  return {
    desk: createDesk({ db, keyring, folds, marks, now, stretch }),
    jobs: createReportJobs({ db, folds, keys, grids, marks, now }),
    receivingKeys: createReceivingKeys(db, now),
    exchange: createReportExchange(folds),
    keyFault: () => findFoldKeyFault(folds, keys),
    counts: () => readReportCounts(db, keyring),
  };
}
