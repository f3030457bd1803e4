import { hkdfSync, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from '../domain/secret.ts';

const fileName = 'zont.key';
const keyLength = 32;

/** The program's secrets: one root key in a file, and a subkey for each purpose. */
export interface Keyring {
  /** A 32-byte key for one purpose. No two purposes share a key, so no two tables share a value. */
  subkey(purpose: string): Buffer;
}

/** A keyring over a root key of 32 bytes. */
export function createKeyring(root: Uint8Array): Keyring {
  const secret = new Secret(Buffer.from(root));
  return {
    subkey: (purpose) => Buffer.from(hkdfSync('sha256', secret.reveal(), '', `zont/${purpose}`, keyLength)),
  };
}

/**
 * Reads the root key of a directory, or makes it (mode 0400) at the first start.
 * @throws Error in words for the operator when the key cannot be read, made, or has a wrong length
 */
export function openKeyring(directory: string): Keyring {
  const path = join(directory, fileName);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const root = readRoot(path) ?? makeRoot(path);
    if (root.length !== keyLength) throw new Error(`it holds ${root.length} bytes, not ${keyLength}`);
    return createKeyring(root);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown reason';
    throw new Error(
      `Cannot use the key file ${path}: ${reason}. Put the right file back, or give the program a folder that it may write (KEYS_DIRECTORY).`,
    );
  }
}

function readRoot(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Written whole under another name and then linked, so that no second starter reads half a key. */
function makeRoot(path: string): Buffer {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, randomBytes(keyLength), { mode: 0o400, flag: 'wx' });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path);
}
