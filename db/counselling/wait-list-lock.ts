import { eq, sql } from 'drizzle-orm';
import type { Database } from '../client.ts';
import { waitingPlaces } from './tables.ts';

/** Arrivals and offers one after another: that is what makes it "in turn". Taken before any other lock. */
export const lockWaitList = (transaction: Database) =>
  transaction.execute(sql`lock table ${waitingPlaces} in share row exclusive mode`);

/**
 * Readies the list for a transaction that may take one place off it. Call it before any other lock, since offers lock
 * the list first and organisations after it; whoever does not wait is not held up by them.
 * @returns whether there is such a place
 */
export async function lockPlace(transaction: Database, key: Buffer): Promise<boolean> {
  const [place] = await transaction
    .select({ key: waitingPlaces.key })
    .from(waitingPlaces)
    .where(eq(waitingPlaces.key, key));
  if (place) await transaction.execute(sql`lock table ${waitingPlaces} in row exclusive mode`);
  return place !== undefined;
}
