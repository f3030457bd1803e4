import type { Socket } from 'node:net';
import { CommandFault, type Terminal } from '../commands/terminal.ts';
import { type FromOperator, type FromProgram, framesOf, fromOperator, sendFrame } from './frames.ts';

/** The operator's terminal as the running program sees it, at the other end of a socket. */
export interface RemoteTerminal {
  readonly terminal: Terminal;
  /** What the operator typed behind `zont`; null when the other end is no `zont`. */
  words(): Promise<readonly string[] | null>;
  /** Says the exit code, and that nothing more comes. */
  end(exitCode: number): Promise<void>;
}

export function createRemoteTerminal(socket: Socket): RemoteTerminal {
  const frames = framesOf(socket, fromOperator);

  async function next(): Promise<FromOperator | null> {
    const { done, value } = await frames.next();
    return done ? null : value;
  }

  /** Asks, and waits for the answer; frames of a command never overlap, since it has one keyboard. */
  async function ask(question: FromProgram): Promise<FromOperator> {
    sendFrame(socket, question);
    const answer = await next();
    if (answer === null) throw new CommandFault('The terminal is gone.');
    if ('refused' in answer) throw new CommandFault(answer.refused);
    return answer;
  }

  return {
    terminal: {
      print: (line) => sendFrame(socket, { print: line }),
      complain: (line) => sendFrame(socket, { complain: line }),
      async ask(question) {
        const answer = await ask({ ask: question });
        return 'typed' in answer ? answer.typed : null;
      },
      async readFile(path) {
        const answer = await ask({ readFile: path });
        return 'content' in answer ? Buffer.from(answer.content, 'base64') : Buffer.alloc(0);
      },
      async writeFile(path, content) {
        await ask({ writeFile: path, content: Buffer.from(content).toString('base64') });
      },
    },
    async words() {
      const first = await next();
      return first && 'words' in first ? first.words : null;
    },
    async end(exitCode) {
      if (socket.destroyed) return;
      sendFrame(socket, { exit: exitCode });
      await new Promise<void>((resolve) => {
        socket.once('close', () => resolve()).end(resolve);
      });
    },
  };
}
