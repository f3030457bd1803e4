import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Command, CommanderError } from 'commander';
import { addLocalCommands } from '../../bot/commands/local-commands.ts';
import type { ProgramParts } from '../../bot/commands/program-command.ts';
import { programCommands } from '../../bot/commands/program-commands.ts';
import { doWork, tellingFaults } from '../../bot/commands/run-in-program.ts';
import { CommandFault, type LocalTerminal } from '../../bot/commands/terminal.ts';
import type { Config } from '../../bot/config.ts';

/** What a command answered. */
export interface Answered {
  readonly code: number;
  /** Lines of the answer. */
  readonly out: string;
  /** Lines about what went wrong. */
  readonly err: string;
}

/** Types `zont <words>`, and these answers to its questions. */
export type Types = (words: readonly string[], answers?: readonly string[]) => Promise<Answered>;

/** Somebody at a machine; without `parts` there is no program on it, and no database. */
export function someoneWho(parts: ProgramParts | null, config: Config | null = parts?.config ?? null): Types {
  return async (words, answers = []) => {
    const waiting = [...answers];
    const [out, err]: [string[], string[]] = [[], []];
    const terminal: LocalTerminal = {
      print: (line) => void out.push(line),
      complain: (line) => void err.push(line),
      ask: async () => waiting.shift() ?? null,
      askSecretly: async () => waiting.shift() ?? null,
      readFile: (path) => readFile(path).catch(() => Promise.reject(new CommandFault(`Cannot read ${path}`))),
      writeFile: async (path, content) => writeFileSync(path, content, { flag: 'wx' }),
    };
    const readConfig = () => {
      if (!config) throw new Error('There is no program here.');
      return config;
    };
    let code = 0;
    const zont = new Command('zont');
    for (const command of programCommands)
      zont.addCommand(
        command(async (work) => {
          if (!parts) throw new Error('There is no program here.');
          code = await doWork(work, parts, terminal);
        }),
      );
    addLocalCommands(zont, async (work) => {
      code = await tellingFaults(() => work({ terminal, workFactor: 2, readConfig }), terminal);
    });
    quieten(zont, (line) => err.push(line));
    try {
      await zont.parseAsync([...words], { from: 'user' });
    } catch (error) {
      if (!(error instanceof CommanderError)) throw error;
      code = error.exitCode;
    }
    return { code, out: out.join('\n'), err: err.join('\n') };
  };
}

function quieten(command: Command, complain: (line: string) => void): void {
  command.exitOverride().configureOutput({ writeOut: complain, writeErr: complain });
  for (const inner of command.commands) quieten(inner, complain);
}
