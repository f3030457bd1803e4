import { Command, CommanderError } from 'commander';
import { KeysFault } from '../../db/keys-fault.ts';
import { ConfigError } from '../config.ts';
import type { ProgramCommand, ProgramParts, Work } from './program-command.ts';
import { CommandFault, type Terminal } from './terminal.ts';

/**
 * Does a command inside the program that has these parts.
 * @param words what the operator typed behind `zont`
 * @returns the exit code: 1 for whatever went wrong, which the terminal has been told
 */
export async function runInProgram(
  commands: readonly ProgramCommand[],
  words: readonly string[],
  parts: ProgramParts,
  terminal: Terminal,
): Promise<number> {
  let exitCode = 0;
  const zont = new Command('zont');
  for (const command of commands) {
    zont.addCommand(
      command(async (work) => {
        exitCode = await doWork(work, parts, terminal);
      }),
    );
  }
  keepWithin(zont, terminal);
  try {
    await zont.parseAsync(words, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    throw error;
  }
}

/** Does a work with these parts, and tells the terminal what goes wrong. */
export const doWork = (work: Work, parts: ProgramParts, terminal: Terminal): Promise<number> =>
  tellingFaults(() => work(parts, terminal), terminal);

/** Errors of libraries can hold whatever they were given: only our own words reach the terminal. */
const isInWords = (error: unknown): error is Error =>
  [CommandFault, ConfigError, KeysFault].some((ours) => error instanceof ours);

/** Does a work, and tells the terminal what goes wrong; answers the exit code. */
export async function tellingFaults(work: () => Promise<number>, terminal: Terminal): Promise<number> {
  try {
    return await work();
  } catch (error) {
    terminal.complain(
      isInWords(error)
        ? error.message
        : `The command failed (${error instanceof Error ? error.constructor.name : typeof error}). Nothing is known to be wrong with what you typed.`,
    );
    return 1;
  }
}

/** Commander would end the process and print to its streams: both belong to the bot. */
function keepWithin(command: Command, terminal: Terminal): void {
  command.exitOverride();
  command.configureOutput({
    writeOut: (text) => terminal.print(text.trimEnd()),
    writeErr: (text) => terminal.complain(text.trimEnd()),
  });
  for (const inner of command.commands) keepWithin(inner, terminal);
}
