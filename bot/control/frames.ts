import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import * as z from 'zod';

/** What the operator's process says: the command first, then an answer to each question, in order. */
export const fromOperator = z.union([
  z.strictObject({ words: z.array(z.string()) }),
  z.strictObject({ typed: z.string().nullable() }),
  /** Base64. */
  z.strictObject({ content: z.string() }),
  z.strictObject({ written: z.literal(true) }),
  /** The file could not be read or written; a sentence that says why. */
  z.strictObject({ refused: z.string() }),
]);
export type FromOperator = z.infer<typeof fromOperator>;

/** What the program says: lines, questions that wait for an answer, and the exit code at the end. */
export const fromProgram = z.union([
  z.strictObject({ print: z.string() }),
  z.strictObject({ complain: z.string() }),
  z.strictObject({ ask: z.string() }),
  z.strictObject({ readFile: z.string() }),
  z.strictObject({ writeFile: z.string(), content: z.string() }),
  z.strictObject({ exit: z.int() }),
]);
export type FromProgram = z.infer<typeof fromProgram>;

/** Sends one frame: a line of JSON. */
export function sendFrame(socket: Socket, frame: FromOperator | FromProgram): void {
  // Two characters that JSON leaves as they are, and that end a line for readline.
  const line = JSON.stringify(frame).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  if (socket.writable) socket.write(`${line}\n`);
}

/** The frames that come in, until the other end is gone or sends what is none. */
export async function* framesOf<T>(socket: Socket, type: z.ZodType<T>): AsyncGenerator<T> {
  const lines = createInterface({ input: socket });
  socket.on('error', () => socket.destroy());
  // A connection that broke, or that this end has cut, never says that it is at its end.
  socket.once('close', () => lines.close());
  if (socket.closed) lines.close();
  for await (const line of lines) {
    const frame = type.safeParse(parseJson(line));
    if (!frame.success) return;
    yield frame.data;
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
