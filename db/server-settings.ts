import { sql } from 'drizzle-orm';
import type { Database } from './client.ts';
import { rowsOf } from './rows-of.ts';

/** Settings of the database server by name; one that it does not have is missing. */
export async function readServerSettings(db: Database, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const list = sql.join(
    names.map((name) => sql`${name}`),
    sql`, `,
  );
  const rows = await rowsOf<{ name: string; setting: string }>(
    db,
    sql`select name, setting from pg_settings where name in (${list})`,
  );
  return new Map(rows.map(({ name, setting }) => [name, setting]));
}
