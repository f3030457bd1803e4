import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createChatKeys } from '../../db/chat-key.ts';
import { createChatSettingsStore } from '../../db/chat-settings.ts';
import { seal } from '../../db/cipher.ts';
import type { Database } from '../../db/client.ts';
import { createConversationStateStore } from '../../db/conversation-state.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import { describeOnBothDatabases, rowsOf } from '../support/databases.ts';
import { newAlias, testKeyring } from '../support/keyrings.ts';

interface Row {
  readonly key: string;
  readonly sealed: string;
  readonly expires: number;
}

const minute = 60_000;
const noon = Date.UTC(2026, 10, 22, 12, 0, 0);
const keyring = testKeyring();
const state = { version: 1, state: { start: [{ asked: 'language' }] } };

const rows = (db: Database) =>
  rowsOf<Row>(
    db,
    sql`select encode(key, 'hex') as key, encode(sealed, 'hex') as sealed,
      (extract(epoch from expires_at) * 1000)::float8 as expires from conversation_states order by key`,
  );

function storeAt(db: Database, start = noon, ring = keyring) {
  const clock = { now: start };
  return { clock, store: createConversationStateStore<unknown>(db, ring, () => clock.now) };
}

/** Puts any bytes where a chat's state stands. */
async function plant(db: Database, alias: ChatAlias, bytes: Buffer): Promise<void> {
  const key = createChatKeys(keyring, 'conversation-state').rowKey(alias).toString('hex');
  await db.execute(
    sql`insert into conversation_states values (decode(${key}, 'hex'), decode(${bytes.toString('hex')}, 'hex'), '2026-11-22 12:30Z')`,
  );
}

describeOnBothDatabases('conversation states', (open) => {
  it('reads back what was written, replaces it, and loses it when it is deleted', async () => {
    const db = await open();
    const { store } = storeAt(db);
    const [anna, bela] = [newAlias(), newAlias()];
    expect(await store.read(anna)).toBeUndefined();
    await store.write(anna, state);
    expect(await store.read(anna)).toEqual(state);
    expect(await store.read(bela)).toBeUndefined();
    await store.write(anna, { ...state, version: 2 });
    expect(await store.read(anna)).toEqual({ ...state, version: 2 });
    await store.delete(anna);
    await store.delete(anna);
    expect(await store.read(anna)).toBeUndefined();
    expect(await rows(db)).toEqual([]);
  });

  it('gives back any plain JSON as it was, in a length that is a multiple of 2048', async () => {
    const db = await open();
    const { store } = storeAt(db);
    const alias = newAlias();
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), fc.nat(5_000), async (value, more) => {
        const written = JSON.parse(JSON.stringify({ value, filling: 'ө'.repeat(more) }));
        await store.write(alias, written);
        expect(await store.read(alias)).toEqual(written);
        const [row] = await rows(db);
        expect(((row?.sealed.length ?? 0) / 2 - 29) % 2048).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it('has one length for all states of an early step, whatever was pressed', async () => {
    const db = await open();
    const { store } = storeAt(db);
    for (const filling of [0, 1, 10, 100, 1_000, 1_900])
      await store.write(newAlias(), { filling: 'x'.repeat(filling) });
    expect(new Set((await rows(db)).map(({ sealed }) => sealed.length / 2))).toEqual(new Set([2048 + 29]));
  });

  it('shares no row key with the settings of the same chat, and none between chats', async () => {
    const db = await open();
    const { store } = storeAt(db);
    const settings = createChatSettingsStore(db, keyring);
    for (const alias of Array.from({ length: 20 }, newAlias)) {
      await store.write(alias, state);
      await settings.save(alias, { language: 'ru', country: 'KZ' }, '2026-11-22');
    }
    const keys = await rowsOf<{ key: string }>(
      db,
      sql`select encode(key, 'hex') as key from conversation_states union all select encode(key, 'hex') from chat_settings`,
    );
    expect(keys).toHaveLength(40);
    expect(new Set(keys.map(({ key }) => key)).size).toBe(40);
  });

  it('never opens a row that was moved to another chat', async () => {
    const db = await open();
    const { store } = storeAt(db);
    const [anna, bela] = [newAlias(), newAlias()];
    await store.write(anna, { of: 'anna' });
    await store.write(bela, { of: 'bela' });
    const [first, second] = await rows(db);
    await db.execute(sql`update conversation_states set sealed = decode(case encode(key, 'hex')
      when ${first?.key} then ${second?.sealed} else ${first?.sealed} end, 'hex')`);
    expect(await store.read(anna)).toBeUndefined();
    expect(await store.read(bela)).toBeUndefined();
  });

  it('finds nothing after the key was lost, and writes anew', async () => {
    const db = await open();
    const alias = newAlias();
    await storeAt(db).store.write(alias, state);
    const { store } = storeAt(db, noon, testKeyring('another'));
    expect(await store.read(alias)).toBeUndefined();
    await store.write(alias, { anew: true });
    expect(await store.read(alias)).toEqual({ anew: true });
  });

  it('forgets what it cannot read, without throwing, so that the person begins anew', async () => {
    const db = await open();
    const { store } = storeAt(db);
    const keys = createChatKeys(keyring, 'conversation-state');
    for (const content of ['', 'not JSON', '{"half":', '\0\0']) {
      const alias = newAlias();
      await plant(db, alias, seal(Buffer.from(content), keys.sealKey, keys.rowKey(alias), 2048));
      expect(await store.read(alias), content).toBeUndefined();
      await store.write(alias, state);
      expect(await store.read(alias)).toEqual(state);
    }
    const alias = newAlias();
    const ofLaterVersion = seal(Buffer.from('{}'), keys.sealKey, keys.rowKey(alias), 2048);
    ofLaterVersion[0] = 2;
    await plant(db, alias, ofLaterVersion);
    expect(await store.read(alias)).toBeUndefined();
  });

  it('keeps a state for at least 30 idle minutes and at most 40, counted from the last write', async () => {
    const db = await open();
    for (const second of [0, 1, 59, 299, 599, 600]) {
      const { store, clock } = storeAt(db, noon + second * 1_000);
      const alias = newAlias();
      const start = clock.now;
      await store.write(alias, state);
      clock.now = start + 30 * minute - 1;
      expect(await store.read(alias)).toEqual(state);
      clock.now = start + 40 * minute;
      expect(await store.read(alias)).toBeUndefined();
      // Not read any more, even before the sweep; the row itself goes with it.
      expect(await store.forgetExpired()).toBeGreaterThanOrEqual(1);
      expect(await rows(db)).toEqual([]);
    }
  });

  it('deletes only what expired', async () => {
    const db = await open();
    const { store, clock } = storeAt(db);
    const [early, late] = [newAlias(), newAlias()];
    await store.write(early, state);
    clock.now += 25 * minute;
    await store.write(late, state);
    clock.now = noon + 30 * minute;
    expect(await store.forgetExpired()).toBe(1);
    expect(await store.forgetExpired()).toBe(0);
    expect(await store.read(early)).toBeUndefined();
    expect(await store.read(late)).toEqual(state);
  });

  it('tells by its expiry no more than in which ten minutes a person was there', async () => {
    const db = await open();
    const expiries = new Set<number>();
    for (const second of [1, 30, 60, 123, 300, 599, 600]) {
      const { store } = storeAt(db, noon + second * 1_000);
      const alias = newAlias();
      await store.write(alias, state);
      for (const row of await rows(db)) expiries.add(row.expires);
    }
    expect([...expiries]).toEqual([noon + 40 * minute]);
  });

  it('has a table that refuses any other length', async () => {
    const db = await open();
    for (const length of [0, 30, 2048, 2078, 4096]) {
      await expect(plant(db, newAlias(), Buffer.alloc(length)), `${length} bytes`).rejects.toThrow();
    }
  });
});
