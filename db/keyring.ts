import { hkdfSync } from 'node:crypto';
import { accessSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CalendarDay } from '../domain/calendar-day.ts';
import { Secret } from '../domain/secret.ts';
import { KeysFault } from './keys-fault.ts';
import {
  aliveKeys,
  keyLength,
  listSecretFiles,
  makeKeyFile,
  type RotatableSecret,
  readKeyFile,
  rotatableSecrets,
} from './secret-files.ts';

const fileName = 'zont.key';

/** The program's secrets: a root key in a file, keys of later rotations beside it, and a subkey for each purpose. */
export interface Keyring {
  /**
   * A 32-byte key for one purpose. No two purposes share a key, so no two tables share a value.
   * @param purpose begins with the name of what it protects: `chat-settings/row`
   */
  subkey(purpose: string): Buffer;
  /** The same, and behind it those of former keys that may still have to open something, the newest first. */
  subkeys(purpose: string): readonly [Buffer, ...Buffer[]];
}

/** Keys that take the place of the root key for the purposes under a name, the newest first. */
export type RotatedKeys = ReadonlyMap<string, readonly Uint8Array[]>;

/**
 * A keyring over a root key of 32 bytes.
 * @param rotated for each protected thing that has been rotated all its keys; the root key stands among them while it may still open something
 */
export function createKeyring(root: Uint8Array, rotated: RotatedKeys = new Map()): Keyring {
  const derive = (key: Secret<Buffer>, purpose: string) =>
    Buffer.from(hkdfSync('sha256', key.reveal(), '', `zont/${purpose}`, keyLength));
  const hide = (key: Uint8Array) => new Secret(Buffer.from(key));
  const rootKeys = [hide(root)];
  const keysOf = new Map([...rotated].map(([name, keys]) => [name, keys.map(hide)]));
  const subkeys = (purpose: string) => {
    const [name = ''] = purpose.split('/', 1);
    return (keysOf.get(name) ?? rootKeys).map((key) => derive(key, purpose)) as [Buffer, ...Buffer[]];
  };
  return { subkeys, subkey: (purpose) => subkeys(purpose)[0] };
}

/** False where `openKeyring` would make a new root key; true also where nobody can look. */
export function hasRootKey(directory: string): boolean {
  try {
    accessSync(join(directory, fileName));
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

/**
 * Reads the keys of a directory, and makes the root key (mode 0400) when there is none. Where there is a database
 * `openKeyringOf` knows whether there may be none.
 * @param today former keys that have served their time are left out; without it none is
 * @throws KeysFault when a key cannot be read, made, or has a wrong length
 */
export function openKeyring(directory: string, today?: CalendarDay): Keyring {
  let path = join(directory, fileName);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    if (!existsSync(path)) makeKeyFile(path);
    const root = readKeyFile(path);
    const files = listSecretFiles(directory);
    const rotated = new Map<string, Uint8Array[]>();
    for (const [secret, name] of Object.entries(rotatableSecrets)) {
      const alive = aliveKeys(files, secret as RotatableSecret, today ?? '0000-01-01');
      if (alive.files.length === 0) continue;
      const keys = alive.files.map((file) => {
        path = file.path;
        return readKeyFile(path);
      });
      rotated.set(name, alive.isRootAlive ? [...keys, root] : keys);
    }
    return createKeyring(root, rotated);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown reason';
    throw new KeysFault(
      `Cannot use the key file ${path}: ${reason}. Put the right file back, or give the program a folder that it may write (KEYS_DIRECTORY).`,
    );
  }
}
