import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { platform } from 'node:process';

/** The folder of the socket, inside the data folder: only its owner can enter it, whatever the mode of the data folder. */
export const controlFolder = (dataDirectory: string) => join(realpathSync(dataDirectory), 'control');

/** Bytes of a socket's path that every system takes (macOS 104, Linux 108, with an ending zero). */
const longestPath = 103;

/**
 * Where a running program takes commands. A socket in a folder that only its owner can enter; on
 * Windows a pipe, which other users can open for reading at most, and nothing is said before a request.
 * @returns null where the path is too long for a socket
 */
export function controlAddress(dataDirectory: string): string | null {
  const folder = controlFolder(dataDirectory);
  if (platform === 'win32') {
    return `\\\\.\\pipe\\zont-control-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`;
  }
  const path = join(folder, 'zont.sock');
  return Buffer.byteLength(path) <= longestPath ? path : null;
}
