import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { bringUpToDate } from './bring-up-to-date.ts';
import type { OpenDatabase } from './client.ts';
import { lockDirectory } from './directory-lock.ts';
import { drizzleOptions } from './migrations.ts';
import { reasonOf } from './open-fault.ts';
import { prepareFiles } from './prepared-files.ts';

/**
 * Opens PGlite in a directory that no other process may open.
 * @param until see `bringUpToDate`
 * @throws Error in words for the operator
 */
export async function openEmbedded(directory: string, until?: number): Promise<OpenDatabase> {
  const lock = await lockDirectory(directory);
  try {
    const files = join(directory, 'pglite');
    await prepareFiles(files);
    // Node 20 sends WebAssembly so early to V8's optimising compiler that its threads hold up a start by half a
    // second on two cores. This is how long V8's later versions wait.
    setFlagsFromString('--wasm-tiering-budget=13000000');
    const client = await PGlite.create(files);
    try {
      const db = drizzle(client, drizzleOptions);
      // A migration that finds its tables there would say so at every start.
      await db.execute(sql`set client_min_messages to warning`);
      await bringUpToDate(db, (migrationsFolder) => migrate(db, { migrationsFolder }), until);
      return {
        db,
        close: async () => {
          await client.close();
          await lock.release();
        },
      };
    } catch (error) {
      await client.close();
      throw error;
    }
  } catch (error) {
    await lock.release();
    throw new Error(`Cannot open the embedded database in ${directory}: ${reasonOf(error)}`);
  }
}
