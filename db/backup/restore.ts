import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { type Outcome, refused, succeeded } from '../../domain/outcome.ts';
import type { Database } from '../client.ts';
import { takenSeats } from '../counselling/tables.ts';
import type { Keyring } from '../keyring.ts';
import { withdrawalMarks, withdrawnReports } from '../reports/tables.ts';
import { createWithdrawalMarks, readMarksFile, type WithdrawalMark } from '../reports/withdrawal-marks.ts';
import { rowsOf } from '../rows-of.ts';
import { stateOfTables } from '../state-of-tables.ts';
import { whoseKeys } from '../whose-keys.ts';
import type { Backup, KeptRow } from './backup-file.ts';
import { allNames, keptNames, keptPartOf, textOfKept } from './kept-tables.ts';

export interface RestoreParts {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly keysDirectory: string;
}

/** What came back, bookings among it, and how many reports did not, since they were withdrawn after the backup. */
export interface Restored {
  readonly rows: number;
  readonly bookings: number;
  readonly withdrawn: number;
}

export type RestoreFault = 'other_keys' | 'not_empty' | 'no_list_of_withdrawn';

/**
 * Puts a backup into an empty database, whole or not at all.
 * @param parts.db its tables have the state that those of the backup had; the next start brings them up to date
 */
export async function restore(
  { db, keyring, keysDirectory }: RestoreParts,
  backup: Backup,
): Promise<Outcome<Restored, RestoreFault>> {
  if (backup.keys !== whoseKeys(keyring)) return refused('other_keys');
  const marks = readMarksFile(keysDirectory);
  if (!marks) return refused('no_list_of_withdrawn');
  const { kept, gone } = withoutWithdrawn(backup.rows, marks, createWithdrawalMarks(keyring, keysDirectory).markOf);
  return db.transaction(async (transaction) => {
    // A program has been started on it: it has tables of another time.
    if (backup.schema !== String(await stateOfTables(transaction))) return refused('not_empty');
    if (!(await isEmpty(transaction))) return refused('not_empty');
    for (const name of keptNames)
      await insertRows(
        transaction,
        name,
        kept.filter((row) => row.name === name),
      );
    // The organisation drops them, and the next backup remembers them.
    for (const { id, organisation_id: organisationId, expires_quarter: expiresQuarter } of gone)
      await transaction.insert(withdrawnReports).values({ id, organisationId, expiresQuarter }).onConflictDoNothing();
    for (const mark of marks) await transaction.insert(withdrawalMarks).values(mark).onConflictDoNothing();
    await moveSequences(transaction);
    const bookings = await transaction.$count(takenSeats);
    return succeeded({ rows: kept.length, bookings, withdrawn: gone.length });
  });
}

const keptReport = z.object({
  id: z.uuid(),
  organisation_id: z.string().nullable(),
  lookup: z.string(),
  expires_quarter: z.string(),
});
const keptAnswer = z.object({ report_id: z.uuid() });

/** They are left out before they are written: what was never there needs no erasing. */
function withoutWithdrawn(
  rows: readonly KeptRow[],
  marks: readonly WithdrawalMark[],
  markOf: (lookup: Buffer) => Buffer,
) {
  const withdrawn = new Set(marks.map(({ mark }) => mark.toString('hex')));
  const gone = rows
    .filter(({ name }) => name === 'reports')
    .map(({ row }) => keptReport.parse(JSON.parse(row)))
    .filter(({ lookup }) => withdrawn.has(markOf(Buffer.from(lookup.slice(2), 'hex')).toString('hex')));
  const ids = new Set(gone.map(({ id }) => id));
  const kept = rows.filter(({ name, row }) => {
    if (name === 'reports') return !ids.has(keptReport.parse(JSON.parse(row)).id);
    return name !== 'report_answers' || !ids.has(keptAnswer.parse(JSON.parse(row)).report_id);
  });
  return { kept, gone };
}

async function isEmpty(transaction: Database): Promise<boolean> {
  const there = await rowsOf<{ name: string }>(
    transaction,
    sql`select table_name::text as name from information_schema.tables where table_schema = current_schema()`,
  );
  const any = there
    .filter(({ name }) => allNames.includes(name))
    .map(({ name }) => sql`exists (select from ${sql.identifier(name)})`);
  const [row] = await rowsOf<{ any: boolean }>(transaction, sql`select ${sql.join(any, sql` or `)} as any`);
  return row?.any === false;
}

/**
 * In steps, so that no statement grows without end. What no backup may hold is left out here as well: an older
 * version put it in.
 */
async function insertRows(transaction: Database, name: string, rows: readonly KeptRow[]): Promise<void> {
  const step = 1_000;
  const table = sql.identifier(name);
  const part = keptPartOf(name);
  for (let start = 0; start < rows.length; start += step) {
    const list = `[${rows
      .slice(start, start + step)
      .map(({ row }) => row)
      .join()}]`;
    await transaction.execute(
      sql`insert into ${table} overriding system value select kept.* from json_array_elements(${list}::text::json) as list(one),
        json_populate_record(null::${table}, ${textOfKept(sql`one::jsonb`, part)}::json) as kept where ${part.rows}`,
    );
  }
}

/** Numbers that the database gives go on behind those that came back. */
async function moveSequences(transaction: Database): Promise<void> {
  const columns = await rowsOf<{ table: string; column: string }>(
    transaction,
    sql`select table_name as table, column_name as column from information_schema.columns
      where table_schema = current_schema() and is_identity = 'YES'`,
  );
  for (const { table, column } of columns)
    await transaction.execute(
      sql`select setval(pg_get_serial_sequence(${table}, ${column}), coalesce(max(${sql.identifier(column)}), 0) + 1, false) from ${sql.identifier(table)}`,
    );
}
