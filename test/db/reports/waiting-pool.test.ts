import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKeyring } from '../../../db/keyring.ts';
import { createFoldKeys } from '../../../db/reports/fold-keys.ts';
import { createFoldLock } from '../../../db/reports/fold-lock.ts';
import { createReceipts } from '../../../db/reports/receipt.ts';
import { reportFolds, settledReports, waitingReports } from '../../../db/reports/tables.ts';
import { addToPool, poolSize } from '../../../db/reports/waiting-pool.ts';
import { openRecord, sealRecord } from '../../../db/reports/waiting-record.ts';
import { rowsOf } from '../../../db/rows-of.ts';
import type { ReceiptCode } from '../../../domain/receipt-code.ts';
import { describeOnBothDatabases } from '../../support/databases.ts';
import { fastStretch, openRoom, type ReportRoom, someReport } from '../../support/report-room.ts';
import { versionsIn } from '../../support/row-versions.ts';

describeOnBothDatabases('reports that wait', (open) => {
  let room: ReportRoom;
  beforeEach(async () => {
    room = await openRoom(await open());
  });
  afterEach(() => room.clear());

  const pieces = async () =>
    (
      await rowsOf<{ tag: string; sealed: string }>(
        room.db,
        sql`select encode(tag, 'hex') as tag, encode(sealed, 'hex') as sealed from waiting_reports`,
      )
    ).flatMap(({ tag, sealed }) => [tag, ...(sealed.slice(2).match(/.{32}/g) ?? [])]);
  const versionsOf = (table: string) => versionsIn(room.db, table);

  it('are written anew, all in one transaction and with no value of before, when one comes', async () => {
    await room.sendsMany(4);
    const before = await pieces();
    await room.sends();
    const after = await pieces();
    expect(after.length).toBeGreaterThan(before.length);
    expect(after.filter((piece) => before.includes(piece))).toEqual([]);
    expect(await versionsOf('waiting_reports')).toHaveLength(1);
  });

  it('are written anew when one is withdrawn, and its row leaves no gap', async () => {
    const codes = await room.sendsMany(5);
    const before = await pieces();
    await room.desk.withdraw(codes[1] as ReceiptCode);
    const after = await pieces();
    expect(after.filter((piece) => before.includes(piece))).toEqual([]);
    expect(await rowsOf(room.db, sql`select ctid::text as place from waiting_reports order by ctid`)).toEqual(
      [1, 2, 3, 4].map((line) => ({ place: `(0,${line})` })),
    );
    for (const [index, code] of codes.entries()) expect((await room.desk.look(code)).ok).toBe(index !== 1);
  });

  it('are not touched by a report that is confirmed again', async () => {
    const nonce = randomBytes(16);
    await room.desk.confirm(someReport(), nonce);
    await room.sends();
    const before = await pieces();
    await room.desk.confirm(someReport(), nonce);
    expect(await pieces()).toEqual(before);
  });

  it('are all there when many come and go at once, in two programs', async () => {
    const staying = await room.sendsMany(3);
    const going = await room.sendsMany(3);
    const other = room.another();
    const nonces = Array.from({ length: 8 }, () => randomBytes(16));
    const sent = await Promise.all([
      ...nonces.map((nonce, index) => (index % 2 ? room : other).desk.confirm(someReport(), nonce)),
      ...going.map((code) => other.desk.withdraw(code)),
      // Somebody whose phone sent it twice.
      ...nonces.slice(0, 2).map((nonce) => room.desk.confirm(someReport(), nonce)),
    ]);
    expect(sent.every(({ ok }) => ok)).toBe(true);
    expect(await room.rowsIn('waiting_reports')).toBe(staying.length + nonces.length);
    for (const code of staying) expect(await other.desk.look(code)).toMatchObject({ ok: true });
    expect(await versionsOf('waiting_reports')).toHaveLength(1);
  });

  it('leave the number of no withdrawal or report behind the night', async () => {
    await room.sendsMany(5);
    room.day = '2026-12-06';
    await room.jobs.fold();
    const codes = await room.sendsMany(3);
    for (const code of codes.slice(0, 2)) await room.desk.withdraw(code);
    const byDay = await versionsOf('waiting_reports');
    await room.jobs.erase();
    expect(await versionsOf('waiting_reports')).not.toEqual(byDay);
    expect(await versionsOf('withdrawal_marks')).toHaveLength(1);
    expect(await room.desk.look(codes[2] as ReceiptCode)).toMatchObject({ ok: true });
  });

  const receipts = () => createReceipts(room.keyring, fastStretch);
  const folds = () => createFoldLock(room.db, createFoldKeys(room.keysDirectory), () => Date.parse(room.day));

  it('are found, confirmed again and withdrawn when a version has left them that knew no salt', async () => {
    const nonce = randomBytes(16);
    await room.desk.confirm(someReport(), nonce);
    const codes = await room.sendsMany(3);
    await folds().hold(async ({ transaction, key, keyId }) => {
      const tagKey = createKeyring(readFileSync(join(room.keysDirectory, `fold-${keyId}.key`))).subkey('fold/tag');
      for (const row of await transaction.select().from(waitingReports)) {
        const record = openRecord(row.sealed, key, row.tag);
        if (!record) throw new Error('a row does not open');
        const tag = createHmac('sha256', tagKey).update(record.lookup).digest();
        await transaction
          .update(waitingReports)
          .set({ tag, sealed: sealRecord(record, key, tag) })
          .where(eq(waitingReports.tag, row.tag));
      }
      await transaction.update(reportFolds).set({ poolSalt: Buffer.alloc(16) });
    });
    const upgraded = room.another();
    for (const code of codes) expect(await upgraded.desk.look(code)).toMatchObject({ ok: true });
    await upgraded.desk.confirm(someReport(), nonce);
    expect(await room.rowsIn('waiting_reports')).toBe(4);
    expect(await upgraded.desk.withdraw(codes[0] as ReceiptCode)).toMatchObject({ ok: true });
    expect(await room.rowsIn('waiting_reports')).toBe(3);
    expect(await versionsOf('waiting_reports')).toHaveLength(1);
  });

  describe('in a full pool', () => {
    /** All but one, as so many confirms would have left them. */
    async function nearlyFill(): Promise<ReceiptCode[]> {
      const codes: ReceiptCode[] = [await room.sends()];
      await folds().share(async ({ transaction, key, poolSalt }) => {
        const [row] = await transaction.select().from(waitingReports);
        const record = row && openRecord(row.sealed, key, row.tag);
        if (!record) throw new Error('no row');
        const rows = [];
        while (codes.length < poolSize - 1) {
          const code = receipts().codeFor(randomBytes(16));
          codes.push(code);
          const { lookup } = await receipts().receiptOf(code);
          const tag = key.pooledTag(lookup, poolSalt);
          rows.push({ tag, sealed: sealRecord({ ...record, lookup }, key, tag) });
        }
        await transaction.insert(waitingReports).values(rows);
      });
      return codes;
    }

    it('settle by halves, and are found, confirmed again, withdrawn and folded all the same', async () => {
      const codes = await nearlyFill();
      const nonce = randomBytes(16);
      const last = await room.desk.confirm(someReport(), nonce);
      const counts = async () => [await room.rowsIn('waiting_reports'), await room.rowsIn('settled_reports')];
      expect(await counts()).toEqual([poolSize / 2, poolSize / 2]);
      expect(await room.desk.confirm(someReport(), nonce)).toEqual(last);
      expect(await counts()).toEqual([poolSize / 2, poolSize / 2]);

      const kept = await versionsOf('settled_reports');
      await room.sends();
      expect(await versionsOf('settled_reports')).toEqual(kept);
      for (const code of codes) expect((await room.desk.look(code)).ok).toBe(true);
      // Among ten of a hundred there are some of either half, but once in a thousand times.
      for (const code of codes.slice(0, 10)) expect(await room.desk.withdraw(code)).toMatchObject({ ok: true });
      expect((await room.rowsIn('waiting_reports')) + (await room.rowsIn('settled_reports'))).toBe(poolSize - 9);
      room.day = '2026-12-06';
      expect((await room.jobs.fold()).folded).toMatchObject({ reports: poolSize - 9, unreadable: 0 });
      expect(await counts()).toEqual([0, 0]);
    });

    /** Whether a report that comes into it settles at once; then everything is as before. */
    async function settlesAtOnce(): Promise<boolean> {
      let hasSettled = false;
      const undone = new Error('undone');
      const trial = folds().hold(async (fold) => {
        const { transaction, key } = fold;
        const [row] = await transaction.select().from(waitingReports).limit(1);
        const record = row && openRecord(row.sealed, key, row.tag);
        if (!record) throw new Error('no row');
        const lookup = randomBytes(32);
        await addToPool(fold, { ...record, lookup });
        const settled = await transaction.select().from(settledReports);
        hasSettled = settled.some(({ tag }) => tag.equals(key.settledTag(lookup)));
        throw undone;
      });
      await expect(trial).rejects.toBe(undone);
      return hasSettled;
    }

    it('settle as chance draws them: the half that stays does not tell who came last', async () => {
      await nearlyFill();
      const outcomes = [];
      while (outcomes.length < 24) outcomes.push(await settlesAtOnce());
      // By chance alone they are all alike once in eight million times.
      expect(new Set(outcomes)).toEqual(new Set([true, false]));
    });
  });
});
