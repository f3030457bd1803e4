import { eq, lt, sql } from 'drizzle-orm';
import * as z from 'zod';
import { type CalendarDay, daysBetween } from '../domain/calendar-day.ts';
import type { ChatAlias } from '../domain/chat-alias.ts';
import { type ChatSettings, settingsIdleDays } from '../domain/chat-settings.ts';
import { whereabouts } from '../domain/country.ts';
import { languages } from '../domain/language.ts';
import { createChatKeys } from './chat-key.ts';
import { open, seal } from './cipher.ts';
import type { Database } from './client.ts';
import type { Keyring } from './keyring.ts';
import { chatSettings } from './schema.ts';

/** Sealed content bytes; the table's CHECK holds the resulting length. */
const paddedTo = 64;

const stored = z.object({
  language: z.enum(languages),
  country: z.enum(whereabouts).nullable(),
  wish: z.string().max(13).optional(),
});

/** Remembers language, country and perhaps a wish of a chat, sealed, for 30 idle days. */
export interface ChatSettingsStore {
  /** The settings, or null when there are none. Marks them as used today. */
  find(alias: ChatAlias, today: CalendarDay): Promise<ChatSettings | null>;
  /** The same without marking them. */
  peek(alias: ChatAlias, today: CalendarDay): Promise<ChatSettings | null>;
  save(alias: ChatAlias, settings: ChatSettings, today: CalendarDay): Promise<void>;
  forget(alias: ChatAlias): Promise<void>;
  /** Deletes what nobody used for 30 days; answers how many. */
  forgetIdle(today: CalendarDay): Promise<number>;
}

/** The settings store on a database; what cannot be opened (lost key, other version) is forgotten. */
export function createChatSettingsStore(db: Database, keyring: Keyring): ChatSettingsStore {
  const keys = createChatKeys(keyring, 'chat-settings');
  const key = sql.placeholder('key');
  const today = sql.placeholder('today');
  const byKey = db
    .select({ sealed: chatSettings.sealed, lastUsedOn: chatSettings.lastUsedOn })
    .from(chatSettings)
    .where(eq(chatSettings.key, key))
    .prepare('find_chat_settings');
  const touch = db
    .update(chatSettings)
    .set({ lastUsedOn: sql`${today}` })
    .where(eq(chatSettings.key, key))
    .prepare('touch_chat_settings');

  async function read(alias: ChatAlias, day: CalendarDay) {
    const rowKey = keys.rowKey(alias);
    const [row] = await byKey.execute({ key: rowKey });
    const content = row && open(row.sealed, keys.sealKey, rowKey);
    // A sweep that is late must not bring back what has expired.
    if (!content || daysBetween(row.lastUsedOn, day) > settingsIdleDays) return null;
    return { rowKey, lastUsedOn: row.lastUsedOn, settings: parse(content) };
  }

  return {
    async find(alias, day) {
      const held = await read(alias, day);
      if (!held) return null;
      if (held.lastUsedOn !== day) await touch.execute({ key: held.rowKey, today: day });
      return held.settings;
    },
    peek: async (alias, day) => (await read(alias, day))?.settings ?? null,
    async save(alias, { language, country, wish }, day) {
      const rowKey = keys.rowKey(alias);
      const content = Buffer.from(JSON.stringify({ language, country, ...(wish && { wish }) }));
      const row = { sealed: seal(content, keys.sealKey, rowKey, paddedTo), lastUsedOn: day };
      await db
        .insert(chatSettings)
        .values({ key: rowKey, ...row })
        .onConflictDoUpdate({ target: chatSettings.key, set: row });
    },
    async forget(alias) {
      await db.delete(chatSettings).where(eq(chatSettings.key, keys.rowKey(alias)));
    },
    async forgetIdle(day) {
      const oldest = sql`${day}::date - ${settingsIdleDays}::int`;
      const gone = await db
        .delete(chatSettings)
        .where(lt(chatSettings.lastUsedOn, oldest))
        .returning({ key: chatSettings.key });
      return gone.length;
    },
  };
}

function parse(content: Buffer): ChatSettings | null {
  try {
    return stored.parse(JSON.parse(content.toString('utf8')));
  } catch {
    return null;
  }
}
