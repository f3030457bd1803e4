import { randomBytes } from 'node:crypto';
import { linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFoldKeys } from '../../../db/reports/fold-keys.ts';
import { type Opened, openReport } from '../../../db/reports/sealed-report.ts';
import { reportFolds } from '../../../db/reports/tables.ts';
import { rowsOf } from '../../../db/rows-of.ts';
import type { Country } from '../../../domain/country.ts';
import type { UniformBelow } from '../../../domain/discrete-laplace.ts';
import type { ReceiptCode } from '../../../domain/receipt-code.ts';
import { cellName, cellsOf } from '../../../domain/report-counts/cells.ts';
import type { ReleasedTable } from '../../../domain/report-counts/released-table.ts';
import { describeOnBothDatabases } from '../../support/databases.ts';
import { openRoom, type ReportRoom, someReport, taisPlus } from '../../support/report-room.ts';

/** Areas that the program does not know: those that its next version brings. */
const yetToCome = vi.hoisted(() => new Set<string>());
vi.mock('../../../domain/area.ts', async (original) => {
  const areas = await original<typeof import('../../../domain/area.ts')>();
  const areasOf = (country: Country) => areas.areasOf(country).filter((area) => !yetToCome.has(area));
  return { ...areas, areasOf };
});

/** Every draw of the noise is the same small number, so that figures can be told. */
const littleNoise: UniformBelow = (limit) => limit - 1;

describeOnBothDatabases('folding', (open) => {
  let room: ReportRoom;
  beforeEach(async () => {
    room = await openRoom(await open(), { random: littleNoise });
  });
  afterEach(() => room.clear());

  const foldOn = async (day: string) => {
    room.day = day;
    return room.jobs.fold();
  };
  const keyFiles = () => readdirSync(room.keysDirectory).filter((name) => name.startsWith('fold-'));
  const openedRows = async () => {
    const { rows } = await room.exchange.bundleOf(taisPlus);
    return Promise.all(rows.map(({ sealed }) => openReport(sealed, room.holder.identity)));
  };

  describe('the fold', () => {
    it('waits for a week and for five reports', async () => {
      await room.sendsMany(4);
      expect(await foldOn('2026-11-28')).toMatchObject({ reason: 'folded_this_week', folded: null });
      expect(await foldOn('2026-11-29')).toMatchObject({ reason: 'too_few_wait', waiting: 4, folded: null });
      await room.sendsMany(1);
      expect(await foldOn('2026-11-29')).toMatchObject({ reason: 'enough_wait', folded: { reports: 5, filling: 0 } });
      expect(await foldOn('2026-11-29')).toMatchObject({ reason: 'nothing_waits', folded: null });
      expect([await room.rowsIn('waiting_reports'), await room.rowsIn('reports')]).toEqual([0, 5]);
    });

    it('takes whatever waits after two weeks, filled up to five rows that only a reader can tell apart', async () => {
      await room.sendsMany(1);
      await room.sendsMany(1, someReport({ recipient: null }));
      expect(await foldOn('2026-12-06')).toMatchObject({
        reason: 'waited_long_enough',
        folded: { reports: 2, filling: 3 },
      });
      const shapes = await rowsOf<{ shapes: number; rows: number }>(
        room.db,
        sql`select count(distinct (quarter, expires_quarter, octet_length(sealed), get_byte(withdrawal, 0)))::int as shapes, count(*)::int as rows from reports`,
      );
      expect(shapes).toEqual([{ shapes: 1, rows: 5 }]);
      const opened = await openedRows();
      expect(opened.filter((one) => one?.kind === 'report')).toHaveLength(1);
      expect(opened).not.toContain(null);
    });

    it('with dryRun says what it would do, and does nothing', async () => {
      await room.sendsMany(5);
      room.day = '2026-11-29';
      const dry = { dryRun: true };
      expect(await room.jobs.fold(dry)).toEqual({ reason: 'enough_wait', waiting: 5, folded: null });
      expect(await room.jobs.freeze(dry)).toEqual({ due: [], folded: null });
      expect(await room.jobs.expire(dry)).toEqual({ reports: 0, marks: 0 });
      expect(await room.jobs.erase(dry)).toEqual({ erased: null });
      expect([await room.rowsIn('waiting_reports'), await room.rowsIn('report_counts')]).toEqual([5, 0]);
    });

    it('is done once by two programs at the same time, while others confirm', async () => {
      await room.sendsMany(5);
      room.day = '2026-11-29';
      const other = room.another();
      const folds = Promise.all([room.jobs.fold(), other.jobs.fold(), room.jobs.fold()]);
      const late = await Promise.all([room.sends(), room.sends()]);
      expect((await folds).filter(({ folded }) => folded)).toHaveLength(1);
      for (const code of late) expect(await other.desk.look(code)).toMatchObject({ ok: true });
      expect((await room.rowsIn('waiting_reports')) + (await room.rowsIn('reports'))).toBe(7);
      expect(keyFiles()).toHaveLength(1);
    });

    it('makes a new key and destroys the old one', async () => {
      await room.sendsMany(5);
      const before = keyFiles();
      await foldOn('2026-11-29');
      expect(keyFiles()).toHaveLength(1);
      expect(keyFiles()).not.toEqual(before);
    });

    it('writes a key over before it deletes it, and lets nobody else read one', async () => {
      await room.sendsMany(5);
      const [name = ''] = keyFiles();
      const path = join(room.keysDirectory, name);
      expect(statSync(path).mode & 0o777).toBe(0o400);
      // What a second name leads to is what is left of the file on the disk.
      const elsewhere = mkdtempSync(`${room.keysDirectory}-`);
      linkSync(path, join(elsewhere, 'left'));
      const key = readFileSync(path);
      await foldOn('2026-11-29');
      expect(keyFiles()).not.toContain(name);
      const left = readFileSync(join(elsewhere, 'left'));
      rmSync(elsewhere, { recursive: true });
      for (let at = 0; at + 8 <= key.length; at += 8) expect(left.includes(key.subarray(at, at + 8))).toBe(false);
    });

    it('leaves no value of a waiting row in a folded one', async () => {
      await room.sendsMany(5);
      const waiting = await rowsOf<{ bytes: string }>(
        room.db,
        sql`select encode(tag, 'hex') as bytes from waiting_reports union all select encode(sealed, 'hex') from waiting_reports`,
      );
      await foldOn('2026-11-29');
      const [dump] = await rowsOf<{ dump: string }>(
        room.db,
        sql`select string_agg(r::text, '') as dump from reports r`,
      );
      const pieces = waiting.flatMap(({ bytes }) => bytes.match(/.{32}/g) ?? []);
      expect(pieces.length).toBeGreaterThan(500);
      expect(pieces.filter((piece) => dump?.dump.includes(piece))).toEqual([]);
    });

    it('destroys what a killed fold left of keys, and never the one in use', async () => {
      const [code] = (await room.sendsMany(1)) as [ReceiptCode];
      const [fold] = await room.db.select().from(reportFolds);
      const left = createFoldKeys(room.keysDirectory).make(fold?.keyId ?? '');
      writeFileSync(`${room.keysDirectory}/fold-${left.slice(0, 33)}${'0'.repeat(32)}.draft`, 'half');
      expect(keyFiles()).toHaveLength(3);
      const restarted = room.another();
      expect(await restarted.desk.look(code)).toMatchObject({ ok: true });
      expect(keyFiles()).toHaveLength(1);
    });

    it('leaves keys of other databases in the same folder alone, whatever version made them', async () => {
      const keys = createFoldKeys(room.keysDirectory);
      const [ours, theirs] = ['1'.repeat(32), '2'.repeat(32)];
      for (const id of [ours, theirs]) writeFileSync(`${room.keysDirectory}/fold-${id}.key`, randomBytes(32));
      const theirNext = keys.make(keys.begin());
      const state = { isOnly: true, keyId: ours, poolSalt: randomBytes(16), lastFoldedOn: '2026-11-22' };
      await room.db.insert(reportFolds).values(state);
      await room.sendsMany(5);
      expect((await foldOn('2026-11-29')).folded).toMatchObject({ reports: 5 });
      await room.another().jobs.fold();
      expect([theirs, theirNext].map((id) => keys.read(id) !== null)).toEqual([true, true]);
      expect(keys.read(ours)).toBeNull();
      expect(keyFiles()).toHaveLength(3);
    });

    it('drops a damaged row, but refuses to go on with the key of another database', async () => {
      await room.sendsMany(6);
      await room.db.execute(
        sql`update waiting_reports set sealed = set_byte(sealed, 100, 1 - get_byte(sealed, 100) % 2) where tag = (select min(tag::text)::bytea from waiting_reports)`,
      );
      expect(await foldOn('2026-11-29')).toMatchObject({ folded: { reports: 5, unreadable: 1 } });
      await room.sendsMany(5);
      const [name] = keyFiles();
      const { chmodSync } = await import('node:fs');
      chmodSync(`${room.keysDirectory}/${name}`, 0o600);
      writeFileSync(`${room.keysDirectory}/${name}`, Buffer.alloc(32, 7));
      await expect(foldOn('2026-12-06')).rejects.toThrow('KEYS_DIRECTORY');
      expect(await room.rowsIn('waiting_reports')).toBe(5);
    });
  });

  describe('the counts', () => {
    const figures = (table: ReleasedTable | undefined) =>
      Object.fromEntries(
        (table?.rows ?? []).flatMap(({ cell, figure }) => (figure ? [[cellName(cell), figure.about]] : [])),
      );
    const released = async () => {
      const { tables } = await room.counts();
      return Object.fromEntries(tables.map((table) => [`${table.table}/${table.period}`, figures(table)]));
    };

    it('are released when the period is frozen, and never again another way', async () => {
      await room.sendsMany(28);
      await room.sendsMany(11, someReport({ area: 'not_said', mainType: 'not_said' }));
      await room.sendsMany(9, someReport({ perpetrators: ['P06'] }));
      await foldOn('2026-11-29');
      expect(await released()).toEqual({});
      room.day = '2027-01-29';
      expect(await room.jobs.freeze()).toMatchObject({ due: [], folded: null });
      room.day = '2027-01-30';
      expect(await room.jobs.freeze({ dryRun: true })).toEqual({
        due: expect.arrayContaining(['T0/2026-Q4', 'T1/2026-H2', 'T2/2026-H2']),
        folded: null,
      });
      expect((await room.jobs.freeze()).due).toHaveLength(3);
      const first = await released();
      expect(first).toEqual({
        'T0/2026-Q4': { KG: 40 },
        'T1/2026-H2': { 'KG/KG-GB': 30 },
        'T2/2026-H2': { 'KG/V01': 30 },
      });
      await room.sendsMany(30);
      await foldOn('2027-03-01');
      expect((await room.jobs.freeze()).due).toEqual([]);
      expect(await released()).toEqual(first);
    });

    it('fold what waits before they freeze, even when nobody would wait for it', async () => {
      await room.sendsMany(12);
      await foldOn('2026-11-29');
      room.day = '2026-12-30';
      await room.sendsMany(2);
      room.day = '2027-01-30';
      expect((await room.jobs.freeze()).folded).toMatchObject({ reports: 2, filling: 3 });
      expect((await released())['T0/2026-Q4']).toEqual({ KG: 15 });
    });

    it('are lowered by a withdrawal until they are frozen, and stay after it', async () => {
      const codes = await room.sendsMany(23);
      await foldOn('2026-11-29');
      for (const code of codes.slice(0, 5)) await room.desk.withdraw(code);
      room.day = '2027-01-30';
      expect((await room.jobs.freeze()).folded).toMatchObject({ reports: 0, filling: 0, lowered: 5 });
      expect((await released())['T0/2026-Q4']).toEqual({ KG: 20 });
      const late = codes[9] as ReceiptCode;
      const remains = { mayBeRead: true, isPublished: true };
      expect(await room.desk.look(late)).toMatchObject({ value: { remains } });
      expect(await room.desk.withdraw(late)).toEqual({ ok: true, value: remains });
      await foldOn('2027-03-01');
      expect((await released())['T0/2026-Q4']).toEqual({ KG: 20 });
    });

    it('are written anew at every fold, all of them, equally long', async () => {
      const boxes = () =>
        rowsOf<{ name: string; bytes: string }>(
          room.db,
          sql`select name, encode(sealed, 'hex') as bytes from report_counts order by name`,
        );
      await room.sendsMany(5);
      await foldOn('2026-11-29');
      const before = await boxes();
      await room.sendsMany(5, someReport({ country: 'KZ', area: 'not_said' }));
      await foldOn('2026-12-06');
      const after = await boxes();
      expect(after).toHaveLength(3);
      for (const [index, box] of after.entries()) {
        expect(box.bytes).not.toBe(before[index]?.bytes);
        expect(box.bytes.length).toBe(before[index]?.bytes.length);
      }
    });

    it('open with the period, whether or not anything is reported', async () => {
      await room.jobs.fold();
      const names = await rowsOf<{ name: string }>(room.db, sql`select name from report_counts order by name`);
      expect(names.map(({ name }) => name)).toEqual(['T0/2026-Q4', 'T1/2026-H2', 'T2/2026-H2']);
    });

    it('have a line for what a newer version brought meanwhile, whether or not anybody reported there', async () => {
      yetToCome.add('KG-GO').add('KG-GB');
      await room.jobs.fold();
      yetToCome.clear();
      await room.sendsMany(5, someReport({ area: 'KG-GB' }));
      await foldOn('2026-11-29');
      room.day = '2027-01-30';
      await room.jobs.freeze();
      const released = (await room.counts()).tables.find(({ table }) => table === 'T1');
      expect(released?.rows.map(({ cell }) => cellName(cell))).toEqual(cellsOf('T1').map(cellName));
    });

    it('are left alone, and named, when their box cannot be opened', async () => {
      await room.sendsMany(5);
      await foldOn('2026-11-29');
      await room.db.execute(sql`update report_counts set is_frozen = true where name = 'T0/2026-Q4'`);
      await room.sendsMany(5);
      await foldOn('2026-12-06');
      expect(await room.counts()).toEqual({ tables: [], unreadable: ['T0/2026-Q4'] });
    });
  });

  describe('expiry', () => {
    it('deletes a report with its answers and marks after eight quarters', async () => {
      const codes = await room.sendsMany(6);
      await foldOn('2026-11-29');
      await room.desk.withdraw(codes[0] as ReceiptCode);
      room.day = '2028-09-30';
      expect(await room.jobs.expire()).toEqual({ reports: 0, marks: 0 });
      room.day = '2028-10-01';
      expect(await room.jobs.expire({ dryRun: true })).toEqual({ reports: 5, marks: 1 });
      expect(await room.jobs.expire()).toEqual({ reports: 5, marks: 1 });
      expect(await room.jobs.expire()).toEqual({ reports: 0, marks: 0 });
      for (const table of ['reports', 'withdrawn_reports', 'withdrawal_marks'])
        expect(await room.rowsIn(table)).toBe(0);
    });
  });

  it('opens for the organisation exactly what was sent, the empty rows aside', async () => {
    const sent = [
      someReport(),
      someReport({ types: [], mainType: 'not_said', effects: [] }),
      someReport({ country: 'KZ', area: 'KZ-75' }),
    ];
    for (const report of sent) await room.sends(report);
    await foldOn('2026-12-06');
    const opened = (await openedRows()) as Opened[];
    const readable = opened.flatMap((one) => (one.kind === 'report' ? [JSON.stringify(one.report)] : []));
    expect(readable.sort()).toEqual(sent.map((report) => JSON.stringify(report)).sort());
  });
});
