import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../db/reports/key-papers.ts';
import { sealAnswer } from '../../../db/reports/sealed-answer.ts';
import { openReport } from '../../../db/reports/sealed-report.ts';
import { rowsOf } from '../../../db/rows-of.ts';
import { longestAnswer, type OrganisationAnswer } from '../../../domain/organisation-answer.ts';
import type { ReceiptCode } from '../../../domain/receipt-code.ts';
import { describeOnBothDatabases } from '../../support/databases.ts';
import { openRoom, organisation, type ReportRoom, someReport, taisPlus } from '../../support/report-room.ts';

const wrongCode = '1111222233334444' as ReceiptCode;

describeOnBothDatabases('the report desk', (open) => {
  let room: ReportRoom;
  beforeEach(async () => {
    room = await openRoom(await open());
  });
  afterEach(() => room.clear());

  const foldNow = async () => {
    room.day = '2026-12-06';
    return (await room.jobs.fold()).folded;
  };

  describe('confirming', () => {
    it('gives the same code for the same nonce and keeps one row, at once, later, and across the fold', async () => {
      const nonce = randomBytes(16);
      const confirm = () => room.desk.confirm(someReport(), nonce);
      const answers = await Promise.all([confirm(), confirm(), room.another().desk.confirm(someReport(), nonce)]);
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(await room.rowsIn('waiting_reports')).toBe(1);
      await room.sendsMany(4);
      await foldNow();
      expect(await confirm()).toEqual(answers[0]);
      expect([await room.rowsIn('waiting_reports'), await room.rowsIn('reports')]).toEqual([0, 5]);
    });

    it('refuses an organisation that has no valid key, or none for this country', async () => {
      const to = (name: string) => room.desk.confirm(someReport({ recipient: organisation(name) }), randomBytes(16));
      expect(await to('nobody')).toEqual({ ok: false, error: 'no_valid_key' });
      room.day = '2027-04-01';
      expect(await to('tais-plus')).toEqual({ ok: false, error: 'no_valid_key' });
      expect(await room.rowsIn('waiting_reports')).toBe(0);
    });

    it('takes "only count me" when nobody has a key, and keeps as many bytes of it', async () => {
      await room.sends();
      await room.sends(someReport({ recipient: null }));
      const lengths = await rowsOf<{ bytes: number }>(
        room.db,
        sql`select distinct octet_length(sealed) as bytes from waiting_reports`,
      );
      expect(lengths).toHaveLength(1);
    });

    it('does not keep what may not be kept with an area', async () => {
      await room.sends(someReport({ effects: ['E01', 'E04'] }));
      await room.sendsMany(4);
      await foldNow();
      const { rows } = await room.exchange.bundleOf(taisPlus);
      const opened = await Promise.all(rows.map(({ sealed }) => openReport(sealed, room.holder.identity)));
      for (const one of opened) expect(one).toEqual({ kind: 'report', report: someReport({ effects: ['E01'] }) });
    });

    it('is refused in words, and nothing is lost, while the fold key is away', async () => {
      const code = await room.sends();
      const { renameSync } = await import('node:fs');
      const [file] = readdirSync(room.keysDirectory).filter((name) => name.endsWith('.key'));
      const [here, away] = [`${room.keysDirectory}/${file}`, `${room.keysDirectory}/away`];
      renameSync(here, away);
      await expect(room.sends()).rejects.toThrow('KEYS_DIRECTORY');
      await expect(room.another().desk.confirm(someReport(), randomBytes(16))).rejects.toThrow('KEYS_DIRECTORY');
      renameSync(away, here);
      expect(await room.desk.look(code)).toMatchObject({ ok: true });
    });
  });

  describe('looking', () => {
    it('says the same of a waiting and of a folded report', async () => {
      const [code] = (await room.sendsMany(5)) as [ReceiptCode];
      const waiting = await room.desk.look(code);
      expect(waiting).toEqual({ ok: true, value: { answers: [], remains: { mayBeRead: false, isPublished: false } } });
      await foldNow();
      expect(await room.desk.look(code)).toEqual({
        ok: true,
        value: { answers: [], remains: { mayBeRead: true, isPublished: false } },
      });
    });

    it('opens the answers of the organisation, in their order, and those of nobody else', async () => {
      const codes = await room.sendsMany(5);
      await foldNow();
      const { rows } = await room.exchange.bundleOf(taisPlus);
      const [row] = rows as [(typeof rows)[number]];
      for (const text of ['Мы с вами.', 'Биз сиз менен.']) {
        const sealed = await sealAnswer(text as OrganisationAnswer, row.replyPublicKey);
        expect(await room.exchange.recordAnswer(taisPlus, row.id, sealed)).toEqual({ ok: true, value: 'recorded' });
        expect(await room.exchange.recordAnswer(organisation('other'), row.id, sealed)).toMatchObject({
          error: 'no_such_report',
        });
      }
      const looks = await Promise.all(codes.map((code) => room.desk.look(code)));
      const answers = looks.map((found) => (found.ok ? found.value.answers : []));
      expect(answers.filter((one) => one.length > 0)).toEqual([['Мы с вами.', 'Биз сиз менен.']]);
    });

    it('shows no answer that breaks the rules, whatever program has sealed it', async () => {
      const [code] = (await room.sendsMany(1)) as [ReceiptCode];
      await foldNow();
      const { rows } = await room.exchange.bundleOf(taisPlus);
      const answers = ['Come to https://evil.example/x', 'x'.repeat(longestAnswer + 1), 'We are with you.'];
      for (const { id, replyPublicKey } of rows) {
        for (const text of answers)
          await room.exchange.recordAnswer(taisPlus, id, await sealAnswer(text as OrganisationAnswer, replyPublicKey));
      }
      expect(await room.desk.look(code)).toMatchObject({ value: { answers: [null, null, 'We are with you.'] } });
    });

    it('knows nothing of a wrong, a withdrawn and an expired code', async () => {
      const [withdrawn, kept] = (await room.sendsMany(6)) as [ReceiptCode, ReceiptCode];
      await foldNow();
      await room.desk.withdraw(withdrawn);
      const unknown = { ok: false, error: 'unknown' };
      expect(await room.desk.look(wrongCode)).toEqual(unknown);
      expect(await room.desk.look(withdrawn)).toEqual(unknown);
      expect(await room.desk.look(kept)).toMatchObject({ ok: true });
      // Whether or not the job has run.
      room.day = '2028-10-01';
      expect(await room.desk.look(kept)).toEqual(unknown);
      expect(await room.desk.withdraw(kept)).toEqual(unknown);
    });
  });

  describe('withdrawing', () => {
    it('before the fold leaves no row, and touches no counter', async () => {
      const codes = await room.sendsMany(6);
      expect(await room.desk.withdraw(codes[0] as ReceiptCode)).toEqual({
        ok: true,
        value: { mayBeRead: false, isPublished: false },
      });
      expect(await room.rowsIn('waiting_reports')).toBe(5);
      expect(await room.rowsIn('waiting_lowerings')).toBe(0);
      expect(await foldNow()).toMatchObject({ reports: 5, lowered: 0 });
    });

    it('later deletes the row and its answers, leaves a lowering for the fold, and tells the organisation the id', async () => {
      const [code] = (await room.sendsMany(5)) as [ReceiptCode];
      await foldNow();
      const before = await room.exchange.bundleOf(taisPlus);
      for (const { id, replyPublicKey } of before.rows) {
        await room.exchange.recordAnswer(taisPlus, id, await sealAnswer('x' as OrganisationAnswer, replyPublicKey));
      }
      expect(await room.desk.withdraw(code)).toEqual({ ok: true, value: { mayBeRead: true, isPublished: false } });
      expect(await room.desk.withdraw(code)).toEqual({ ok: false, error: 'unknown' });
      const after = await room.exchange.bundleOf(taisPlus);
      expect(after.rows).toHaveLength(4);
      const gone = before.rows.filter(({ id }) => !after.rows.some((row) => row.id === id));
      expect(after.withdrawn).toEqual(gone.map(({ id }) => id));
      expect(await room.rowsIn('report_answers')).toBe(4);
      await room.sendsMany(5);
      room.day = '2026-12-20';
      expect((await room.jobs.fold()).folded).toMatchObject({ reports: 5, lowered: 1 });
    });

    it('happens once, however many ask at once', async () => {
      const [code] = (await room.sendsMany(5)) as [ReceiptCode];
      await foldNow();
      const answers = await Promise.all([room.desk, room.another().desk, room.desk].map((desk) => desk.withdraw(code)));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await room.rowsIn('waiting_lowerings')).toBe(1);
    });

    it('is not undone by a confirm that comes late', async () => {
      const nonce = randomBytes(16);
      const sent = await room.desk.confirm(someReport(), nonce);
      if (sent.ok) await room.desk.withdraw(sent.value.code);
      expect(await room.desk.confirm(someReport(), nonce)).toEqual({ ok: false, error: 'withdrawn' });
      expect(await room.rowsIn('waiting_reports')).toBe(0);
    });

    it('leaves its mark in a file beside the keys, in an order and at a time that say nothing', async () => {
      const { readFileSync, statSync } = await import('node:fs');
      const codes = await room.sendsMany(5);
      for (const code of codes) await room.desk.withdraw(code);
      const path = `${room.keysDirectory}/withdrawn-reports.json`;
      const lines: string[] = JSON.parse(readFileSync(path, 'utf8'));
      expect(lines).toHaveLength(5);
      expect(lines).toEqual([...lines].sort());
      expect(statSync(path).mtimeMs).toBe(0);
    });
  });

  it('offers the organisations of a country that have a valid key and take reports', async () => {
    expect(await room.desk.openForCountry('KG')).toEqual([{ organisation: taisPlus, isExample: false }]);
    await room.receivingKeys.stopTaking(taisPlus);
    expect(await room.desk.openForCountry('KG')).toEqual([]);
    expect(await room.desk.confirm(someReport(), randomBytes(16))).toEqual({ ok: false, error: 'no_valid_key' });
    await room.receivingKeys.approveTaking(taisPlus, 'operator');
    expect(fingerprintOf({ organisation: taisPlus, ...room.holder })).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
    expect(await room.desk.openForCountry('KG')).toEqual([]);
  });
});
