import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Gives a new embedded database the files that PGlite would otherwise take seconds to make; a database
 * that is there is left alone. They come from PGlite's own package of prepared files. It stands at an earlier
 * minor version, which PostgreSQL's file format allows; a test compares them with what PGlite makes itself.
 * @param files the database's folder; nobody else may use it now
 */
export async function prepareFiles(files: string): Promise<void> {
  const unfinished = `${files}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  if (existsSync(join(files, 'PG_VERSION'))) return;
  const [{ dataDir }, { extract }] = await Promise.all([import('@electric-sql/pglite-prepopulatedfs'), import('tar')]);
  const archive = Buffer.from(await (await dataDir()).arrayBuffer());
  mkdirSync(unfinished, { mode: 0o700 });
  // Its paths begin with a slash. Strict: a disk that is full would only be a warning otherwise.
  extract({ cwd: unfinished, strip: 1, strict: true, sync: true }).end(archive);
  // Last: a start that is killed before leaves nothing that looks like a database.
  renameSync(unfinished, files);
}
