import { createHmac } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Quarter } from '../../domain/calendar-period.ts';
import type { Database } from '../client.ts';
import { giveToOwnerOfFolder } from '../key-folder.ts';
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
   * Writes a mark into the transaction and into the file, before the commit: killed in between, the file
   * knows a withdrawal that did not happen. The other order could lose one.
   */
  add(transaction: Database, mark: WithdrawalMark): Promise<void>;
  /** Writes the file anew, for the nightly jobs and backups. Marks that are over on `today` are left out. */
  writeFile(transaction: Database, today?: Quarter): Promise<void>;
}

/** Any number that no other program on the same server uses: two withdrawals at once would write half a list each. */
const marksLock = 2_026_112_207;

/** Marks in the database, with the file in this folder. */
export function createWithdrawalMarks(keyring: Keyring, directory: string): WithdrawalMarks {
  // Never rotated: of a report that is gone there is nothing from which its mark could be made anew.
  const key = keyring.subkey('reports/withdrawn');
  const lock = (transaction: Database) =>
    transaction.execute(sql`select pg_advisory_xact_lock(${sql.raw(String(marksLock))})`);

  /** What stands in the file stays: a new, empty database must not forget for it what a backup still holds. */
  async function writeAll(transaction: Database, today?: Quarter): Promise<void> {
    const rows = await transaction.select().from(withdrawalMarks);
    const kept = [...rows, ...(readMarksFile(directory) ?? [])].filter(
      ({ expiresQuarter }) => today === undefined || expiresQuarter > today,
    );
    // Sorted, and with a time of its own choice: neither order nor age tells who was there when.
    const lines = kept.map(({ mark, expiresQuarter }) => `${mark.toString('hex')} ${expiresQuarter}`).sort();
    writeWhole(join(directory, marksFileName), JSON.stringify([...new Set(lines)], null, 1));
  }

  return {
    markOf: (lookup) => createHmac('sha256', key).update(lookup).digest(),
    async add(transaction, mark) {
      await lock(transaction);
      await transaction.insert(withdrawalMarks).values(mark).onConflictDoNothing();
      await writeAll(transaction);
    },
    async writeFile(transaction, today) {
      await lock(transaction);
      await writeAll(transaction, today);
    },
  };
}

const lines = z.array(z.string().regex(/^[0-9a-f]{64} \d{4}-Q[1-4]$/));

/** The marks in the folder of keys, or null when there is no such file, or it is damaged. */
export function readMarksFile(directory: string): readonly WithdrawalMark[] | null {
  try {
    return lines.parse(JSON.parse(readFileSync(join(directory, marksFileName), 'utf8'))).map((line) => {
      const [mark = '', expiresQuarter = ''] = line.split(' ');
      return { mark: Buffer.from(mark, 'hex'), expiresQuarter };
    });
  } catch {
    return null;
  }
}

function writeWhole(path: string, content: string): void {
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  const draft = `${path}.draft`;
  rmSync(draft, { force: true });
  writeFileSync(draft, content, { mode: 0o600, flush: true });
  utimesSync(draft, 0, 0);
  giveToOwnerOfFolder(draft);
  renameSync(draft, path);
}
