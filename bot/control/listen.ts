import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { platform } from 'node:process';
import type { ProgramCommand, ProgramParts } from '../commands/program-command.ts';
import { controlAddress, controlFolder } from './address.ts';
import { createRemoteTerminal } from './remote-terminal.ts';

export interface ControlOptions {
  readonly dataDirectory: string;
  readonly parts: ProgramParts;
  /** Loads the commands when the first one is asked for: most programs never get one. */
  readonly loadCommands: () => Promise<readonly ProgramCommand[]>;
  readonly onFault: (error: unknown) => void;
}

/**
 * Takes commands of the operator. Who holds the lock of the data folder is the only one who may listen:
 * a socket that lies there is a killed program's, and is removed.
 * @returns how to stop: cuts every command off from its terminal, and waits until it has ended
 * @throws Error when no socket can be made
 */
export async function listenForCommands(options: ControlOptions): Promise<() => Promise<void>> {
  const { dataDirectory, onFault } = options;
  const address = controlAddress(dataDirectory);
  if (address === null) throw new Error('the path is too long for a socket');
  if (platform !== 'win32') {
    const folder = controlFolder(dataDirectory);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    rmSync(address, { force: true });
  }
  const underWay = new Map<Socket, Promise<void>>();
  const server = createServer((socket) => {
    const done = serve(socket, options)
      .catch(onFault)
      .finally(() => {
        socket.destroy();
        underWay.delete(socket);
      });
    underWay.set(socket, done);
  });
  server.unref();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, resolve);
  });
  if (platform !== 'win32') chmodSync(address, 0o600);

  return async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    const ends = [...underWay.values()];
    for (const socket of underWay.keys()) socket.destroy();
    await Promise.all([closed, ...ends]);
  };
}

async function serve(socket: Socket, { parts, loadCommands }: ControlOptions): Promise<void> {
  const { terminal, words, end } = createRemoteTerminal(socket);
  const typed = await words();
  if (typed === null) return;
  const { runInProgram } = await import('../commands/run-in-program.ts');
  await end(await runInProgram(await loadCommands(), typed, parts, terminal));
}
