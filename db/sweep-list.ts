import { eq, inArray, lte, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { ChatAlias } from '../domain/chat-alias.ts';
import { Secret } from '../domain/secret.ts';
import { dueHour, type StandingMessages } from '../domain/standing-messages.ts';
import { createFormerChatKeys } from './chat-key.ts';
import { open, seal } from './cipher.ts';
import type { Database } from './client.ts';
import type { Keyring } from './keyring.ts';
import { sweepList } from './schema.ts';

/** Sealed content bytes; the table's CHECK holds the resulting length. The longest list needs about 800. */
const paddedTo = 1024;

/** A chat, how to reach it, and what stands there; null: nothing any more. */
export interface SweepEntry {
  readonly alias: ChatAlias;
  readonly address: Secret<number>;
  readonly standing: StandingMessages | null;
}

/** Where the sweeper has to look. */
export interface DueChat {
  readonly alias: ChatAlias;
  /** Its names under former alias keys: its rows may have to be carried over first. */
  readonly formerAliases: readonly ChatAlias[];
  readonly address: Secret<number>;
}

/** The sweep list: what stands in which chat, sealed. No other table holds a message id or an address. */
export interface SweepListStore {
  find(alias: ChatAlias): Promise<StandingMessages | null>;
  /** Writes many chats at once, deleting those where nothing stands: two statements at most. */
  write(entries: readonly SweepEntry[]): Promise<void>;
  /** Some of the chats that must be looked at, beyond those of `seen`. Rows that nobody can use are deleted. */
  due(hour: number, seen: ReadonlySet<ChatAlias>): Promise<readonly DueChat[]>;
}

/** So many chats are read at once. */
const batch = 100;

const message = z.tuple([z.int(), z.int()]).transform(([id, sentHour]) => ({ id, sentHour }));
const stored = z.object({
  address: z.int(),
  living: message.nullable(),
  shown: z.int().nullable(),
  formers: z.array(message),
  persons: z.array(message),
  notices: z.array(message).default([]),
});

/**
 * The sweep list on a database.
 * @param aliasesOf the aliases of an address on this channel, the newest first; rows of another channel are of
 * no use to it
 */
export function createSweepList(
  db: Database,
  keyring: Keyring,
  aliasesOf: (address: number) => readonly ChatAlias[],
): SweepListStore {
  const { keys, former } = createFormerChatKeys(keyring, 'sweep-list');
  const byKey = db
    .select({ sealed: sweepList.sealed })
    .from(sweepList)
    .where(eq(sweepList.key, sql.placeholder('key')))
    .prepare('find_sweep_list');

  /** The chat of a row, whatever key it is of; undefined when it is of no use to anybody. */
  function chatOf(row: { key: Buffer; sealed: Buffer }): DueChat | undefined {
    for (const { rowKey, sealKey } of [keys, ...former]) {
      const content = open(row.sealed, sealKey, row.key);
      const address = content && parse(content)?.address;
      if (typeof address !== 'number') continue;
      const [alias, ...formerAliases] = aliasesOf(address);
      const isOurs = [alias, ...formerAliases].some((name) => name !== undefined && rowKey(name).equals(row.key));
      return alias !== undefined && isOurs ? { alias, formerAliases, address: new Secret(address) } : undefined;
    }
    return undefined;
  }

  function rowOf(alias: ChatAlias, address: number, standing: StandingMessages, due: number) {
    const key = keys.rowKey(alias);
    const content = Buffer.from(JSON.stringify(toStored(address, standing)));
    return { key, sealed: seal(content, keys.sealKey, key, paddedTo), dueAt: new Date(due * 3_600_000) };
  }

  return {
    async find(alias) {
      const key = keys.rowKey(alias);
      const [row] = await byKey.execute({ key });
      const content = row && open(row.sealed, keys.sealKey, key);
      return (content && parse(content)?.standing) ?? null;
    },
    async write(entries) {
      const rows = [];
      const gone = [];
      for (const { alias, address, standing } of entries) {
        const due = standing && dueHour(standing);
        if (standing && due !== null) rows.push(rowOf(alias, address.reveal(), standing, due));
        else gone.push(keys.rowKey(alias));
      }
      if (gone.length > 0) await db.delete(sweepList).where(inArray(sweepList.key, gone));
      if (rows.length === 0) return;
      await db
        .insert(sweepList)
        .values(rows)
        .onConflictDoUpdate({
          target: sweepList.key,
          set: { sealed: sql`excluded.sealed`, dueAt: sql`excluded.due_at` },
        });
    },
    async due(hour, seen) {
      const rows = await db
        .select({ key: sweepList.key, sealed: sweepList.sealed })
        .from(sweepList)
        .where(lte(sweepList.dueAt, new Date(hour * 3_600_000)))
        .limit(batch + seen.size);
      const chats: DueChat[] = [];
      const unusable: Buffer[] = [];
      for (const row of rows) {
        const chat = chatOf(row);
        if (!chat) unusable.push(row.key);
        else if (!seen.has(chat.alias)) chats.push(chat);
      }
      if (unusable.length > 0) await db.delete(sweepList).where(inArray(sweepList.key, unusable));
      return chats;
    },
  };
}

const toStored = (
  address: number,
  { living, shownHour, formers, persons, notices }: StandingMessages,
): z.input<typeof stored> => {
  const pair = (one: { id: number; sentHour: number }): [number, number] => [one.id, one.sentHour];
  return {
    address,
    living: living && pair(living),
    shown: shownHour,
    formers: formers.map(pair),
    persons: persons.map(pair),
    notices: notices.map(pair),
  };
};

/** Null for what another version of the program wrote in a form of its own. */
function parse(content: Buffer): { address: number; standing: StandingMessages } | null {
  try {
    const { address, shown, ...standing } = stored.parse(JSON.parse(content.toString('utf8')));
    return { address, standing: { ...standing, shownHour: shown } };
  } catch {
    return null;
  }
}
