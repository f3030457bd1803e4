import { randomInt } from 'node:crypto';
import type { UniformBelow } from '../../domain/discrete-laplace.ts';
import type { ReportDesk } from '../../domain/report-desk.ts';
import type { Database } from '../client.ts';
import type { Keyring } from '../keyring.ts';
import { createReportExchange, type ReportExchange } from './bundle.ts';
import { createCountGrids, type ReportCounts, readReportCounts } from './count-grids.ts';
import { createDesk } from './desk.ts';
import { createFoldKeys } from './fold-keys.ts';
import { createFoldLock } from './fold-lock.ts';
import { createReportJobs, type ReportJobs } from './jobs.ts';
import type { Stretch } from './receipt.ts';
import { createReceivingKeys, type ReceivingKeys } from './receiving-keys.ts';
import { createWithdrawalMarks } from './withdrawal-marks.ts';

export interface ReportStoreOptions {
  readonly db: Database;
  readonly keyring: Keyring;
  /** Fold keys are made and destroyed here; it must outlive the database's folder. */
  readonly keysDirectory: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Makes the noise of the counts. Anything but a cryptographic source is for tests. */
  readonly random?: UniformBelow;
  /** In place of scrypt, for tests. */
  readonly stretch?: Stretch;
}

/** All that is kept of incident reports. */
export interface ReportStore {
  /** For the chat. */
  readonly desk: ReportDesk;
  /** For the schedule and the operator's commands. */
  readonly jobs: ReportJobs;
  readonly receivingKeys: ReceivingKeys;
  readonly exchange: ReportExchange;
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
    counts: () => readReportCounts(db, keyring),
  };
}
