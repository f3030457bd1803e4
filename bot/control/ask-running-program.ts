import { connect, type Socket } from 'node:net';
import { CommandFault, type Terminal } from '../commands/terminal.ts';
import { controlAddress } from './address.ts';
import { type FromOperator, type FromProgram, framesOf, fromProgram, sendFrame } from './frames.ts';

/**
 * Lets the program that runs on a data folder do a command, and stands in for the terminal meanwhile.
 * @returns the exit code, or null when no program takes commands there
 * @throws CommandFault when the program ended before the command did
 */
export async function askRunningProgram(
  dataDirectory: string,
  words: readonly string[],
  terminal: Terminal,
): Promise<number | null> {
  const socket = await reach(dataDirectory);
  if (socket === null) return null;
  const gone = new Promise<null>((resolve) => socket.once('close', () => resolve(null)));
  try {
    sendFrame(socket, { words: [...words] });
    for await (const frame of framesOf(socket, fromProgram)) {
      if ('exit' in frame) return frame.exit;
      if ('print' in frame) terminal.print(frame.print);
      else if ('complain' in frame) terminal.complain(frame.complain);
      else {
        // Nobody should sit before a question whose command is gone.
        const answered = await Promise.race([answer(frame, terminal), gone]);
        if (answered === null) break;
        sendFrame(socket, answered);
      }
    }
  } finally {
    socket.destroy();
  }
  throw new CommandFault(
    'Zont has stopped before the command was done. Start Zont, look what was done, and try again.',
  );
}

type Question = Extract<FromProgram, { ask: string } | { readFile: string } | { writeFile: string }>;

async function answer(question: Question, terminal: Terminal): Promise<FromOperator> {
  if ('ask' in question) return { typed: await terminal.ask(question.ask) };
  try {
    if ('readFile' in question) return { content: (await terminal.readFile(question.readFile)).toString('base64') };
    await terminal.writeFile(question.writeFile, Buffer.from(question.content, 'base64'));
    return { written: true };
  } catch (error) {
    return { refused: error instanceof Error ? error.message : 'The file cannot be used.' };
  }
}

/** Null when nobody listens: no such folder yet, or the socket of a program that was killed. */
function reach(dataDirectory: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const address = addressOf(dataDirectory);
    if (address === null) return resolve(null);
    const socket = connect(address);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null));
  });
}

function addressOf(dataDirectory: string): string | null {
  try {
    return controlAddress(dataDirectory);
  } catch {
    return null;
  }
}
