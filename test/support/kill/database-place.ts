import { parseConfig } from '../../../bot/config.ts';
import type { OpenDatabase } from '../../../db/client.ts';
import { openDatabase } from '../../../db/open-database.ts';

/** Where a database is, as settings name it. */
export type DatabasePlace = Readonly<Record<string, string>>;

export const openAt = (place: DatabasePlace): Promise<OpenDatabase> => openDatabase(parseConfig(place).database);
