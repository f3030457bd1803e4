import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Database, OpenDatabase } from '../../db/client.ts';
import { openKeyring } from '../../db/keyring.ts';
import { openDatabase } from '../../db/open-database.ts';
import { Secret } from '../../domain/secret.ts';
import { type BotApiServer, startBotApiServer } from '../support/bot-api/start-bot-api-server.ts';
import { createServerDatabase, rowsOf } from '../support/databases.ts';
import { asHaystack, createLeakScan, filesOf, type Haystack } from '../support/leak-scan.ts';
import { type Program, startProgram } from '../support/program.ts';
import { testToken } from '../support/test-app.ts';
import { createCanaryPerson, needlesOf } from './support/canaries.ts';
import { dumpOf, type Opened, openedHaystacks, openRows } from './support/stored.ts';
import { tellingNumbersIn } from './support/telling-numbers.ts';
import {
  createWalker,
  growMessageIds,
  leaveInTheMiddle,
  lookAround,
  needlesOfAll,
  type Walker,
} from './support/walk.ts';

const serverUrl = inject('postgresUrl');

/** The server's own files of one database, and its write-ahead log, after a checkpoint. */
async function serverFiles(db: Database): Promise<Haystack[]> {
  await db.execute(sql`checkpoint`);
  const [place] = await rowsOf<{ folder: string; oid: string; wal: string }>(
    db,
    sql`select current_setting('data_directory') as folder, pg_walfile_name(pg_current_wal_lsn()) as wal,
      (select oid::text from pg_database where datname = current_database()) as oid`,
  );
  if (!place) throw new Error('the server does not say where its files are');
  return [
    ...filesOf(join(place.folder, 'base', place.oid)),
    ...filesOf(join(place.folder, 'pg_wal')),
    ...filesOf(join(place.folder, 'pg_stat_tmp')),
  ];
}

describe.skipIf(serverUrl === null)('after people with traits were here, by Telegram, on PostgreSQL', () => {
  let root: string;
  let database: Awaited<ReturnType<typeof createServerDatabase>>;
  let server: BotApiServer;
  let program: Program;
  let opened: OpenDatabase;
  let walkers: Walker[];
  let dump: Haystack[];
  let files: Haystack[];
  let sealed: Opened;

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'zont-walk-'));
    database = await createServerDatabase(serverUrl as string);
    server = await startBotApiServer({ token: testToken });
    // The program itself in a process of its own: what it prints is what an operator's log gets.
    program = startProgram({
      BOT_TOKEN: testToken,
      TELEGRAM_API_ROOT: server.root,
      TELEGRAM_LIMITS: 'off',
      DATABASE_URL: database.url,
      DATA_DIRECTORY: join(root, 'data'),
      KEYS_DIRECTORY: join(root, 'keys'),
    });
    await program.says('Zont listens on Telegram');
    await growMessageIds(server);
    walkers = [createWalker(server), createWalker(server, 'ky')];
    const [middle, around] = walkers as [Walker, Walker];
    await leaveInTheMiddle(server, middle);
    await lookAround(server, around);
    server.fail({ with: 'garbage', method: 'sendMessage' });
    server.fail({ with: 400, method: 'getUpdates' });
    await around.sends(around.traits.typed);
    opened = await openDatabase({ kind: 'postgres', url: new Secret(database.url) });
    dump = await dumpOf(opened.db);
    files = await serverFiles(opened.db);
    sealed = await openRows(opened.db, openKeyring(join(root, 'keys')));
  }, 90_000);
  afterAll(async () => {
    await program?.ends('SIGTERM');
    await server?.stop();
    await opened?.close();
    await database?.drop();
    rmSync(root, { recursive: true, force: true });
  });

  it('holds states and settings, so that there is something to look through', () => {
    expect(sealed.states.some((state) => state.includes('start:language:ru'))).toBe(true);
    // Who left after the choice of a language keeps it.
    expect(sealed.settings.toSorted()).toEqual([
      '{"language":"ky","country":"KZ"}',
      '{"language":"ru","country":null}',
    ]);
    expect(files.filter(({ bytes }) => bytes.length > 8_000).length).toBeGreaterThan(50);
  });

  it('has kept nothing of them in rows, files and the write-ahead log of the server, nor for who holds the keys', () => {
    const scan = createLeakScan(needlesOfAll(walkers));
    expect(scan(dump)).toEqual([]);
    expect(scan(files)).toEqual([]);
    expect(scan(openedHaystacks(sealed))).toEqual([]);
    for (const state of sealed.states) expect(tellingNumbersIn(state, server, walkers)).toEqual([]);
  });

  it('has printed its one line and faults without any trait, and kept nothing in its own folder', () => {
    const { out, all } = program.output();
    const [announcement, ...lines] = out.trim().split('\n');
    expect(announcement).toMatch(/^Zont listens on Telegram as @/);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      const { code = 0, ...others } = JSON.parse(line);
      expect(Object.keys(others).sort()).toEqual(['class', 'component', 'event', 'hour', 'id', 'level']);
      // Polling alone tells with which number it was refused: it is done for nobody.
      expect(code).toBe(others.class === 'Refusal' ? 400 : 0);
      if (code !== 0) expect(others.event).toBe('polling_failed');
    }
    expect(createLeakScan(needlesOfAll(walkers))([asHaystack('output', all)])).toEqual([]);
    expect(all).not.toContain(testToken);
    expect(createLeakScan(needlesOfAll(walkers))(filesOf(root))).toEqual([]);
  });

  it('is a scan that finds what was planted raw into a table, in the rows and in the files', async () => {
    const { db } = opened;
    const planted = createCanaryPerson();
    const needles = needlesOf(planted);
    await db.execute(sql`create table planted (content bytea)`);
    for (const { bytes } of needles) {
      await db.execute(sql`insert into planted values (decode(${bytes.toString('hex')}, 'hex'))`);
    }
    const scan = createLeakScan(needles);
    const missing = (haystacks: Haystack[]) => {
      const found = new Set(scan(haystacks).map(({ needle }) => needle));
      return needles.map(({ name }) => name).filter((name) => !found.has(name));
    };
    expect(missing(await serverFiles(db))).toEqual([]);
    // In the rows everything stands in hex: the needles that are meant for that find it.
    const hits = scan(await dumpOf(db)).map(({ needle }) => needle);
    for (const name of ['typed', 'first name', 'username', 'phone', 'id', 'voice file']) {
      expect(hits).toContain(`${name}, utf-8 in hex`);
    }
  });
});
