import { createHash, randomBytes, randomInt } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, OpenDatabase } from '../../db/client.ts';
import { openDatabase } from '../../db/open-database.ts';
import { rowsOf } from '../../db/rows-of.ts';
import { cloneDataDirectory } from '../support/databases.ts';
import { filesOf } from '../support/leak-scan.ts';
import { openRoom, type ReportRoom, someReport } from '../support/report-room.ts';

/**
 * The attacker has the database and its log, a copy of both before and after every fold, and knows in
 * which order the chats were active when they sent their reports. For each new row they name a chat.
 * Nothing else is hidden from them: every other activity is left out, which only helps.
 */
const people = 400;
const reportsSent = 500;
const folds = 5;
const perFold = reportsSent / folds;

/** A folded row as it lies in a copy, with the chat that sent it, which only the test knows. */
interface FoldedRow {
  readonly place: readonly [page: number, line: number];
  readonly version: number;
  readonly id: string;
  readonly lookup: Buffer;
  readonly sealed: Buffer;
  readonly chat: number;
}

/** What the attacker has of one fold. */
interface Seen {
  /** Chats in the order in which they were active. */
  readonly active: readonly number[];
  /** Rows that the copy before the fold does not have, in the order of the table. */
  readonly rows: readonly FoldedRow[];
  /** Waiting rows as the copy before the fold has them. */
  readonly waiting: readonly Buffer[];
  readonly log: Buffer;
}

type Guess = (seen: Seen) => readonly FoldedRow[];

const by =
  (value: (row: FoldedRow, seen: Seen) => number | string): Guess =>
  (seen) =>
    seen.rows
      .map((row) => ({ row, at: value(row, seen) }))
      .sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
      .map(({ row }) => row);

/** A value may stand across two pages of the log; one of its ends does not. */
function placeIn(log: Buffer, value: Buffer, find: 'indexOf' | 'lastIndexOf'): number {
  const begin = log[find](value.subarray(0, 12));
  return begin >= 0 ? begin : log[find](value.subarray(-12));
}

/** Each puts the new rows into an order; its n-th is said to be the n-th chat's. */
const attackers: Record<string, Guess> = {
  'the order of the table': (seen) => seen.rows,
  'the places of rows': by(({ place: [page, line] }) => page * 10_000 + line),
  'the versions of rows': by(({ version }) => version),
  'the order of ids': by(({ id }) => id),
  'the order of lookups': by(({ lookup }) => lookup.toString('hex')),
  'where a row first stands in the log': by(({ lookup }, { log }) => placeIn(log, lookup, 'indexOf')),
  'where a row last stands in the log': by(({ lookup }, { log }) => placeIn(log, lookup, 'lastIndexOf')),
  'bytes that a row shares with a waiting one': by(({ lookup, sealed }, { waiting }) =>
    waiting.findIndex((blob) => [lookup, sealed.subarray(100, 132)].some((piece) => blob.includes(piece))),
  ),
  lengths: by(({ sealed }) => sealed.length),
};

const linked = (guess: Guess, seen: readonly Seen[]) =>
  seen.reduce((sum, one) => sum + guess(one).filter((row, index) => row.chat === one.active[index]).length, 0);

let directory: string;
let opened: OpenDatabase;
let room: ReportRoom;
beforeAll(async () => {
  directory = cloneDataDirectory();
  opened = await openDatabase({ kind: 'embedded', directory });
  room = await openRoom(opened.db);
});
afterAll(async () => {
  await opened.close();
  room.clear();
  rmSync(directory, { recursive: true, force: true });
});

/** The rows of a table of reports that are not in an earlier copy. */
async function newRows(db: Database, table: string, before: ReadonlySet<string>, chatOf: ReadonlyMap<string, number>) {
  const rows = await rowsOf<{ ctid: string; xmin: string; id: string; lookup: string; sealed: string }>(
    db,
    sql`select ctid::text, xmin::text, id::text, encode(lookup, 'hex') as lookup, encode(sealed, 'hex') as sealed from ${sql.identifier(table)}`,
  );
  return rows
    .filter(({ lookup }) => !before.has(lookup))
    .map(({ ctid, xmin, id, lookup, sealed }): FoldedRow => {
      const [page = 0, line = 0] = ctid.slice(1, -1).split(',').map(Number);
      return {
        place: [page, line],
        version: Number(xmin),
        id,
        lookup: Buffer.from(lookup, 'hex'),
        sealed: Buffer.from(sealed, 'hex'),
        chat: chatOf.get(lookup) ?? -1,
      };
    });
}

const logOf = () =>
  Buffer.concat([...filesOf(join(directory, 'pglite', 'pg_wal'))].map(({ bytes }) => Buffer.from(bytes)));

describe('who has two copies of the database, its log, and the order in which chats were active', () => {
  it(`links no report of ${reportsSent} by ${people} people better than by chance within a fold`, async () => {
    const seen: Seen[] = [];
    const chatOf = new Map<string, number>();
    const known = new Set<string>();
    const { createReceipts } = await import('../../db/reports/receipt.ts');
    const { fastStretch } = await import('../support/report-room.ts');
    const receipts = createReceipts(room.keyring, fastStretch);
    for (let fold = 0; fold < folds; fold++) {
      // As each night does; what the attacker reads is the log of the fold.
      await room.jobs.erase();
      const active: number[] = [];
      while (active.length < perFold) {
        const chat = randomInt(people);
        const { lookup } = await receipts.receiptOf(await room.sends(someReport()));
        chatOf.set(lookup.toString('hex'), chat);
        active.push(chat);
      }
      const waiting = await rowsOf<{ blob: string }>(
        room.db,
        sql`select encode(tag || sealed, 'hex') as blob from waiting_reports
          union all select encode(tag || sealed, 'hex') from settled_reports`,
      );
      room.day = `2026-12-${String(6 + fold * 5).padStart(2, '0')}`;
      await room.db.execute(sql`update report_folds set last_folded_on = '2026-11-22'`);
      expect((await room.jobs.fold()).folded).toMatchObject({ reports: perFold, filling: 0 });
      const rows = await newRows(room.db, 'reports', known, chatOf);
      for (const { lookup } of rows) known.add(lookup.toString('hex'));
      expect(rows).toHaveLength(perFold);
      seen.push({ active, rows, waiting: waiting.map(({ blob }) => Buffer.from(blob, 'hex')), log: logOf() });
    }
    // By chance one row of a fold is right, and a chat that sent twice is right twice as often:
    // about six in all. More than 24 happens less than once in ten million.
    for (const [name, guess] of Object.entries(attackers)) expect(linked(guess, seen), name).toBeLessThan(24);
    // There is something to find: the log has the rows.
    expect(seen.at(-1)?.rows.every(({ lookup }) => placeIn(seen.at(-1)?.log as Buffer, lookup, 'indexOf') >= 0)).toBe(
      true,
    );
  }, 240_000);

  it('links nearly all when reports are written where they stay, as they come', async () => {
    await room.db.execute(sql`create table naive_reports (id uuid, lookup bytea, sealed bytea)`);
    const chatOf = new Map<string, number>();
    const active: number[] = [];
    for (let sent = 0; sent < reportsSent; sent++) {
      const lookup = createHash('sha256').update(`naive ${sent}`).digest('hex');
      const sealed = createHash('sha512').update(`naive ${sent}`).digest('hex').repeat(5);
      await room.db.execute(
        sql`insert into naive_reports values (gen_random_uuid(), decode(${lookup}, 'hex'), decode(${sealed}, 'hex'))`,
      );
      const chat = randomInt(people);
      chatOf.set(lookup, chat);
      active.push(chat);
    }
    const rows = await newRows(room.db, 'naive_reports', new Set(), chatOf);
    const seen: Seen = { active, rows, waiting: [], log: logOf() };
    for (const caughtBy of [
      'the order of the table',
      'the places of rows',
      'the versions of rows',
      'where a row first stands in the log',
    ]) {
      expect(linked(attackers[caughtBy] as Guess, [seen]), caughtBy).toBeGreaterThanOrEqual(0.95 * reportsSent);
    }
  }, 120_000);

  it('links all when waiting rows show a value that stays', async () => {
    const rows = Array.from({ length: perFold }, (_, sent): FoldedRow => {
      const lookup = createHash('sha256').update(`shared ${sent}`).digest();
      return { place: [0, 0], version: 1, id: '', lookup, sealed: randomBytes(720), chat: sent };
    });
    const active = rows.map(({ chat }) => chat);
    const waiting = rows.map(({ lookup }) => Buffer.concat([Buffer.alloc(40), lookup]));
    const shuffled = [...rows].sort((a, b) => a.lookup.compare(b.lookup));
    const guess = attackers['bytes that a row shares with a waiting one'] as Guess;
    expect(linked(guess, [{ active, rows: shuffled, waiting, log: Buffer.alloc(0) }])).toBe(perFold);
  });
});
