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
const namePattern = /^fold-([0-9a-f]{32}(?:-[0-9a-f]{32})?)\.(key|draft)$/;

/** What is done under one fold key while it lasts. */
export interface FoldKey {
  /** Where a waiting report stands in the pool, until the next salt: 32 bytes that say nothing once the key is gone. */
  pooledTag(lookup: Buffer, salt: Buffer): Buffer;
  /** Where it stands once it has settled. */
  settledTag(lookup: Buffer): Buffer;
  /** Seals waiting rows and lowerings. */
  readonly sealKey: Buffer;
}

/**
 * Fold keys as files of their own: made at a fold, destroyed after the next one. Several databases may have theirs in
 * one folder: each has a line of keys, whose ids begin alike, and never touches another line.
 */
export interface FoldKeys {
  /** Begins a line for a database that has none: an id under which no key stands. */
  begin(): string;
  /** Makes the next key in the line of an id; it stands on disk, name and content, when this returns. Answers its id. */
  make(former: string): string;
  /**
   * Null when there is no such file, or no whole key in it.
   * @throws KeysFault when it cannot be read
   */
  read(id: string): FoldKey | null;
  /** Destroys every other key of its line. Only under the lock that a fold holds: a fold's new key is in no table yet. */
  destroyAllBut(id: string): number;
}

/** Fold keys in the folder of keys. They are random: nothing brings a destroyed one back, the root key neither. */
export function createFoldKeys(directory: string): FoldKeys {
  const pathOf = (id: string) => join(directory, `fold-${id}.key`);

  return {
    begin: newPart,
    make(former) {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      const id = `${lineOf(former)}-${newPart()}`;
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
      const others = readdirSync(directory).filter((name) => {
        const [, id, kind] = namePattern.exec(name) ?? [];
        return id !== undefined && lineOf(id) === lineOf(kept) && (kind === 'draft' || id !== kept);
      });
      for (const name of others) destroy(join(directory, name));
      if (others.length > 0) flushFolder(directory);
      return others.length;
    },
  };
}

const newPart = () => randomBytes(16).toString('hex');
/** The whole id where it has one part: of a line that has just begun, or a key of an earlier version. */
const lineOf = (id: string) => id.split('-', 1)[0];

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
