import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { Database } from '../../db/client.ts';
import { createContactFaults, readContactFaults, settleContactFaults } from '../../db/contact-faults.ts';
import { describeOnBothDatabases, type OpenForTest, rowsOf } from '../support/databases.ts';
import { newAlias, testKeyring } from '../support/keyrings.ts';

const keyring = testKeyring();
const organizations = ['tais-plus', 'emergency-kg', 'another-one'];

function storeOn(db: Database, day: string) {
  let today = day;
  const now = () => Date.parse(`${today}T13:20:00Z`);
  const store = createContactFaults({ db, keyring, now, organizations: () => organizations });
  return {
    ...store,
    isOn: (next: string) => {
      today = next;
    },
    tap: (chats: number, id = 'tais-plus') => {
      for (let chat = 0; chat < chats; chat++) store.note(newAlias(), id);
    },
  };
}

const boxes = (db: Database) =>
  rowsOf<{ month: string; sealed: string }>(
    db,
    sql`select month, encode(sealed, 'hex') as sealed from contact_fault_months order by month`,
  );

describeOnBothDatabases('"this is wrong or dead"', (openForTest: OpenForTest) => {
  const open = async () => {
    const db = await openForTest();
    await db.execute(sql`truncate contact_fault_months`);
    return db;
  };

  it('is none, some, or many from five chats of one day on, and no number is kept', async () => {
    const db = await open();
    const store = storeOn(db, '2026-11-20');
    const states = async () => Object.fromEntries(await readContactFaults(db, keyring));
    expect(await states()).toEqual({});
    const one = newAlias();
    for (let press = 0; press < 9; press++) store.note(one, 'tais-plus');
    store.tap(5, 'emergency-kg');
    store.tap(5, 'of another version');
    expect(await states()).toEqual({});
    await store.flush();
    expect(await states()).toEqual({ 'tais-plus': 'some', 'emergency-kg': 'many', 'another-one': 'none' });
    store.isOn('2026-11-21');
    store.tap(4);
    await store.flush();
    expect((await states())['tais-plus']).toBe('some');
  });

  it('is written once a day, tapped or not, in boxes of one length', async () => {
    const db = await open();
    const store = storeOn(db, '2026-11-20');
    await store.flush();
    const seen = [];
    for (const chats of [0, 1, 0, 7]) {
      store.tap(chats);
      const [before] = await boxes(db);
      await store.flush();
      const [after, ...more] = await boxes(db);
      expect(more).toEqual([]);
      expect(after?.sealed).not.toBe(before?.sealed);
      seen.push(after?.sealed.length);
    }
    expect(new Set(seen)).toEqual(new Set([2 * (4096 + 29)]));
  });

  it('is settled for one organisation when somebody has looked, and can be said again', async () => {
    const db = await open();
    const store = storeOn(db, '2026-10-20');
    store.tap(6);
    store.tap(1, 'emergency-kg');
    store.isOn('2026-11-20');
    store.tap(1);
    await store.flush();
    await settleContactFaults(db, keyring, 'tais-plus');
    expect(Object.fromEntries(await readContactFaults(db, keyring))).toMatchObject({
      'tais-plus': 'none',
      'emergency-kg': 'some',
    });
    store.isOn('2026-11-21');
    store.tap(1);
    await store.flush();
    expect((await readContactFaults(db, keyring)).get('tais-plus')).toBe('some');
  });
});
