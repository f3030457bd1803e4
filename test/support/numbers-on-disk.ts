import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { rowsOf } from '../../db/rows-of.ts';
import type { ReadableDatabase } from './databases.ts';

/** The numbers of transactions that a table's rows on the disk bear. */
export interface NumbersOfTable {
  readonly table: string;
  readonly numbers: ReadonlySet<number>;
}

/**
 * Reads every table of a database, the system's own as well, as who takes the disk would: living rows, dead ones,
 * and what is left of those that were cleaned away within their page.
 */
export async function numbersOnDisk({ db, folder, url }: ReadableDatabase): Promise<readonly NumbersOfTable[]> {
  await db.execute(sql`checkpoint`);
  const root = url === null ? join(folder, 'pglite') : folder;
  const tables = await rowsOf<{ table: string; path: string; columns: number }>(
    db,
    sql`select oid::regclass::text as table, pg_relation_filepath(oid) as path, relnatts::int as columns
      from pg_class where relkind in ('r', 't', 'm')`,
  );
  return tables.map(({ table, path, columns }) => ({
    table,
    numbers: new Set(numbersIn(readFileSync(join(root, path)), columns)),
  }));
}

/** Rows begin at multiples of eight. What begins there is a row if it has the table's columns, and a header's length. */
function* numbersIn(file: Buffer, columns: number): Iterable<number> {
  for (let at = 24; at + 24 <= file.length; at += 8) {
    const headerLength = file.readUInt8(at + 22);
    const isHeader = headerLength >= 24 && headerLength <= 64 && headerLength % 8 === 0;
    if (!isHeader || (file.readUInt16LE(at + 18) & 0x7ff) !== columns) continue;
    // Who wrote it, and who deleted, replaced or locked it.
    yield file.readUInt32LE(at);
    yield file.readUInt32LE(at + 4);
  }
}
