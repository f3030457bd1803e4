import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCarryOver } from '../../db/carry-over.ts';
import type { Database } from '../../db/client.ts';
import { createKeyring } from '../../db/keyring.ts';
import { createSweepList } from '../../db/sweep-list.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import { Secret } from '../../domain/secret.ts';
import { nothingStands, type StandingMessages } from '../../domain/standing-messages.ts';
import { describeOnBothDatabases, rowsOf } from '../support/databases.ts';
import { testKeyring } from '../support/keyrings.ts';

const noon = Date.UTC(2026, 10, 22, 12) / 3_600_000;
const aliasOf = (address: number) => (address + 4_000_000_000_000) as ChatAlias;
const [anna, bela] = [1_500_000_001, 1_500_000_002];

const stands = (sentHour: number): StandingMessages => ({
  ...nothingStands,
  living: { id: 77_001, sentHour },
  shownHour: sentHour,
});
const entry = (address: number, standing: StandingMessages | null) => ({
  alias: aliasOf(address),
  address: new Secret(address),
  standing,
});
const aliasesOf = (address: number) => [aliasOf(address)];
const rows = (db: Database) =>
  rowsOf<{ sealed: string; due: number }>(
    db,
    sql`select encode(sealed, 'hex') as sealed, (extract(epoch from due_at) / 3600)::float8 as due
      from sweep_list order by key`,
  );
const messages = fc.record({
  id: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  sentHour: fc.integer({ min: 0, max: 999_999 }),
});
const standings = fc.record({
  living: fc.option(messages),
  shownHour: fc.option(fc.integer({ min: 0, max: 999_999 })),
  formers: fc.array(messages, { maxLength: 20 }),
  persons: fc.array(messages, { maxLength: 10 }),
  notices: fc.array(messages, { maxLength: 6 }),
});

describeOnBothDatabases('the sweep list', (open) => {
  it('reads back what was written, whatever it is, in rows of one length', async () => {
    const list = createSweepList(await open(), testKeyring(), aliasesOf);
    const db = await open();
    const lengths = new Set<number>();
    await fc.assert(
      fc.asyncProperty(standings, async (standing) => {
        await list.write([entry(anna, standing)]);
        const { living, formers, persons, notices } = standing;
        const isEmpty = !living && formers.length + persons.length + notices.length === 0;
        expect(await list.find(aliasOf(anna))).toEqual(isEmpty ? null : standing);
        for (const { sealed } of await rows(db)) lengths.add(sealed.length);
      }),
      { numRuns: 20 },
    );
    expect(lengths.size).toBe(1);
  });

  it('tells no more about time than a quarter of a day', async () => {
    const db = await open();
    const list = createSweepList(db, testKeyring(), aliasesOf);
    await list.write(Array.from({ length: 24 }, (_, hour) => entry(anna + hour, stands(noon + hour))));
    const dues = new Set((await rows(db)).map(({ due }) => due));
    expect(dues.size).toBeLessThanOrEqual(5);
    for (const due of dues) expect(due % 6).toBe(0);
    const finer = sql`update sweep_list set due_at = due_at + interval '1 hour'`;
    await expect(db.execute(finer)).rejects.toThrow();
  });

  it('names the chats that are due, each once, and forgets where nothing stands', async () => {
    const list = createSweepList(await open(), testKeyring(), aliasesOf);
    await list.write([entry(anna, stands(noon)), entry(bela, stands(noon - 40))]);
    const due = await list.due(noon, new Set());
    expect(due.map(({ address }) => address.reveal())).toEqual([bela]);
    expect(await list.due(noon, new Set([aliasOf(bela)]))).toEqual([]);
    await list.write([entry(bela, null)]);
    expect(await list.due(noon, new Set())).toEqual([]);
    expect(await list.find(aliasOf(bela))).toBeNull();
    expect(await list.find(aliasOf(anna))).toEqual(stands(noon));
  });

  it('deletes rows of a lost key and of another channel: nobody can use them', async () => {
    const db = await open();
    await createSweepList(db, testKeyring('lost'), aliasesOf).write([entry(anna, stands(noon - 60))]);
    await createSweepList(db, testKeyring(), aliasesOf).write([entry(bela, stands(noon - 60))]);
    const list = createSweepList(db, testKeyring(), (address) => [(aliasOf(address) + 1) as ChatAlias]);
    expect(await list.find(aliasOf(anna))).toBeNull();
    expect(await list.due(noon, new Set())).toEqual([]);
    expect(await rows(db)).toEqual([]);
  });

  it('finds a chat that is due under keys and aliases from before a rotation', async () => {
    const db = await open();
    const [root, fresh] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    await createSweepList(db, createKeyring(root), aliasesOf).write([entry(anna, stands(noon - 60))]);
    const rotated = createKeyring(root, new Map([['sweep-list', [fresh, root]]]));
    const newAlias = (address: number) => (address + 9_000_000_000_000) as ChatAlias;
    const list = createSweepList(db, rotated, (address) => [newAlias(address), aliasOf(address)]);
    const [due] = await list.due(noon, new Set());
    expect(due).toMatchObject({ alias: newAlias(anna), formerAliases: [aliasOf(anna)] });
    await createCarryOver(db, rotated).carry(newAlias(anna), [aliasOf(anna)]);
    expect(await list.find(newAlias(anna))).toEqual(stands(noon - 60));
  });
});
