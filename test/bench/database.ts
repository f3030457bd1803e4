import { sql } from 'drizzle-orm';
import { parseConfig } from '../../bot/config.ts';
import { createChatSettingsStore } from '../../db/chat-settings.ts';
import type { Database } from '../../db/client.ts';
import { openKeyring } from '../../db/keyring.ts';
import { openDatabase } from '../../db/open-database.ts';
import { loadSeedDirectory } from '../../db/seed/directory/index.ts';
import { seedDirectory } from '../../db/seed-directory.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';

/** Where a Zont keeps its things: the environment of its process. */
export type Home = Readonly<Record<string, string>>;

/** Migrates and seeds, as a first start does. */
export function prepareDatabase(home: Home): Promise<void> {
  return withDatabase(home, async (db) => {
    openKeyring(home.KEYS_DIRECTORY as string);
    await seedDirectory(db, loadSeedDirectory());
  });
}

/** Makes settings rows of chats that nobody will ever open: a real row under other keys. */
export function growChats(home: Home, count: number): Promise<void> {
  return withDatabase(home, async (db) => {
    const settings = createChatSettingsStore(db, openKeyring(home.KEYS_DIRECTORY as string));
    const today = new Date().toISOString().slice(0, 10);
    await settings.save(1 as ChatAlias, { language: 'en', country: 'KG' }, today as never);
    await db.execute(sql`
      insert into chat_settings (key, sealed, last_used_on)
      select sha256(number::text::bytea), sealed, last_used_on
      from chat_settings, generate_series(2, ${count}::int) as number`);
    await db.execute(sql`analyze chat_settings`);
  });
}

/** Puts copies of every service beside it, with its organisation, areas, places and contacts. */
export function growDirectory(home: Home, times: number): Promise<void> {
  return withDatabase(home, async (db) => {
    const copy = (id: string) => sql.raw(`'c' || n || '-' || left(md5(${id}), 20)`);
    const copies = sql`generate_series(2, ${times}::int) as n`;
    await db.execute(sql`
      insert into organizations (id, name, short_name)
      select ${copy('id')}, name, short_name from organizations, ${copies}`);
    await db.execute(sql`
      insert into services
        (id, organization_id, kinds, flags, languages, schedule, description, warn_before, hidden_in)
      select ${copy('id')}, ${copy('organization_id')},
        kinds, flags, languages, schedule, description, warn_before, hidden_in
      from services, ${copies}`);
    await db.execute(sql`
      insert into service_areas (id, service_id, country, city)
      select ${copy('id')} || ':0', ${copy('service_id')}, country, city from service_areas, ${copies}`);
    await db.execute(sql`
      insert into locations (id, organization_id, country, city, city_name)
      select ${copy('id')} || ':0', ${copy('organization_id')}, country, city, city_name from locations, ${copies}`);
    await db.execute(sql`
      insert into contacts
        (id, organization_id, position, type, value, labels, is_on_hold, is_always_shown, assured_on)
      select ${copy('id')}, ${copy('organization_id')},
        position, type, value, labels, is_on_hold, is_always_shown, assured_on
      from contacts, ${copies}`);
  });
}

async function withDatabase(home: Home, task: (db: Database) => Promise<void>): Promise<void> {
  const { db, close } = await openDatabase(parseConfig(home).database);
  try {
    await task(db);
  } finally {
    await close();
  }
}
