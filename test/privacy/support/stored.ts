import { cpSync, lstatSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { createChatKeys } from '../../../db/chat-key.ts';
import { open } from '../../../db/cipher.ts';
import type { Database } from '../../../db/client.ts';
import type { Keyring } from '../../../db/keyring.ts';
import { openDatabase } from '../../../db/open-database.ts';
import { rowsOf } from '../../support/databases.ts';
import { asHaystack, filesOf, type Haystack } from '../../support/leak-scan.ts';

/** All that stands in a database, looked at in every way. */
export interface Stored {
  /** Every row of every table, as text; byte strings in hex. */
  readonly dump: readonly Haystack[];
  /** The data folder as the running program left it, its write-ahead log included. */
  readonly files: readonly Haystack[];
  /** What a thief of the keys reads. */
  readonly opened: Opened;
}

/** The sealed rows, opened with the keys. */
export interface Opened {
  readonly states: readonly string[];
  readonly settings: readonly string[];
  /** The one place where addresses and message ids may stand, so it is no part of what is looked through. */
  readonly sweepList: readonly string[];
}

/** Looks at the data folder of a running program, and at a copy of it after recovery and checkpoint. */
export async function storedIn(dataDirectory: string, keyring: Keyring): Promise<Stored> {
  const copy = mkdtempSync(join(tmpdir(), 'zont-thief-'));
  try {
    // The socket for commands cannot be copied, and holds nothing.
    cpSync(dataDirectory, copy, { recursive: true, filter: (path) => !lstatSync(path).isSocket() });
    const live = [...filesOf(copy)].map(({ where, bytes }) => ({ where: `live ${where}`, bytes }));
    const { db, close } = await openDatabase({ kind: 'embedded', directory: copy });
    const [dump, opened] = [await dumpOf(db), await openRows(db, keyring)];
    await db.execute(sql`checkpoint`);
    await close();
    const closed = [...filesOf(copy)].map(({ where, bytes }) => ({ where: `checkpointed ${where}`, bytes }));
    return { dump, files: [...live, ...closed], opened };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Every row of every table outside PostgreSQL's own, and PostgreSQL's statistics of their values. */
export async function dumpOf(db: Database): Promise<Haystack[]> {
  const tables = await rowsOf<{ name: string }>(
    db,
    sql`select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const dump: Haystack[] = [];
  for (const { name } of tables) {
    // Value by value: the text form of a whole row doubles quotes, and would hide what has some.
    const values = await rowsOf<{ value: string | null }>(
      db,
      sql.raw(`select field.value from ${name} as t, jsonb_each_text(to_jsonb(t)) as field`),
    );
    dump.push(asHaystack(`table ${name}`, values.map(({ value }) => value ?? '').join('\n')));
  }
  const statistics = await rowsOf<{ value: string }>(
    db,
    sql`select concat(most_common_vals::text, histogram_bounds::text) as value from pg_stats`,
  );
  dump.push(asHaystack('pg_stats', statistics.map(({ value }) => value).join('\n')));
  return dump;
}

/** Opens every sealed row; a row's key says where it belongs, so that no alias is needed. */
export async function openRows(db: Database, keyring: Keyring): Promise<Opened> {
  const contentOf = async (table: string, purpose: string) => {
    const { sealKey } = createChatKeys(keyring, purpose);
    const rows = await rowsOf<{ key: string; sealed: string }>(
      db,
      sql.raw(`select encode(key, 'hex') as key, encode(sealed, 'hex') as sealed from ${table}`),
    );
    return rows.map(({ key, sealed }) => {
      const content = open(Buffer.from(sealed, 'hex'), sealKey, Buffer.from(key, 'hex'));
      if (!content) throw new Error(`a row of ${table} does not open: the scan would prove nothing`);
      return content.toString('utf8');
    });
  };
  return {
    states: await contentOf('conversation_states', 'conversation-state'),
    settings: await contentOf('chat_settings', 'chat-settings'),
    sweepList: await contentOf('sweep_list', 'sweep-list'),
  };
}

/** The opened rows as something to look through. */
export const openedHaystacks = ({ states, settings }: Opened): Haystack[] => [
  ...states.map((content, index) => asHaystack(`opened state ${index}`, content)),
  ...settings.map((content, index) => asHaystack(`opened settings ${index}`, content)),
];
