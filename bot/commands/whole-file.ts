import { randomUUID } from 'node:crypto';
import { access, link, open, rename, rm } from 'node:fs/promises';

/**
 * Makes a file that only its owner can read, whole or not at all: killed halfway, no file of that name
 * is there, and nobody takes half a backup for a whole one.
 * @throws Error with `EEXIST` when there is a file of that name; it is not touched
 */
export async function makeWholeFile(path: string, content: Uint8Array): Promise<void> {
  const half = `${path}.${randomUUID()}.half`;
  try {
    const file = await open(half, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await giveName(half, path);
  } finally {
    await rm(half, { force: true });
  }
}

/** A link never replaces anything. Disks that know no links, as many sticks, get the next best. */
async function giveName(half: string, path: string): Promise<void> {
  try {
    await link(half, path);
  } catch (error) {
    if (!['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw error;
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) throw Object.assign(new Error('There is a file of that name.'), { code: 'EEXIST' });
    await rename(half, path);
  }
}
