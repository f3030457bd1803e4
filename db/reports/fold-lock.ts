import { randomBytes } from 'node:crypto';
import { count, sql } from 'drizzle-orm';
import { dayOf } from '../../domain/calendar-day.ts';
import type { Database } from '../client.ts';
import type { FoldKeys } from './fold-keys.ts';
import { type FoldTransaction, openFold } from './fold-transaction.ts';
import { poolSaltLength } from './lengths.ts';
import { reportFolds, waitingLowerings } from './tables.ts';
import { bringPoolOver, countWaiting } from './waiting-pool.ts';

/** Who looks shares the lock; who writes has it alone. */
export interface FoldLock {
  share<T>(work: (fold: FoldTransaction) => Promise<T>): Promise<T>;
  hold<T>(work: (fold: FoldTransaction) => Promise<T>): Promise<T>;
  /** Shares the lock where no fold key is needed. Who writes truncates tables, which no snapshot survives. */
  shareTables<T>(work: (transaction: Database) => Promise<T>): Promise<T>;
  /** Has it alone where no fold key is needed. */
  holdTables<T>(work: (transaction: Database) => Promise<T>): Promise<T>;
  /** Destroys keys of folds that are over. Answers how many there were. */
  destroySpentKeys(): Promise<number>;
}

/** Any number that no other program on the same server uses. */
const lockNumber = 2_026_112_205;

/**
 * The lock on a database. It lasts as long as a transaction, so a killed program holds nothing.
 *
 * Which key is in use stands in the database and changes in the very transaction that folds. So the
 * order is: make the new key, commit, destroy the old one. Whatever is killed in between leaves one
 * key too many, never one too few; the next start, or the next fold, destroys it.
 */
export function createFoldLock(db: Database, keys: FoldKeys, now: () => number): FoldLock {
  let preparing: Promise<void> | null = null;

  const locked = <T>(isShared: boolean, work: (transaction: Database) => Promise<T>) =>
    db.transaction(async (transaction) => {
      const lock = isShared ? sql`pg_advisory_xact_lock_shared` : sql`pg_advisory_xact_lock`;
      await transaction.execute(sql`select ${lock}(${sql.raw(String(lockNumber))})`);
      return work(transaction);
    });

  /**
   * Where nothing was folded yet: names the line of keys before the first one is made, so that whoever is killed in
   * between leaves none that nobody knows.
   */
  const begin = () =>
    locked(false, async (transaction) => {
      const state = { isOnly: true, keyId: keys.begin(), poolSalt: randomBytes(poolSaltLength) };
      await transaction
        .insert(reportFolds)
        .values({ ...state, lastFoldedOn: dayOf(now()) })
        .onConflictDoNothing();
    });

  /** The first key of an installation, what a killed fold left, and a pool of an earlier version. */
  const tidy = () =>
    locked(false, async (transaction) => {
      const [state] = await transaction.select().from(reportFolds);
      if (!state) return;
      if (keys.read(state.keyId)) {
        await bringPoolOver(await openFold(transaction, keys));
        return void keys.destroyAllBut(state.keyId);
      }
      // Its key may come back with the right folder of keys; without waiting rows nobody needs it.
      if (await hasWaiting(transaction)) return;
      await transaction.update(reportFolds).set({ keyId: keys.make(state.keyId) });
    });

  /** Once a process. */
  function prepare(): Promise<void> {
    preparing ??= begin()
      .then(tidy)
      .catch((error) => {
        preparing = null;
        throw error;
      });
    return preparing;
  }

  async function withKey<T>(isShared: boolean, work: (fold: FoldTransaction) => Promise<T>): Promise<T> {
    await prepare();
    return locked(isShared, async (transaction) => work(await openFold(transaction, keys)));
  }

  return {
    share: (work) => withKey(true, work),
    hold: (work) => withKey(false, work),
    shareTables: (work) => locked(true, work),
    holdTables: (work) => locked(false, work),
    destroySpentKeys: () =>
      locked(false, async (transaction) => {
        const [state] = await transaction.select().from(reportFolds);
        return state ? keys.destroyAllBut(state.keyId) : 0;
      }),
  };
}

async function hasWaiting(transaction: Database): Promise<boolean> {
  const [lowerings] = await transaction.select({ rows: count() }).from(waitingLowerings);
  return (await countWaiting(transaction)) + (lowerings?.rows ?? 0) > 0;
}
