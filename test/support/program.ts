import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The program in a process of its own, as an operator starts it. */
export interface Program {
  readonly child: ChildProcess;
  /** Everything it has printed so far. */
  output(): { readonly out: string; readonly err: string; readonly all: string };
  /** Resolves when a line of its standard output has the words; rejects with its output when it ends before. */
  says(words: string, timeoutMs?: number): Promise<void>;
  /** Ends it and answers its exit code; null when the signal ended it. */
  ends(signal?: NodeJS.Signals): Promise<number | null>;
}

/**
 * Starts `node bot/start.js` with exactly these settings: what a test leaves out is set
 * empty, which counts as unset, so that no `.env` of a developer gets in.
 * @param preload plain JavaScript that is loaded before the program
 */
export function startProgram(env: Readonly<Record<string, string>>, preload: readonly URL[] = []): Program {
  const empty = Object.fromEntries(
    [
      'NODE_ENV',
      'BOT_TOKEN',
      'TELEGRAM_API_ROOT',
      'TELEGRAM_LIMITS',
      'WEBHOOK_URL',
      'DATABASE_URL',
      'DATA_DIRECTORY',
      'KEYS_DIRECTORY',
      'PORT',
      'CALENDAR_PORT',
      'METRICS_PORT',
      'SHOW_UNCHECKED_CONTACTS',
    ].map((name) => [name, '']),
  );
  const child = spawn(process.execPath, [...preload.flatMap(({ href }) => ['--import', href]), 'bot/start.js'], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR, ...empty, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  let noticeOutput = () => {};
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    noticeOutput();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  // Not 'exit': the pipes may still hold the last words.
  const closed = once(child, 'close').then(([code]) => {
    noticeOutput();
    return code as number | null;
  });
  const output = () => ({ out, err, all: out + err });

  return {
    child,
    output,
    async says(words, timeoutMs = 30_000) {
      const deadline = setTimeout(() => noticeOutput(), timeoutMs);
      const end = Date.now() + timeoutMs;
      try {
        while (
          !out
            .split('\n')
            .slice(0, -1)
            .some((line) => line.includes(words))
        ) {
          const hasEnded = child.exitCode !== null || child.signalCode !== null;
          if (hasEnded || Date.now() >= end) throw new Error(`It never said "${words}", but:\n${output().all}`);
          await new Promise<void>((resolve) => {
            noticeOutput = resolve;
          });
        }
      } finally {
        clearTimeout(deadline);
      }
    },
    async ends(signal) {
      if (signal && child.exitCode === null && child.signalCode === null) child.kill(signal);
      return closed;
    },
  };
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
