import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { open as openBox, seal } from '../../../db/cipher.ts';
import { readReportCounts } from '../../../db/reports/count-grids.ts';
import { reportCounts } from '../../../db/reports/tables.ts';
import { describeOnBothDatabases } from '../../support/databases.ts';
import { openRoom } from '../../support/report-room.ts';

describeOnBothDatabases('counts of a version that could not rotate their key', (open) => {
  it('are read as before, counted on, and sealed anew in the first night', async () => {
    const room = await openRoom(await open());
    const { db, keyring } = room;
    const isUnderPresentKey = async () =>
      (await db.select().from(reportCounts)).map(
        (row) => openBox(row.sealed, keyring.subkey('report-counts/box'), placeOf(row)) !== null,
      );
    const figures = async () => JSON.stringify(await readReportCounts(db, keyring));
    try {
      await room.sendsMany(5);
      room.day = '2026-12-06';
      await room.jobs.fold();
      room.day = '2027-03-01';
      await room.jobs.freeze();
      await room.jobs.fold();
      const before = await figures();
      for (const row of await db.select().from(reportCounts)) {
        const content = openBox(row.sealed, keyring.subkey('report-counts/box'), placeOf(row));
        if (!content) throw new Error('a box does not open');
        const sealed = seal(content, keyring.subkey('reports/counts'), placeOf(row), 4096);
        await db.update(reportCounts).set({ sealed }).where(eq(reportCounts.name, row.name));
      }
      expect(new Set(await isUnderPresentKey())).toEqual(new Set([false]));
      expect((await readReportCounts(db, keyring)).unreadable).toEqual([]);
      expect(await figures()).toBe(before);
      await room.jobs.fold();
      expect(new Set(await isUnderPresentKey())).toEqual(new Set([true]));
      expect(await figures()).toBe(before);
    } finally {
      room.clear();
    }
  });
});

const placeOf = ({ name, isFrozen }: typeof reportCounts.$inferSelect) =>
  Buffer.from(`${name}/${isFrozen ? 'frozen' : 'open'}`);
