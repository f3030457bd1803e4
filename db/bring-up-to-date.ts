import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from './client.ts';
import { journalFile, migrationsFolder } from './migrations.ts';
import { readKnownStates, stateOfTables } from './state-of-tables.ts';

/**
 * Brings a database's tables up to date.
 * @param migrate does the migrations of a folder that the database does not have yet
 * @param until stops at this state of the tables, for rows of that time
 * @throws Error in words for the operator when the tables are newer than this version: what it wrote there, a newer
 * one might not find
 */
export async function bringUpToDate(
  db: Database,
  migrate: (folder: string) => Promise<void>,
  until?: number,
): Promise<void> {
  if (until === undefined) await migrate(migrationsFolder);
  else await withEarlierMigrations(until, migrate);
  // Asked afterwards: before the first migration there is no table to ask.
  if ((await stateOfTables(db)) > Math.max(...readKnownStates())) throw new Error(newerTables);
}

/** Gives a folder with the migrations up to a state. */
async function withEarlierMigrations(until: number, work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'zont-migrations-'));
  try {
    cpSync(migrationsFolder, folder, { recursive: true });
    const path = join(folder, journalFile);
    const journal = JSON.parse(readFileSync(path, 'utf8')) as { entries: { when: number }[] };
    writeFileSync(path, JSON.stringify({ ...journal, entries: journal.entries.filter(({ when }) => when <= until) }));
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const newerTables =
  'a newer version of Zont has worked on it, and this one could spoil what is there. Start the newer one. The way back: "A new version" in docs/operators.md.';
