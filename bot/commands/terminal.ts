import { readFile } from 'node:fs/promises';
import { createInterface, type Interface } from 'node:readline/promises';
import { makeWholeFile } from './whole-file.ts';

/**
 * The operator's end of a command: the screen, the keyboard and the files of whoever typed it, also
 * when the command itself runs inside the program. Rights and folders are always the operator's.
 */
export interface Terminal {
  /** A line of the answer. */
  print(line: string): void;
  /** A line about what went wrong; it never mixes with an answer that is piped on. */
  complain(line: string): void;
  /** What the operator types, without the line's end; null when there is nobody to ask any more. */
  ask(question: string): Promise<string | null>;
  /** @throws CommandFault in words when the file cannot be read */
  readFile(path: string): Promise<Buffer>;
  /**
   * Makes a file that only its owner can read, whole or not at all; one that is there already is not touched.
   * @throws CommandFault in words when it cannot be written
   */
  writeFile(path: string, content: Uint8Array): Promise<void>;
}

/**
 * The terminal of the operator's own process. Only commands that are done there may ask for a secret:
 * so no passphrase ever travels to a running program.
 */
export interface LocalTerminal extends Terminal {
  /** Like `ask`, but nothing of what is typed appears on the screen. */
  askSecretly(question: string): Promise<string | null>;
}

/** What a command says when it cannot go on: words for the operator, without anything personal. */
export class CommandFault extends Error {}

/** The terminal of this very process; `close` lets the process end. */
export function createProcessTerminal(): LocalTerminal & { close(): void } {
  let keyboard: Interface | undefined;
  let lines: AsyncIterator<string> | undefined;

  async function ask(question: string): Promise<string | null> {
    keyboard ??= createInterface({ input: process.stdin, terminal: false });
    // Not `question`: lines of a pipe that come before they are asked for would be lost.
    lines ??= keyboard[Symbol.asyncIterator]();
    // An answer may be piped into a file, and a question must be seen.
    process.stderr.write(question);
    const { done, value } = await lines.next();
    return done ? null : value;
  }

  return {
    print: (line) => console.log(line),
    complain: (line) => console.error(line),
    ask,
    async askSecretly(question) {
      if (!process.stdin.isTTY) return ask(question);
      process.stdin.on('data', leaveOnInterrupt).setRawMode(true);
      try {
        const typed = await ask(question);
        return typed === null ? null : withoutErased(typed);
      } finally {
        process.stdin.off('data', leaveOnInterrupt).setRawMode(false);
        process.stderr.write('\n');
      }
    },
    readFile: (path) => readFile(path).catch((error) => refuse(`Cannot read ${path}`, error)),
    writeFile: (path, content) => makeWholeFile(path, content).catch((error) => refuse(`Cannot write ${path}`, error)),
    close: () => keyboard?.close(),
  };
}

/** A keyboard that echoes nothing hands on every key as it is: Ctrl+C, too. */
function leaveOnInterrupt(typed: Buffer | string): void {
  if (!typed.toString().includes('\u0003')) return;
  process.stdin.setRawMode(false);
  process.exit(130);
}

/** And Backspace. */
function withoutErased(typed: string): string {
  const kept: string[] = [];
  for (const key of typed) {
    if (key === '\u007f' || key === '\b') kept.pop();
    else kept.push(key);
  }
  return kept.join('');
}

function refuse(what: string, error: NodeJS.ErrnoException): never {
  const reason = error.code === 'EEXIST' ? 'there is a file of that name' : (error.code ?? 'unknown reason');
  throw new CommandFault(`${what}: ${reason}.`);
}
