import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import { createServer, type ListenOptions } from 'node:net';
import { platform } from 'node:process';

/** Held until released; the kernel releases it when the process ends in whatever way. */
export interface DirectoryLock {
  release(): Promise<void>;
}

/** Another process holds the lock. */
export class DirectoryInUse extends Error {}

/**
 * Locks a directory for this process. PGlite has no lock of its own, and two processes on one
 * directory lose rows. A lock file would go stale after a kill, so the kernel holds the lock: a
 * socket whose name comes from the directory's real path.
 * @throws DirectoryInUse in words when another process holds it; Error in words when the directory cannot be made
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  makeDirectory(directory);
  const digest = createHash('sha256').update(realpathSync(directory)).digest();
  const server = createServer((socket) => socket.destroy());
  server.unref();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new DirectoryInUse(inUse(directory)) : error);
    });
    server.listen(lockName(digest), resolve);
  });
  return {
    release: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw new Error(
      `Cannot make the data folder ${directory} (${reason}). Give the program a folder that it may write (DATA_DIRECTORY).`,
    );
  }
}

/** Linux: abstract socket. Windows: named pipe. Elsewhere: a loopback port, the only kernel-held name. */
function lockName(digest: Buffer): ListenOptions {
  const name = `zont-${digest.toString('hex').slice(0, 32)}`;
  if (platform === 'linux') return { path: `\0${name}` };
  if (platform === 'win32') return { path: `\\\\.\\pipe\\${name}` };
  return { host: '127.0.0.1', port: 49_152 + (digest.readUInt16BE() % 16_000), exclusive: true };
}

const inUse = (directory: string) =>
  `The data folder ${directory} is in use by another running Zont. Stop that one first, or give this one a folder of its own (DATA_DIRECTORY).`;
