import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as schema from './schema.ts';

/** The same SQL files for both databases. */
export const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));

/** Within it: which there are, in order. */
export const journalFile = join('meta', '_journal.json');

export const drizzleOptions = { schema, casing: 'snake_case' } as const;
