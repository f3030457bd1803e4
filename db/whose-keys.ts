import { sql } from 'drizzle-orm';
import { getTableConfig } from 'drizzle-orm/pg-core';
import type { CalendarDay } from '../domain/calendar-day.ts';
import { settingsIdleDays } from '../domain/chat-settings.ts';
import { allTables } from './backup/kept-tables.ts';
import { readCardFeedback } from './card-feedback.ts';
import { createFormerChatKeys } from './chat-key.ts';
import { open } from './cipher.ts';
import type { Database } from './client.ts';
import { hasRootKey, type Keyring, openKeyring } from './keyring.ts';
import { KeysFault } from './keys-fault.ts';
import { readReportCounts } from './reports/count-grids.ts';
import { reportCounts } from './reports/tables.ts';
import { rowsOf } from './rows-of.ts';
import { chatSettings, keysInUse } from './schema.ts';

/** Says whether two sets of keys are the same, and nothing else of them. A rotation changes nothing of it. */
export const whoseKeys = (keyring: Keyring): string => keyring.subkey('backup/whose').toString('hex');

/**
 * Opens the keys of a database. Its first start makes the root key, and notes in the database whose keys it has.
 * Any other start, and each command, refuses other keys: what people told meanwhile would be out of their reach as
 * soon as the right ones are back. So a folder whose disk is not mounted gets no new root key.
 * @param today as for `openKeyring`
 * @throws KeysFault when the folder does not hold the keys of this database, or they cannot be used
 */
export async function openKeyringOf(db: Database, directory: string, today?: CalendarDay): Promise<Keyring> {
  const isNoted = (await noted(db)) !== null;
  if (!hasRootKey(directory) && (isNoted || (await holdsWhatKeysMade(db)))) throw new KeysFault(noKeys(directory));
  const keyring = openKeyring(directory, today);
  // A database of a version that noted nothing.
  if (!isNoted && (await opensNothing(db, keyring, today))) throw new KeysFault(otherKeys(directory));
  // The key stands on disk by now: the other order could note one that a power cut takes away.
  if (!isNoted)
    await db
      .insert(keysInUse)
      .values({ isOnly: true, whose: whoseKeys(keyring) })
      .onConflictDoNothing();
  // Asked again: two programs may begin at once, each with a folder of its own.
  if ((await noted(db)) !== whoseKeys(keyring)) throw new KeysFault(otherKeys(directory));
  return keyring;
}

async function noted(db: Database): Promise<string | null> {
  const [held] = await db.select().from(keysInUse);
  return held?.whose ?? null;
}

/** Whatever keys make is a byte string; the directory, which every start fills in, has none. */
const keyedTables = allTables.filter((table) =>
  getTableConfig(table).columns.some((column) => column.getSQLType() === 'bytea'),
);

async function holdsWhatKeysMade(db: Database): Promise<boolean> {
  const any = keyedTables.map((table) => sql`exists (select from ${table})`);
  const [row] = await rowsOf<{ any: boolean }>(db, sql`select ${sql.join(any, sql` or `)} as any`);
  return row?.any === true;
}

/** True when sealed figures or settings are there, and these keys open none. */
async function opensNothing(db: Database, keyring: Keyring, today?: CalendarDay): Promise<boolean> {
  const [feedback, counts] = [await readCardFeedback(db, keyring), await readReportCounts(db, keyring)];
  const settings = await someSettings(db, today);
  const { keys, former } = createFormerChatKeys(keyring, 'chat-settings');
  const unopened = settings.filter(
    ({ key, sealed }) => ![keys, ...former].some((held) => open(sealed, held.sealKey, key)),
  );
  const closed = feedback.unreadable.length + counts.unreadable.length + unopened.length;
  const figures = feedback.months.length + feedback.unreadable.length + (await db.$count(reportCounts));
  return closed > 0 && closed === figures + settings.length;
}

/** Of chats that are not to be forgotten yet: no key that has sealed these has served its time. */
const someSettings = (db: Database, today?: CalendarDay) =>
  db
    .select({ key: chatSettings.key, sealed: chatSettings.sealed })
    .from(chatSettings)
    .where(
      today === undefined ? undefined : sql`${chatSettings.lastUsedOn} > ${today}::date - ${settingsIdleDays}::int`,
    )
    .limit(20);

const whatToDo =
  'Is its disk mounted, and KEYS_DIRECTORY right? Put the folder of keys back as it was. If it is lost for good, see "Keys" in docs/operators.md.';
const noKeys = (directory: string) =>
  `There is no zont.key in ${directory}, but this database has been used with one. ${whatToDo}`;
const otherKeys = (directory: string) => `The keys in ${directory} are not those of this database. ${whatToDo}`;
