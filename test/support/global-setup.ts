import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../db/open-database.ts';
import { loadSeedDirectory } from '../../db/seed/directory/index.ts';
import { seedDirectory } from '../../db/seed-directory.ts';
import { startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A data folder with a migrated and seeded embedded database; copy it, never open it. */
    readonly templateDirectory: string;
    /** A PostgreSQL server of the tests' own, or null where its binaries cannot run. */
    readonly postgresUrl: string | null;
  }
}

/** Once for all test files: what takes seconds to make and milliseconds to clone. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const templateDirectory = mkdtempSync(join(tmpdir(), 'zont-template-'));
  const [postgres] = await Promise.all([startPostgres(), prepareTemplate(templateDirectory)]);
  project.provide('templateDirectory', templateDirectory);
  project.provide('postgresUrl', postgres?.url ?? null);
  return async () => {
    await postgres?.stop();
    rmSync(templateDirectory, { recursive: true, force: true });
  };
}

async function prepareTemplate(directory: string): Promise<void> {
  const database = await openDatabase({ kind: 'embedded', directory });
  await seedDirectory(database.db, loadSeedDirectory());
  await database.close();
}
