import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../client.ts';
import type { Keyring } from '../keyring.ts';
import { createFoldKeys } from '../reports/fold-keys.ts';
import { createFoldLock } from '../reports/fold-lock.ts';
import { createWithdrawalMarks } from '../reports/withdrawal-marks.ts';
import { rowsOf } from '../rows-of.ts';
import { stateOfTables } from '../state-of-tables.ts';
import { whoseKeys } from '../whose-keys.ts';
import { type KeptRow, sealBackup } from './backup-file.ts';
import { keptNames, keptPartOf, textOfKept } from './kept-tables.ts';

export interface BackupParts {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly keysDirectory: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * All tables that may be kept, at one moment, sealed to a public key of age. The list of withdrawn
 * reports stands in the folder of keys from then on, also when it is empty: a restore asks for it.
 */
export async function writeBackup({ db, keyring, keysDirectory, now }: BackupParts, to: string): Promise<Buffer> {
  const folds = createFoldLock(db, createFoldKeys(keysDirectory), now);
  const rows = await folds.shareTables(async (transaction) => {
    await createWithdrawalMarks(keyring, keysDirectory).writeFile(transaction);
    // One statement sees one moment, without holding anybody up.
    return rowsOf<KeptRow>(transaction, sql.join(keptNames.map(rowsIn), sql` union all `));
  });
  return sealBackup({ schema: String(await stateOfTables(db)), keys: whoseKeys(keyring), rows }, to);
}

/** In random order: a table's own says of the rows of this day which of them came first. */
function rowsIn(name: string): SQL {
  const part = keptPartOf(name);
  const row = textOfKept(sql`to_jsonb(kept)`, part);
  return sql`(select ${name}::text as name, ${row} as row from ${sql.identifier(name)} as kept where ${part.rows} order by gen_random_uuid())`;
}
