import type { Database } from '../client.ts';
import { KeysFault } from '../keys-fault.ts';
import type { FoldKeys } from './fold-keys.ts';
import type { FoldLock } from './fold-lock.ts';
import { openFold } from './fold-transaction.ts';
import { reportFolds } from './tables.ts';
import { readWaiting } from './waiting-pool.ts';
import type { WaitingRecord } from './waiting-record.ts';

/**
 * @param waiting what waits; null is what the key does not open
 * @throws KeysFault when it opens nothing: then it is no damage, but the wrong key
 */
export function mustOpen(waiting: readonly (WaitingRecord | null)[]): void {
  if (waiting.length > 0 && waiting.every((record) => record === null)) throw new KeysFault(wrongKey);
}

/** Tries the key on what waits, and changes nothing: what is wrong, in words for the operator, or null. */
export async function findFoldKeyFault(folds: FoldLock, keys: FoldKeys): Promise<string | null> {
  const look = async (transaction: Database) => {
    // Before the first report of an installation there is none.
    if ((await transaction.$count(reportFolds)) > 0) mustOpen(await readWaiting(await openFold(transaction, keys)));
    return null;
  };
  return folds.shareTables(look).catch((error) => {
    if (error instanceof KeysFault) return error.message;
    throw error;
  });
}

const wrongKey =
  'The fold key in KEYS_DIRECTORY opens none of the waiting reports: it belongs to another database. Put the right folder of keys back.';
