import type { Command } from 'commander';
import type { Config } from '../config.ts';
import type { LocalTerminal } from './terminal.ts';

/** What a command may use on a machine that has neither the program's database nor its keys. */
export interface LocalParts {
  readonly terminal: LocalTerminal;
  /** @throws ConfigError when something is wrong with it */
  readonly readConfig: () => Config;
  /** Base-2 logarithm of the work that a passphrase costs; tests lower it. */
  readonly workFactor?: number;
}

/** The work of such a command; answers the exit code. */
export type LocalWork = (parts: LocalParts) => Promise<number>;

export type RunLocally = (work: LocalWork) => Promise<void>;

/** A command that is always done in the process of whoever types it. */
export type LocalCommand = (runLocally: RunLocally) => Command;
