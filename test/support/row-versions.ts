import { sql } from 'drizzle-orm';
import type { Database } from '../../db/client.ts';
import { rowsOf } from '../../db/rows-of.ts';

/** The numbers of the transactions that wrote the rows of a table, each once. */
export async function versionsIn(db: Database, table: string): Promise<readonly string[]> {
  const rows = await rowsOf<{ version: string }>(
    db,
    sql`select distinct xmin::text as version from ${sql.identifier(table)}`,
  );
  return rows.map(({ version }) => version);
}
