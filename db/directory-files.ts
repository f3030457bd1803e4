import type { Database } from './client.ts';
import { importedDirectory } from './schema.ts';
import type { DirectoryFile } from './seed/directory/schema.ts';

const only = 'directory';

/** The directory that was imported and takes the place of the program's own files, or null. */
export async function readImportedDirectory(db: Database): Promise<readonly DirectoryFile[] | null> {
  const [held] = await db.select().from(importedDirectory);
  return held?.files ?? null;
}

/** Keeps a directory in the place of the program's own files, or goes back to these (null). */
export async function keepImportedDirectory(db: Database, files: readonly DirectoryFile[] | null): Promise<void> {
  await db.delete(importedDirectory);
  if (files) await db.insert(importedDirectory).values({ id: only, files });
}
