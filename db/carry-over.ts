import { eq, inArray } from 'drizzle-orm';
import type { ChatAlias } from '../domain/chat-alias.ts';
import { createFormerChatKeys } from './chat-key.ts';
import { open, reseal } from './cipher.ts';
import type { Database } from './client.ts';
import type { Keyring } from './keyring.ts';
import { chatSettings, conversationStates, sweepList } from './schema.ts';

/**
 * The tables whose rows stand under a chat's key and are sealed for that place. A store knows the
 * newest keys only; after a rotation a chat's rows are brought over at its next visit, here.
 */
const chatTables = [
  { purpose: 'chat-settings', table: chatSettings },
  { purpose: 'conversation-state', table: conversationStates },
  { purpose: 'sweep-list', table: sweepList },
] as const;

export interface CarryOver {
  /**
   * Brings a chat's rows from former keys over to the newest. Each row in one statement: cut short
   * at any point, it is under its old key or under its new one, and the next visit does the rest.
   * @param formerAliases what the chat was called under former alias keys, the newest first
   */
  carry(alias: ChatAlias, formerAliases: readonly ChatAlias[]): Promise<void>;
}

export function createCarryOver(db: Database, keyring: Keyring): CarryOver {
  const tables = chatTables.map(({ purpose, table }) => ({ table, ...createFormerChatKeys(keyring, purpose) }));

  async function carryRow({ table, keys, former }: (typeof tables)[number], aliases: readonly ChatAlias[]) {
    if (former.length === 0 && aliases.length === 1) return;
    const [alias] = aliases as [ChatAlias];
    const newKey = keys.rowKey(alias);
    const oldPlaces = [keys, ...former]
      .flatMap((held) => aliases.map((name) => ({ rowKey: held.rowKey(name), sealKey: held.sealKey })))
      .slice(1);
    const rowKeys = [newKey, ...oldPlaces.map(({ rowKey }) => rowKey)];
    const rows = await db
      .select({ key: table.key, sealed: table.sealed })
      .from(table)
      .where(inArray(table.key, rowKeys));
    let isCarried = rows.some(({ key }) => key.equals(newKey));
    for (const { rowKey, sealKey } of oldPlaces) {
      const row = rows.find(({ key }) => key.equals(rowKey));
      if (!row) continue;
      const content = isCarried ? null : open(row.sealed, sealKey, rowKey);
      if (content) {
        const sealed = reseal(row.sealed, content, keys.sealKey, newKey);
        await db.update(table).set({ key: newKey, sealed }).where(eq(table.key, rowKey));
        isCarried = true;
      } else {
        // Older than what stands there by now, or of a key that is lost.
        await db.delete(table).where(eq(table.key, rowKey));
      }
    }
  }

  return {
    async carry(alias, formerAliases) {
      for (const table of tables) await carryRow(table, [alias, ...formerAliases]);
    },
  };
}
