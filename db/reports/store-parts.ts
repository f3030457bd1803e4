import type { UniformBelow } from '../../domain/discrete-laplace.ts';
import type { Database } from '../client.ts';
import type { Keyring } from '../keyring.ts';
import type { FoldLock } from './fold-lock.ts';
import type { Stretch } from './receipt.ts';
import type { WithdrawalMarks } from './withdrawal-marks.ts';

/** What a program gives to its store of reports. */
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
  readonly stretch?: Stretch | undefined;
}

/** What all parts of the store that change reports work with. */
export interface StoreParts extends Pick<ReportStoreOptions, 'db' | 'now'> {
  readonly folds: FoldLock;
  readonly marks: WithdrawalMarks;
}
