import { createHmac } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { Quarter } from '../../domain/calendar-period.ts';
import type { Database } from '../client.ts';
import type { Keyring } from '../keyring.ts';
import { withdrawalMarks } from './tables.ts';

/** Beside the keys: a copy of the database that is put back does not know what was withdrawn since. */
export const marksFileName = 'withdrawn-reports.json';

/** A keyed mark of a report that was withdrawn. It finds the report in a copy, for who has the keys. */
export interface WithdrawalMark {
  readonly mark: Buffer;
  readonly expiresQuarter: Quarter;
}

export interface WithdrawalMarks {
  markOf(lookup: Buffer): Buffer;
  /**
   * Writes a mark into the transaction and all marks into the file, before the commit: killed in
   * between, the file knows a withdrawal that did not happen, and the next one corrects it. The other
   * order could lose one.
   */
  add(transaction: Database, mark: WithdrawalMark): Promise<void>;
  /** Writes the file anew, for the nightly jobs. */
  writeFile(transaction: Database): Promise<void>;
}

/** Any number that no other program on the same server uses: two withdrawals at once would write half a list each. */
const marksLock = 2_026_112_207;

/** Marks in the database, with the file in this folder. */
export function createWithdrawalMarks(keyring: Keyring, directory: string): WithdrawalMarks {
  const key = keyring.subkey('reports/withdrawn');
  const lock = (transaction: Database) =>
    transaction.execute(sql`select pg_advisory_xact_lock(${sql.raw(String(marksLock))})`);

  async function writeAll(transaction: Database): Promise<void> {
    const rows = await transaction.select().from(withdrawalMarks);
    // Sorted, and with a time of its own choice: neither order nor age tells who was there when.
    const lines = rows.map(({ mark, expiresQuarter }) => `${mark.toString('hex')} ${expiresQuarter}`).sort();
    writeWhole(join(directory, marksFileName), JSON.stringify(lines, null, 1));
  }

  return {
    markOf: (lookup) => createHmac('sha256', key).update(lookup).digest(),
    async add(transaction, mark) {
      await lock(transaction);
      await transaction.insert(withdrawalMarks).values(mark).onConflictDoNothing();
      await writeAll(transaction);
    },
    async writeFile(transaction) {
      await lock(transaction);
      await writeAll(transaction);
    },
  };
}

function writeWhole(path: string, content: string): void {
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  const draft = `${path}.draft`;
  rmSync(draft, { force: true });
  writeFileSync(draft, content, { mode: 0o600, flush: true });
  utimesSync(draft, 0, 0);
  renameSync(draft, path);
}
