import { rmSync } from 'node:fs';
import { inject } from 'vitest';
import type { OpenDatabase } from '../../../db/client.ts';
import { cloneDataDirectory, createServerDatabase } from '../databases.ts';
import { type DatabasePlace, openAt } from './database-place.ts';

/** A database that programs open, one after the other. */
export interface LastingDatabase {
  readonly place: DatabasePlace;
  /** Opens it for this time; nobody else may have it open. */
  opened<T>(use: (db: OpenDatabase['db']) => Promise<T>): Promise<T>;
  drop(): Promise<void>;
}

export async function createLastingDatabase(kind: 'embedded' | 'PostgreSQL'): Promise<LastingDatabase> {
  const { place, drop } = kind === 'embedded' ? inFolder() : await onServer();
  return {
    place,
    drop,
    async opened(use) {
      const { db, close } = await openAt(place);
      try {
        return await use(db);
      } finally {
        await close();
      }
    },
  };
}

function inFolder() {
  const directory = cloneDataDirectory();
  const drop = async () => rmSync(directory, { recursive: true, force: true });
  return { place: { DATA_DIRECTORY: directory }, drop };
}

async function onServer() {
  const { url, drop } = await createServerDatabase(inject('postgresUrl') as string);
  return { place: { DATABASE_URL: url }, drop };
}
