import type { Command } from 'commander';
import type { Database } from '../../db/client.ts';
import type { Keyring } from '../../db/keyring.ts';
import type { Config } from '../config.ts';
import type { Terminal } from './terminal.ts';

/** What a command may use of the program: of the running one, or of one that was opened for the command alone. */
export interface ProgramParts {
  readonly config: Config;
  readonly db: Database;
  readonly keyring: Keyring;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** To be called after the directory was written: a running program reads it anew. */
  readonly directoryChanged: () => Promise<void>;
}

/** The work of a command; answers the exit code. It speaks with the operator by the terminal alone. */
export type Work = (parts: ProgramParts, terminal: Terminal) => Promise<number>;

export interface WorkNeeds {
  /** True: the database must hold the directory as the files are now. All else goes on when these have a fault. */
  readonly directory?: boolean;
}

/** Does the work where it can be done: see `run-here-or-there.ts`. */
export type Run = (work: Work, needs?: WorkNeeds) => Promise<void>;

/**
 * A command that needs the database: its words, options and checks of them, and an action that calls
 * `run` with the work. The same function is used in the operator's process and inside the program.
 */
export type ProgramCommand = (run: Run) => Command;
