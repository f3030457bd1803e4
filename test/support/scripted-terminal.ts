import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { CommandFault, type Terminal } from '../../bot/commands/terminal.ts';

/** A terminal that has its answers ready and remembers what it was told; what was complained of begins with "! ". */
export function scriptedTerminal(answers: readonly (string | null)[] = []) {
  const waiting = [...answers];
  const said: string[] = [];
  const terminal: Terminal = {
    print: (line) => void said.push(line),
    complain: (line) => void said.push(`! ${line}`),
    ask: async (question) => {
      said.push(question);
      return waiting.shift() ?? null;
    },
    readFile: (path) => readFile(path).catch(() => Promise.reject(new CommandFault(`No ${path}.`))),
    writeFile: async (path, content) => writeFileSync(path, content, { flag: 'wx' }),
  };
  return { terminal, said };
}
