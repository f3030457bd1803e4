import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Database } from './client.ts';
import { journalFile, migrationsFolder } from './migrations.ts';
import { rowsOf } from './rows-of.ts';

const journal = z.object({ entries: z.array(z.object({ when: z.number() })).min(1) });

/** The states that tables can have in this version, in order: each is the time that stands with its migration. */
export function readKnownStates(): readonly number[] {
  const { entries } = journal.parse(JSON.parse(readFileSync(join(migrationsFolder, journalFile), 'utf8')));
  return entries.map(({ when }) => when);
}

/** The state of a database's tables. */
export async function stateOfTables(db: Database): Promise<number> {
  const [row] = await rowsOf<{ last: string | null }>(
    db,
    sql`select max(created_at)::text as last from drizzle.__drizzle_migrations`,
  );
  return Number(row?.last ?? 0);
}
