import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { keepReports } from '../../bot/jobs/keep-reports.ts';
import { createChatKeys } from '../../db/chat-key.ts';
import { createChatSettingsStore } from '../../db/chat-settings.ts';
import type { Database } from '../../db/client.ts';
import { createConversationStateStore } from '../../db/conversation-state.ts';
import { openDatabase } from '../../db/open-database.ts';
import { rowsOf } from '../../db/rows-of.ts';
import { createSweepList } from '../../db/sweep-list.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import { Secret } from '../../domain/secret.ts';
import { hourOf, nothingStands } from '../../domain/standing-messages.ts';
import {
  createServerDatabase,
  databaseKinds,
  openReadableDatabase,
  type ReadableDatabase,
} from '../support/databases.ts';
import { newAlias, testKeyring } from '../support/keyrings.ts';
import { createLeakScan, filesOf, type Needle } from '../support/leak-scan.ts';
import { openRoom, type ReportRoom } from '../support/report-room.ts';

/** Pieces of each row as it lies on disk: a row may stand across two pages of the log. */
async function piecesOf(room: ReportRoom, name: string, table: string, where = sql`true`): Promise<Needle[]> {
  const rows = await rowsOf<{ bytes: string }>(
    room.db,
    sql`select encode(sealed, 'hex') as bytes from ${sql.identifier(table)} where ${where}`,
  );
  return rows.flatMap(({ bytes }) => {
    const content = Buffer.from(bytes, 'hex');
    return [64, 320, 600].map((at) => ({ name, bytes: content.subarray(at, at + 48) }));
  });
}

const chatTables = ['chat_settings', 'conversation_states', 'sweep_list'] as const;

/** A chat of which all is kept that can be. */
interface KeptChat {
  readonly alias: ChatAlias;
  forget(): Promise<void>;
  isKnown(): Promise<boolean>;
}

const today = '2026-11-22';

async function someChats(db: Database, count: number): Promise<readonly KeptChat[]> {
  const keyring = testKeyring('chats');
  const now = () => Date.parse(`${today}T12:00:00Z`);
  const settings = createChatSettingsStore(db, keyring);
  const states = createConversationStateStore<string>(db, keyring, now);
  const sweepList = createSweepList(db, keyring, () => []);
  const standing = { ...nothingStands, living: { id: 77_001, sentHour: hourOf(now()) }, shownHour: hourOf(now()) };
  const chats: KeptChat[] = [];
  while (chats.length < count) {
    const alias = newAlias();
    const entry = { alias, address: new Secret(1_500_000_000 + chats.length) };
    await settings.save(alias, { language: 'ru', country: 'KG' }, today);
    await states.write(alias, 'asked');
    await sweepList.write([{ ...entry, standing }]);
    chats.push({
      alias,
      async forget() {
        await settings.forget(alias);
        await states.delete(alias);
        await sweepList.write([{ ...entry, standing: null }]);
      },
      async isKnown() {
        const found = [await settings.peek(alias, today), await states.read(alias), await sweepList.find(alias)];
        return found.some(Boolean);
      },
    });
  }
  return chats;
}

/** The keys of their rows, and pieces of what is sealed there. */
async function rowsOfChats(db: Database, chats: readonly KeptChat[]): Promise<Needle[]> {
  const needles: Needle[] = [];
  const purposes = {
    chat_settings: 'chat-settings',
    conversation_states: 'conversation-state',
    sweep_list: 'sweep-list',
  };
  for (const name of chatTables) {
    const { rowKey } = createChatKeys(testKeyring('chats'), purposes[name]);
    const keys = chats.map(({ alias }) => rowKey(alias).toString('hex'));
    const rows = await rowsOf<{ key: string; sealed: string }>(
      db,
      sql`select encode(key, 'hex') as key, encode(sealed, 'hex') as sealed from ${sql.identifier(name)}
        where encode(key, 'hex') in ${keys}`,
    );
    expect(rows).toHaveLength(chats.length);
    for (const { key, sealed } of rows)
      needles.push(
        { name, bytes: Buffer.from(key, 'hex') },
        { name, bytes: Buffer.from(sealed, 'hex').subarray(32, 80) },
      );
  }
  return needles;
}

const url = inject('postgresUrl');

describe.each(databaseKinds())('after the nightly jobs, on the %s database', (kind) => {
  let opened: ReadableDatabase;
  beforeAll(async () => {
    opened = await openReadableDatabase(kind);
  });
  afterAll(() => opened.close());

  it('no file holds a sealed byte of a report that was withdrawn, before its fold or after it', async () => {
    const room = await openRoom(opened.db);
    try {
      const early = await room.sends();
      const neverFolded = await piecesOf(room, 'withdrawn before the fold', 'waiting_reports');
      await room.desk.withdraw(early);
      const codes = [];
      while (codes.length < 12) codes.push(await room.sends());
      const whenWaiting = await piecesOf(room, 'when it waited', 'waiting_reports');
      room.day = '2026-12-06';
      await room.jobs.fold();
      await room.db.execute(sql`create temporary table before_withdrawing as select id from reports`);
      const all = await piecesOf(room, 'folded', 'reports');
      for (const code of codes.slice(0, 6)) await room.desk.withdraw(code);
      const kept = await piecesOf(room, 'kept', 'reports');
      await room.db.execute(sql`analyze`);
      const isKept = (piece: Needle) => kept.some(({ bytes }) => bytes.equals(piece.bytes));
      const withdrawn = all.filter((piece) => !isKept(piece));
      expect([all.length, withdrawn.length]).toEqual([36, 18]);
      const gone = [...neverFolded, ...whenWaiting, ...withdrawn];
      const found = (needles: readonly Needle[]) =>
        new Set(createLeakScan(needles)(filesOf(opened.folder)).map(({ needle }) => needle));

      await room.db.execute(sql`checkpoint`);
      // It can find what is there: a DELETE erases nothing.
      expect([...found(gone)].sort()).toEqual(['folded', 'when it waited', 'withdrawn before the fold']);
      expect(await room.jobs.erase()).toEqual({ erased: 'erased' });
      expect([...found(gone)]).toEqual([]);
      expect([...found(kept)]).toEqual(['kept']);
    } finally {
      room.clear();
    }
  }, 60_000);
});

describe.each(databaseKinds())('after the nightly jobs, on the %s database', (kind) => {
  let opened: ReadableDatabase;
  beforeAll(async () => {
    opened = await openReadableDatabase(kind);
  });
  afterAll(() => opened.close());

  it('no file holds a byte of the rows of a chat that was forgotten', async () => {
    const room = await openRoom(opened.db);
    try {
      const chats = await someChats(opened.db, 12);
      const [gone, kept] = [chats.slice(0, 6), chats.slice(6)];
      const [ofGone, ofKept] = [await rowsOfChats(opened.db, gone), await rowsOfChats(opened.db, kept)];
      // The planner might keep samples.
      await opened.db.execute(sql`analyze`);
      for (const chat of gone) await chat.forget();
      const found = (needles: readonly Needle[]) =>
        [...new Set(createLeakScan(needles)(filesOf(opened.folder)).map(({ needle }) => needle))].sort();

      await opened.db.execute(sql`checkpoint`);
      // It can find what is there: a DELETE erases nothing.
      expect(found(ofGone)).toEqual([...chatTables].sort());
      expect(await room.jobs.erase()).toEqual({ erased: 'erased' });
      expect(found(ofGone)).toEqual([]);
      expect(found(ofKept)).toEqual([...chatTables].sort());
      for (const chat of chats) expect(await chat.isKnown()).toBe(kept.includes(chat));
    } finally {
      room.clear();
    }
  }, 60_000);
});

describe.skipIf(url === null)('while somebody holds a table of chats for long', () => {
  it('the nightly jobs do not wait for it, clear the rest, and say so', async () => {
    const opened = await openReadableDatabase('PostgreSQL');
    const room = await openRoom(opened.db);
    const faults: string[] = [];
    const report = (event: string, _component: string, error: unknown) =>
      String(faults.push(`${event} ${(error as Error).constructor.name}`));
    try {
      const chats = await someChats(opened.db, 4);
      const rows = await rowsOfChats(opened.db, chats);
      for (const chat of chats) await chat.forget();
      await opened.db.transaction(async (copying) => {
        await copying.execute(sql`lock table chat_settings in access share mode`);
        expect(await room.jobs.erase()).toEqual({ erased: 'in_use' });
        await keepReports({ jobs: room.jobs, faults: { report } });
        expect(faults).toEqual(['report_job_failed TablesInUse']);
        const left = createLeakScan(rows)(filesOf(opened.folder)).map(({ needle }) => needle);
        expect(new Set(left)).toEqual(new Set(['chat_settings']));
      });
      expect(await room.jobs.erase()).toEqual({ erased: 'erased' });
    } finally {
      room.clear();
      await opened.close();
    }
  }, 60_000);
});

describe.skipIf(url === null)('on a server that others manage', () => {
  it('Zont says that it cannot clear the files, and why', async () => {
    const made = await createServerDatabase(url as string);
    const owner = await openDatabase({ kind: 'postgres', url: new Secret(made.url) });
    const room = await openRoom(owner.db);
    await owner.db.execute(sql`drop role if exists managed`);
    await owner.db.execute(sql`create role managed login password 'managed'`);
    await owner.db.execute(sql`grant all on all tables in schema public to managed`);
    const asManaged = new URL(made.url);
    asManaged.username = asManaged.password = 'managed';
    const { default: postgres } = await import('postgres');
    const { drizzle } = await import('drizzle-orm/postgres-js');
    const client = postgres(asManaged.href, { max: 1, onnotice: () => {} });
    const { erase } = await import('../../db/erase/erase.ts');
    try {
      expect(await erase(drizzle(client) as never)).toBe('not_allowed');
    } finally {
      await client.end();
      room.clear();
      await owner.db.execute(sql`drop owned by managed`);
      await owner.db.execute(sql`drop role managed`);
      await owner.close();
      await made.drop();
    }
  }, 60_000);
});
