import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createChatKeys } from '../../db/chat-key.ts';
import { createChatSettingsStore } from '../../db/chat-settings.ts';
import { seal } from '../../db/cipher.ts';
import type { Database } from '../../db/client.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import type { ChatSettings } from '../../domain/chat-settings.ts';
import { whereabouts } from '../../domain/country.ts';
import { languages } from '../../domain/language.ts';
import { describeOnBothDatabases, rowsOf } from '../support/databases.ts';
import { newAlias, testKeyring } from '../support/keyrings.ts';

interface Row {
  readonly key: string;
  readonly sealed: string;
  readonly day: string;
}

const today = '2026-11-22';
const keyring = testKeyring();
const osh: ChatSettings = { language: 'ky', country: 'KG' };
const every: readonly ChatSettings[] = languages.flatMap((language) =>
  [...whereabouts, null].map((country) => ({ language, country })),
);

const rows = (db: Database) =>
  rowsOf<Row>(
    db,
    sql`select encode(key, 'hex') as key, encode(sealed, 'hex') as sealed, last_used_on::text as day, xmin::text as version from chat_settings order by key`,
  );

/** Puts any bytes where a chat's settings stand. */
async function plant(db: Database, alias: ChatAlias, bytes: Buffer, day = today): Promise<void> {
  const key = createChatKeys(keyring, 'chat-settings').rowKey(alias).toString('hex');
  await db.execute(
    sql`insert into chat_settings values (decode(${key}, 'hex'), decode(${bytes.toString('hex')}, 'hex'), ${day}::date)`,
  );
}

/** Content of a later version of the program, sealed in the right way. */
async function plantContent(db: Database, alias: ChatAlias, content: string): Promise<void> {
  const keys = createChatKeys(keyring, 'chat-settings');
  await plant(db, alias, seal(Buffer.from(content), keys.sealKey, keys.rowKey(alias), 64));
}

describeOnBothDatabases('chat settings', (open) => {
  it('finds what was saved, and nothing for a chat of which nothing is known', async () => {
    const store = createChatSettingsStore(await open(), keyring);
    const [anna, bela] = [newAlias(), newAlias()];
    await store.save(anna, osh, today);
    expect(await store.find(anna, today)).toEqual(osh);
    expect(await store.find(bela, today)).toBeNull();
    await store.save(anna, { language: 'ru', country: null }, today);
    expect(await store.find(anna, today)).toEqual({ language: 'ru', country: null });
  });

  it('stores every possible choice in one and the same length', async () => {
    const db = await open();
    const store = createChatSettingsStore(db, keyring);
    for (const settings of every) {
      const alias = newAlias();
      await store.save(alias, settings, today);
      expect(await store.find(alias, today)).toEqual(settings);
    }
    const stored = await rows(db);
    expect(stored).toHaveLength(every.length);
    expect(new Set(stored.map(({ sealed }) => sealed.length / 2))).toEqual(new Set([93]));
    expect(new Set(stored.map(({ key }) => key.length / 2))).toEqual(new Set([32]));
  });

  it('gives the same choice of two people nothing in common on the disk', async () => {
    const db = await open();
    const store = createChatSettingsStore(db, keyring);
    await store.save(newAlias(), osh, today);
    await store.save(newAlias(), osh, today);
    const [first, second] = await rows(db);
    expect(first?.key).not.toBe(second?.key);
    // The version byte alone is the same.
    expect(first?.sealed.slice(2)).not.toBe(second?.sealed.slice(2));
  });

  it('never opens a row that was moved to another chat', async () => {
    const db = await open();
    const store = createChatSettingsStore(db, keyring);
    const [anna, bela] = [newAlias(), newAlias()];
    await store.save(anna, osh, today);
    await store.save(bela, { language: 'en', country: 'DE' }, today);
    const [first, second] = await rows(db);
    await db.execute(sql`update chat_settings set sealed = decode(case encode(key, 'hex')
      when ${first?.key} then ${second?.sealed} else ${first?.sealed} end, 'hex')`);
    expect(await store.find(anna, today)).toBeNull();
    expect(await store.find(bela, today)).toBeNull();
  });

  it('finds nothing after the key was lost, and starts anew beside the old row', async () => {
    const db = await open();
    const [before, after] = [keyring, testKeyring('another')].map((ring) => createChatSettingsStore(db, ring));
    const alias = newAlias();
    await before?.save(alias, osh, today);
    expect(await after?.find(alias, today)).toBeNull();
    await after?.save(alias, { language: 'en', country: null }, today);
    expect(await after?.find(alias, today)).toEqual({ language: 'en', country: null });
    expect(await before?.find(alias, today)).toEqual(osh);
  });

  it('forgets content of a version that it does not know, without throwing', async () => {
    const db = await open();
    const store = createChatSettingsStore(db, keyring);
    const unknown = [
      '{"language":"de","country":"KG"}',
      '{"language":"ky"}',
      '{"v":2,"tongue":"ky"}',
      '[]',
      'null',
      '"ky"',
      '',
      'KG\0ky',
      '{"language":',
    ];
    for (const content of unknown) {
      const alias = newAlias();
      await plantContent(db, alias, content);
      expect(await store.find(alias, today), content).toBeNull();
      await store.save(alias, osh, today);
      expect(await store.find(alias, today)).toEqual(osh);
    }
    const alias = newAlias();
    await plant(db, alias, Buffer.alloc(93, 7));
    expect(await store.find(alias, today)).toBeNull();
  });

  it('keeps settings for 30 idle days, and not a day longer', async () => {
    const db = await open();
    const store = createChatSettingsStore(db, keyring);
    const [alias, other] = [newAlias(), newAlias()];
    await store.save(alias, osh, '2026-11-01');
    await store.save(other, osh, '2026-11-20');
    expect(await store.forgetIdle('2026-12-01')).toBe(0);
    expect(await store.forgetIdle('2026-12-02')).toBe(1);
    expect(await store.find(alias, '2026-12-02')).toBeNull();
    expect(await store.find(other, '2026-12-02')).toEqual(osh);
    expect(await store.forgetIdle('2026-12-02')).toBe(0);
  });

  it('does not bring back what is over the 30 days when the sweep was late', async () => {
    const db = await open();
    const store = createChatSettingsStore(db, keyring);
    const [alias, visitor] = [newAlias(), newAlias()];
    await store.save(alias, osh, '2026-11-01');
    await store.save(visitor, osh, '2026-11-01');
    expect(await store.find(visitor, '2026-12-01')).toEqual(osh);
    expect(await store.find(alias, '2026-12-02')).toBeNull();
    expect(await store.forgetIdle('2026-12-02')).toBe(1);
  });

  it('counts the days anew from each visit', async () => {
    const store = createChatSettingsStore(await open(), keyring);
    const alias = newAlias();
    await store.save(alias, osh, '2026-11-01');
    expect(await store.find(alias, '2026-11-30')).toEqual(osh);
    expect(await store.forgetIdle('2026-12-30')).toBe(0);
    expect(await store.find(alias, '2026-12-30')).toEqual(osh);
  });

  it('writes at most once a day for somebody who only looks', async () => {
    const db = await open();
    const store = createChatSettingsStore(db, keyring);
    const alias = newAlias();
    await store.save(alias, osh, '2026-11-20');
    const version = async () => (await rows(db))[0] as Row & { version: string };
    const saved = await version();
    await store.find(alias, '2026-11-20');
    expect(await version()).toEqual(saved);
    await store.find(alias, '2026-11-21');
    const touched = await version();
    expect(touched).toMatchObject({ day: '2026-11-21', sealed: saved.sealed });
    expect(touched.version).not.toBe(saved.version);
    for (let visit = 0; visit < 5; visit++) await store.find(alias, '2026-11-21');
    expect(await version()).toEqual(touched);
  });

  it('says about time the day and nothing finer', async () => {
    const db = await open();
    const columns = await rowsOf<{ name: string; type: string }>(
      db,
      sql`select column_name as name, data_type as type from information_schema.columns
        where table_name = 'chat_settings' order by column_name`,
    );
    expect(columns).toEqual([
      { name: 'key', type: 'bytea' },
      { name: 'last_used_on', type: 'date' },
      { name: 'sealed', type: 'bytea' },
    ]);
  });

  it('leaves no row of a chat that is forgotten, and touches no other', async () => {
    const db = await open();
    const store = createChatSettingsStore(db, keyring);
    const [anna, bela] = [newAlias(), newAlias()];
    await store.save(anna, osh, today);
    await store.save(bela, osh, today);
    await store.forget(anna);
    await store.forget(anna);
    expect(await store.find(anna, today)).toBeNull();
    expect(await store.find(bela, today)).toEqual(osh);
    expect(await rows(db)).toHaveLength(1);
  });

  it('holds the last of many saves at once', async () => {
    const db = await open();
    const store = createChatSettingsStore(db, keyring);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...every), { minLength: 1, maxLength: 6 }), async (choices) => {
        const alias = newAlias();
        for (const settings of choices) await store.save(alias, settings, today);
        expect(await store.find(alias, today)).toEqual(choices.at(-1));
      }),
      { numRuns: 25 },
    );
    await Promise.all(every.map((settings) => store.save(newAlias(), settings, today)));
  });

  it('has a table that refuses any other length', async () => {
    const db = await open();
    for (const length of [0, 1, 92, 94, 93 + 64]) {
      await expect(plant(db, newAlias(), Buffer.alloc(length)), `${length} bytes`).rejects.toThrow();
    }
    await expect(
      db.execute(sql`insert into chat_settings values ('short', decode(${'00'.repeat(93)}, 'hex'), ${today}::date)`),
    ).rejects.toThrow();
  });
});
