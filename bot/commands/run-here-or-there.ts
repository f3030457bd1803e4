import { setTimeout as pause } from 'node:timers/promises';
import { readImportedDirectory } from '../../db/directory-files.ts';
import { DirectoryInUse } from '../../db/directory-lock.ts';
import { openDatabase } from '../../db/open-database.ts';
import { seedDirectory } from '../../db/seed-directory.ts';
import { openKeyringOf } from '../../db/whose-keys.ts';
import { dayOf } from '../../domain/calendar-day.ts';
import type { Config } from '../config.ts';
import { askRunningProgram } from '../control/ask-running-program.ts';
import { readDirectoryFiles } from './directory-files.ts';
import type { Work, WorkNeeds } from './program-command.ts';
import { doWork } from './run-in-program.ts';
import { CommandFault, type Terminal } from './terminal.ts';

/** A program that is starting holds the lock before it listens: so many milliseconds between tries. */
const usualPauses: readonly number[] = [0, 250, 500, 1000, 2000, 4000];

export interface RunOptions {
  readonly needs?: WorkNeeds | undefined;
  readonly pauses?: readonly number[];
}

/**
 * Does a command where the database can be had. A server takes many clients: there it is opened here.
 * The embedded database belongs to one process: the running program is asked to do the work, and only
 * when there is none it is opened here.
 * @param words what the operator typed behind `zont`, for the running program
 * @returns the exit code
 */
export async function runHereOrThere(
  config: Config,
  words: readonly string[],
  work: Work,
  terminal: Terminal,
  { needs = {}, pauses = usualPauses }: RunOptions = {},
): Promise<number> {
  if (config.database.kind === 'postgres') return runHere(config, work, terminal, needs);
  for (const milliseconds of pauses) {
    await pause(milliseconds);
    const answered = await askRunningProgram(config.database.directory, words, terminal);
    if (answered !== null) return answered;
    const done = await runHere(config, work, terminal, needs).catch((error) => {
      if (error instanceof DirectoryInUse) return null;
      throw error;
    });
    if (done !== null) return done;
  }
  throw new CommandFault(
    'A program holds the data folder, and does not take commands: another command, or a Zont that another user started. Wait for the one, or run this as the other user.',
  );
}

async function runHere(config: Config, work: Work, terminal: Terminal, needs: WorkNeeds): Promise<number> {
  const { db, close } = await open(config);
  try {
    const keyring = await openKeyringOf(db, config.keysDirectory, dayOf(Date.now()));
    if (needs.directory) await seedDirectory(db, (await readImportedDirectory(db)) ?? readDirectoryFiles());
    return await doWork(work, { config, db, keyring, now: Date.now, directoryChanged: async () => {} }, terminal);
  } finally {
    await close();
  }
}

/** What opens the database fails in words that were written for the operator. */
async function open({ database }: Config) {
  try {
    return await openDatabase(database);
  } catch (error) {
    if (error instanceof DirectoryInUse) throw error;
    throw new CommandFault(error instanceof Error ? error.message : 'The database cannot be opened.');
  }
}
