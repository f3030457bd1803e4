import { chownSync, closeSync, fsyncSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { platform } from 'node:process';

/**
 * Gives a new file in the folder of keys to the folder's owner. An operator who types a command as root makes it
 * for the user whose program reads it; who is not root makes files of their own anyway.
 */
export function giveToOwnerOfFolder(path: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(dirname(path));
  chownSync(path, uid, gid);
}

/** A new name survives a power cut only when its folder is flushed, too; Windows does that by itself. */
export function flushFolder(directory: string): void {
  if (platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
