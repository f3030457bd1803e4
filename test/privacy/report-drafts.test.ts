import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createButtonSeal } from '../../bot/button-seal.ts';
import { createAliases } from '../../bot/edge/alias.ts';
import { openKeyring } from '../../db/keyring.ts';
import { openDatabase } from '../../db/open-database.ts';
import { databaseKinds, openReadableDatabase, type ReadableDatabase, rowsOf } from '../support/databases.ts';
import { asHaystack, createLeakScan, filesOf, type Needle, textNeedles } from '../support/leak-scan.ts';
import { beginChat, type ScriptedChat } from '../support/scripted-chat.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

/** People who tell something and leave before they confirm. */
const people = 8;

/** What stood behind the buttons: sealed as it was sent, and opened with the keys. */
interface Drafts {
  readonly seen: Set<string>;
  readonly plain: Buffer[];
}

/** Goes as far as the summary, and notes whatever stood behind the buttons on the way. */
async function tellAndLeave(app: TestApp, chat: ScriptedChat, { seen, plain }: Drafts): Promise<void> {
  const seal = createButtonSeal(openKeyring(app.keysDirectory));
  const alias = createAliases(openKeyring(app.keysDirectory).subkey('chat-alias'), 'telegram')(chat.person.id);
  const note = () => {
    for (const data of chat.person.callbackData.filter((one) => /^report:(go|send|sos):/.test(one))) {
      const sealed = data.split(':')[2] as string;
      seen.add(sealed);
      const opened = seal.open('form', alias, sealed);
      if (opened) plain.push(Buffer.from(opened));
    }
  };
  await chat.press('menu.report');
  for (const key of ['report.myself', 'report.onlyCount', 'areas.KG-GB', 'incident.V07', 'common.next'] as const) {
    await chat.press(key);
    note();
  }
  await chat.says('they took my money');
}

function needlesOf({ seen, plain }: Drafts): Needle[] {
  const sealed = [...seen].flatMap((text, index) => textNeedles(`sealed form ${index}`, text));
  // The nonce, and the answers without it.
  const opened = plain.flatMap((bytes, index) => [
    { name: `form ${index}`, bytes },
    { name: `nonce ${index}`, bytes: bytes.subarray(0, 16) },
    { name: `answers ${index}`, bytes: bytes.subarray(16) },
  ]);
  return [...sealed, ...opened];
}

const kinds = (hits: readonly { needle: string }[]) => [...new Set(hits.map(({ needle }) => needle.split(/ \d/)[0]))];

describe.each(databaseKinds())('a report in progress, on the %s database', (kind) => {
  let app: TestApp;
  let server: ReadableDatabase | null = null;
  const drafts: Drafts = { seen: new Set(), plain: [] };
  beforeAll(async () => {
    server = kind === 'PostgreSQL' ? await openReadableDatabase(kind) : null;
    app = await startTestApp(server?.url ? { env: { DATABASE_URL: server.url } } : {});
    for (let count = 0; count < people; count++) await tellAndLeave(app, await beginChat(app, 'en', 'KG'), drafts);
  }, 120_000);
  afterAll(async () => {
    await app?.stop();
    await server?.close();
  });

  /** The database as a thief has it: a copy of the folder, or what lies on the server. */
  async function stolen(): Promise<Pick<ReadableDatabase, 'db' | 'folder' | 'close'>> {
    if (server) return { ...server, close: async () => {} };
    const folder = mkdtempSync(join(tmpdir(), 'zont-draft-'));
    cpSync(app.dataDirectory, folder, { recursive: true, filter: (path) => !path.endsWith('.sock') });
    const { db, close } = await openDatabase({ kind: 'embedded', directory: folder });
    return {
      db,
      folder,
      close: async () => {
        await close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  }

  it('is seen by the test at all: sealed in the buttons, and opened with the keys', () => {
    expect(drafts.seen.size).toBeGreaterThan(people * 20);
    expect(new Set([...drafts.seen].map((text) => text.length))).toEqual(new Set([52]));
  });

  it('is nowhere in the data, the write-ahead log or what was logged, and leaves no row', async () => {
    const look = createLeakScan(needlesOf(drafts));
    await app.restart();
    const { db, folder, close } = await stolen();
    try {
      await db.execute(sql`checkpoint`);
      expect(kinds(look(filesOf(folder)))).toEqual([]);
      expect(kinds(look(filesOf(app.dataDirectory)))).toEqual([]);
      expect(kinds(look(app.log.map((line) => asHaystack('log', line))))).toEqual([]);
      const rows = await rowsOf<{ states: number; waiting: number }>(
        db,
        sql`select (select count(*)::int from conversation_states) as states, (select count(*)::int from waiting_reports) as waiting`,
      );
      expect(rows).toEqual([{ states: 0, waiting: 0 }]);
    } finally {
      await close();
    }
  });

  it('is found by the same scan when a program keeps the draft it goes on with', async () => {
    // A draft of nobody: the tests may run in any order, and a server keeps what was in its files.
    const kept: Drafts = { seen: new Set([randomBytes(39).toString('base64url')]), plain: [randomBytes(31)] };
    const look = createLeakScan(needlesOf(kept));
    const { db, folder, close } = await stolen();
    try {
      await db.execute(sql`create table drafts (data text, state bytea)`);
      await db.execute(
        sql`insert into drafts values (${[...kept.seen][0]}, decode(${kept.plain[0]?.toString('hex')}, 'hex'))`,
      );
      await db.execute(sql`checkpoint`);
      expect(kinds(look(filesOf(folder)))).toEqual(expect.arrayContaining(['sealed form', 'form', 'nonce']));
    } finally {
      await close();
    }
  });
});
