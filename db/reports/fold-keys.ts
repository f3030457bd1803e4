import { createHmac, randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { flushFolder, giveToOwnerOfFolder } from '../key-folder.ts';
import { createKeyring } from '../keyring.ts';
import { KeysFault } from '../keys-fault.ts';

const keyLength = 32;
const namePattern = /^fold-([0-9a-f]{32})\.key$/;

/** What is done under one fold key while it lasts. */
export interface FoldKey {
  /** Where a waiting report stands in the pool, until the next salt: 32 bytes that say nothing once the key is gone. */
  pooledTag(lookup: Buffer, salt: Buffer): Buffer;
  /** Where it stands once it has settled. */
  settledTag(lookup: Buffer): Buffer;
  /** Seals waiting rows and lowerings. */
  readonly sealKey: Buffer;
}

/** Fold keys as files of their own: made at a fold, destroyed after the next one. */
export interface FoldKeys {
  /** Makes a key; it stands on disk, name and content, when this returns. Answers its id. */
  make(): string;
  /**
   * Null when there is no such file, or no whole key in it.
   * @throws KeysFault when it cannot be read
   */
  read(id: string): FoldKey | null;
  /** Destroys every other key. Only under the lock that a fold holds: a fold's new key is in no table yet. */
  destroyAllBut(id: string): number;
}

/** Fold keys in the folder of keys. They are random: nothing brings a destroyed one back, the root key neither. */
export function createFoldKeys(directory: string): FoldKeys {
  const pathOf = (id: string) => join(directory, `fold-${id}.key`);

  return {
    make() {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      const id = randomBytes(16).toString('hex');
      // Whole under another name first: half a key must never have a key's name.
      const draft = join(directory, `fold-${id}.draft`);
      writeThrough(draft, 'wx', randomBytes(keyLength));
      giveToOwnerOfFolder(draft);
      linkSync(draft, pathOf(id));
      rmSync(draft);
      flushFolder(directory);
      return id;
    },
    read(id) {
      const root = readOrNull(pathOf(id));
      if (!root) return null;
      const keyring = createKeyring(root);
      root.fill(0);
      const [poolKey, settledKey] = [keyring.subkey('fold/tag'), keyring.subkey('fold/settled')];
      return {
        pooledTag: (lookup, salt) => createHmac('sha256', poolKey).update(lookup).update(salt).digest(),
        settledTag: (lookup) => createHmac('sha256', settledKey).update(lookup).digest(),
        sealKey: keyring.subkey('fold/seal'),
      };
    },
    destroyAllBut(kept) {
      const others = filesIn(directory).filter(
        (name) => name.endsWith('.draft') || namePattern.exec(name)?.[1] !== kept,
      );
      for (const name of others) destroy(join(directory, name));
      if (others.length > 0) flushFolder(directory);
      return others.length;
    },
  };
}

const filesIn = (directory: string) =>
  readdirSync(directory).filter((name) => /^fold-[0-9a-f]{32}\.(key|draft)$/.test(name));

/** Written over first: a name that is gone leaves its bytes on many disks (on some a new content does, too). */
function destroy(path: string): void {
  chmodSync(path, 0o600);
  writeThrough(path, 'r+', randomBytes(keyLength));
  rmSync(path);
}

function writeThrough(path: string, flag: 'wx' | 'r+', bytes: Buffer): void {
  const file = openSync(path, flag, 0o400);
  try {
    writeSync(file, bytes, 0, bytes.length, 0);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function readOrNull(path: string): Buffer | null {
  try {
    const bytes = readFileSync(path);
    return bytes.length === keyLength ? bytes : null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new KeysFault(
      `Cannot read the key of the waiting reports, ${path} (${code}). Give it to the user whose program it is: as root, chown. No report is taken until then.`,
    );
  }
}
