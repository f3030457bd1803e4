import { and, eq, gt, lte, sql } from 'drizzle-orm';
import type { ChatAlias } from '../domain/chat-alias.ts';
import { createChatKeys } from './chat-key.ts';
import { open, seal } from './cipher.ts';
import type { Database } from './client.ts';
import type { Keyring } from './keyring.ts';
import { conversationStates } from './schema.ts';

/** Content bytes are padded to multiples of this; the table's CHECK holds it. */
const paddedTo = 2048;

/** A conversation is forgotten after so many idle minutes. */
export const conversationIdleMinutes = 30;

/** Expiry is rounded up to this, so that a row does not tell the minute of a visit. */
const roundedToMinutes = 10;

/** Keeps the state of a conversation in progress, sealed, until it ends or half an hour passes. */
export interface ConversationStateStore<S> {
  /** The state, or undefined when there is none, it expired, or it cannot be opened any more. */
  read(alias: ChatAlias): Promise<S | undefined>;
  write(alias: ChatAlias, state: S): Promise<void>;
  delete(alias: ChatAlias): Promise<void>;
  /** Deletes what expired; answers how many. */
  forgetExpired(): Promise<number>;
}

/**
 * The conversation store on a database.
 * @param now the clock, in milliseconds since 1970
 */
export function createConversationStateStore<S>(
  db: Database,
  keyring: Keyring,
  now: () => number,
): ConversationStateStore<S> {
  const keys = createChatKeys(keyring, 'conversation-state');
  const byKey = db
    .select({ sealed: conversationStates.sealed })
    .from(conversationStates)
    .where(
      and(eq(conversationStates.key, sql.placeholder('key')), gt(conversationStates.expiresAt, sql.placeholder('now'))),
    )
    .prepare('find_conversation_state');

  return {
    async read(alias) {
      const rowKey = keys.rowKey(alias);
      // As text: a placeholder gets no encoder from its column, and postgres.js refuses a Date.
      const [row] = await byKey.execute({ key: rowKey, now: new Date(now()).toISOString() });
      const content = row && open(row.sealed, keys.sealKey, rowKey);
      return content ? parse<S>(content) : undefined;
    },
    async write(alias, state) {
      const rowKey = keys.rowKey(alias);
      const content = Buffer.from(JSON.stringify(state));
      const row = { sealed: seal(content, keys.sealKey, rowKey, paddedTo), expiresAt: expiryAfter(now()) };
      await db
        .insert(conversationStates)
        .values({ key: rowKey, ...row })
        .onConflictDoUpdate({ target: conversationStates.key, set: row });
    },
    async delete(alias) {
      await db.delete(conversationStates).where(eq(conversationStates.key, keys.rowKey(alias)));
    },
    async forgetExpired() {
      const gone = await db
        .delete(conversationStates)
        .where(lte(conversationStates.expiresAt, new Date(now())))
        .returning({ key: conversationStates.key });
      return gone.length;
    },
  };
}

/** Undefined for what another version of the program wrote in a form of its own. */
function parse<S>(content: Buffer): S | undefined {
  try {
    return JSON.parse(content.toString('utf8')) as S;
  } catch {
    return undefined;
  }
}

function expiryAfter(milliseconds: number): Date {
  const step = roundedToMinutes * 60_000;
  return new Date(Math.ceil((milliseconds + conversationIdleMinutes * 60_000) / step) * step);
}
