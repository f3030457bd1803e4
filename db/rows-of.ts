import type { SQL } from 'drizzle-orm';
import type { Database } from './client.ts';

/** The rows of a statement that no builder can say; the two drivers wrap them differently. */
export async function rowsOf<T>(db: Database, statement: SQL): Promise<readonly T[]> {
  const answer = (await db.execute(statement)) as unknown as T[] | { rows: T[] };
  return Array.isArray(answer) ? answer : answer.rows;
}
