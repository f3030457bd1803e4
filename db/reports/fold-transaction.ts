import type { CalendarDay } from '../../domain/calendar-day.ts';
import type { Database } from '../client.ts';
import { KeysFault } from '../keys-fault.ts';
import type { FoldKey, FoldKeys } from './fold-keys.ts';
import { reportFolds } from './tables.ts';

/** A transaction that no fold can interrupt, and the fold key that holds in it. */
export interface FoldTransaction {
  readonly transaction: Database;
  readonly key: FoldKey;
  readonly keyId: string;
  /** Of the tags in the pool, anew at each change of it. */
  readonly poolSalt: Buffer;
  readonly lastFoldedOn: CalendarDay;
}

/**
 * Opens it within a transaction that holds the fold lock, shared or alone.
 * @throws KeysFault when the key that the database names is not in the folder, or cannot be read
 */
export async function openFold(transaction: Database, keys: FoldKeys): Promise<FoldTransaction> {
  const [state] = await transaction.select().from(reportFolds);
  const key = state && keys.read(state.keyId);
  if (!key) throw new KeysFault(missingKey);
  const { keyId, poolSalt, lastFoldedOn } = state;
  return { transaction, key, keyId, poolSalt, lastFoldedOn };
}

const missingKey =
  'The key of the waiting reports is missing: a file fold-….key in KEYS_DIRECTORY. Put the folder of keys back as it was. No report is taken until then.';
