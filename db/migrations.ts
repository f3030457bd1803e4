import { fileURLToPath } from 'node:url';
import * as schema from './schema.ts';

/** The same SQL files for both databases. */
export const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));

export const drizzleOptions = { schema, casing: 'snake_case' } as const;
