import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Answer, Handlers, Question } from './messages.ts';

/** A process of the bench that answers questions. */
export interface Child<H extends Handlers> {
  ask<N extends keyof H & string>(name: N, ...args: Parameters<H[N]>): Promise<Awaited<ReturnType<H[N]>>>;
  /** Ends it as an operator would, and waits until it has ended. */
  end(): Promise<void>;
}

/**
 * Starts a file in a process of its own: measured and measuring code must not share a thread.
 * @param file TypeScript, or JavaScript that was made of it
 */
export function startChild<H extends Handlers>(
  file: URL,
  env: Readonly<Record<string, string>> = {},
  nodeOptions: readonly string[] = [],
): Child<H> {
  const child = fork(fileURLToPath(file), {
    execArgv: [...(file.pathname.endsWith('.ts') ? ['--import', 'tsx'] : []), ...nodeOptions],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR, ...env },
  });
  const open = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  child.on('message', ({ id, value, fault }: Answer) => {
    const asked = open.get(id);
    open.delete(id);
    if (fault === undefined) asked?.resolve(value);
    else asked?.reject(new Error(fault));
  });
  child.on('exit', (code) => {
    for (const { reject } of open.values()) reject(new Error(`${file.pathname} ended with ${code}`));
    open.clear();
  });
  return {
    ask: (name, ...args) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        open.set(lastId, { resolve: resolve as (value: unknown) => void, reject });
        child.send({ id: lastId, name, args } satisfies Question);
      }),
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
