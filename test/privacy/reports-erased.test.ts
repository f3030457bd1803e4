import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase } from '../../db/open-database.ts';
import { rowsOf } from '../../db/rows-of.ts';
import { Secret } from '../../domain/secret.ts';
import {
  createServerDatabase,
  databaseKinds,
  openReadableDatabase,
  type ReadableDatabase,
} from '../support/databases.ts';
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
    const { erase } = await import('../../db/reports/erase.ts');
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
