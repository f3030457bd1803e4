import { createHash } from 'node:crypto';
import { chownSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityToRecipient } from 'age-encryption';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, inject, it, vi } from 'vitest';
import type { ProgramParts } from '../../../bot/commands/program-command.ts';
import { parseConfig } from '../../../bot/config.ts';
import { type Backup, openBackup, sealBackup } from '../../../db/backup/backup-file.ts';
import { allNames, keptNames } from '../../../db/backup/kept-tables.ts';
import { createBookingKeys } from '../../../db/counselling/booking-keys.ts';
import { openDatabase } from '../../../db/open-database.ts';
import { openHolderKey } from '../../../db/reports/holder-key.ts';
import { createReportStore, type ReportStore } from '../../../db/reports/index.ts';
import { sealAnswer } from '../../../db/reports/sealed-answer.ts';
import { openReport } from '../../../db/reports/sealed-report.ts';
import { openKeyringOf } from '../../../db/whose-keys.ts';
import { weekly } from '../../../domain/booking/hours.ts';
import { encodeReport } from '../../../domain/incident-report/incident-report.ts';
import { incidentTypes } from '../../../domain/incident-report/vocabulary.ts';
import type { OrganisationAnswer } from '../../../domain/organisation-answer.ts';
import { formatReceiptCode, type ReceiptCode } from '../../../domain/receipt-code.ts';
import {
  bookHour,
  desksOn,
  firstHours,
  hour,
  openOfficeWith,
  reminding,
  sunday,
  takeReminders,
} from '../../db/counselling/support/counselling-office.ts';
import { createServerDatabase, describeOnBothDatabases, rowsOf } from '../../support/databases.ts';
import { newAlias } from '../../support/keyrings.ts';
import { asHaystack, createLeakScan, type Haystack, type Needle, textNeedles } from '../../support/leak-scan.ts';
import { someoneWho, type Types } from '../../support/operator.ts';
import { fastStretch, openRoom, type ReportRoom, someReport, taisPlus } from '../../support/report-room.ts';

// New databases take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const passphrase = 'seven green umbrellas walk home';
/** The state of the tables under migration 0009. */
const beforeKeysWereNoted = '1795467236549';

describeOnBothDatabases('a backup', (open) => {
  let room: ReportRoom;
  let operator: Types;
  let home: string;
  let recipient: string;
  const closing: (() => unknown)[] = [];
  const at = (name: string) => join(home, name);
  const now = () => Date.parse(`${room.day}T12:00:00Z`);
  beforeEach(async () => {
    room = await openRoom(await open());
    home = mkdtempSync(join(tmpdir(), 'zont-backup-'));
    // The room's keyring, as a file.
    writeFileSync(join(room.keysDirectory, 'zont.key'), createHash('sha256').update('reports').digest());
    await openKeyringOf(room.db, room.keysDirectory);
    const config = parseConfig({ KEYS_DIRECTORY: room.keysDirectory, DATA_DIRECTORY: at('data') });
    operator = someoneWho({ ...room, config, now } as unknown as ProgramParts);
    const made = await operator(['keys', 'make', 'backups', '--out', at('key')], [passphrase, passphrase]);
    recipient = /age1\w+/.exec(made.out)?.[0] ?? '';
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
    room.clear();
    rmSync(home, { recursive: true, force: true });
  });

  const backUp = (name: string) => operator(['backup', '--to', recipient, '--out', at(name)]);

  /** An empty database of this kind, as settings name it. */
  async function emptyDatabase(kind: 'embedded' | 'PostgreSQL'): Promise<Record<string, string>> {
    if (kind === 'embedded') return { DATA_DIRECTORY: mkdtempSync(join(home, 'new-')) };
    const { url, drop } = await createServerDatabase(inject('postgresUrl') as string);
    closing.push(drop);
    return { DATABASE_URL: url };
  }
  async function restoreInto(target: Record<string, string>, name: string, keys = room.keysDirectory) {
    const config = parseConfig({ ...target, KEYS_DIRECTORY: keys });
    const restored = await someoneWho(null, config)(['restore', at(name), '--key', at('key')], [passphrase]);
    return { restored, config };
  }
  /** What a program finds there that starts with the same keys. */
  async function storeOn(
    location: Parameters<typeof openDatabase>[0],
  ): Promise<ReportStore & { db: ReportRoom['db'] }> {
    const { db, close } = await openDatabase(location);
    closing.push(close);
    const { keyring, keysDirectory } = room;
    return { db, ...createReportStore({ db, keyring, keysDirectory, now, stretch: fastStretch }) };
  }

  it.each(inject('postgresUrl') ? (['embedded', 'PostgreSQL'] as const) : (['embedded'] as const))(
    'comes back whole in a new %s database, but for what was withdrawn since',
    async (kind) => {
      const [kept, withdrawn] = [await room.sends(someReport({ types: ['V11'], mainType: 'V11' })), await room.sends()];
      room.day = '2026-12-06';
      await room.jobs.fold();
      for (const { id, replyPublicKey } of (await room.exchange.bundleOf(taisPlus)).rows)
        await room.exchange.recordAnswer(taisPlus, id, await sealAnswer('x' as OrganisationAnswer, replyPublicKey));
      expect(await backUp('backup')).toMatchObject({ code: 0, err: '' });
      await room.desk.withdraw(withdrawn);

      const { restored, config } = await restoreInto(await emptyDatabase(kind), 'backup');
      expect(restored).toMatchObject({ code: 0, err: '' });
      expect(restored.out).toContain('1 reports that were withdrawn after it stay withdrawn');
      const store = await storeOn(config.database);
      expect(await store.desk.look(kept)).toMatchObject({ ok: true, value: { answers: ['x'] } });
      expect(await store.desk.look(withdrawn)).toEqual({ ok: false, error: 'unknown' });
      const { rows, withdrawn: named } = await store.exchange.bundleOf(taisPlus);
      expect(named).toEqual((await room.exchange.bundleOf(taisPlus)).withdrawn);
      const opened = await Promise.all(rows.map(({ sealed }) => openReport(sealed, room.holder.identity)));
      expect(opened.filter((one) => one?.kind === 'report')).toHaveLength(1);
      for (const name of keptNames.filter((one) => !/^(reports|withdrawn_reports|withdrawal_marks)$/.test(one))) {
        const list = sql`select to_json(t)::text as row from ${sql.identifier(name)} as t order by 1`;
        expect(await rowsOf(store.db, list), name).toEqual(await rowsOf(room.db, list));
      }
      await expect(openKeyringOf(store.db, mkdtempSync(join(home, 'keys-')))).rejects.toThrow('There is no zont.key');
      // It goes on from there: a new report, a fold, and a number that the database gives.
      expect((await store.desk.confirm(someReport(), Buffer.alloc(16, 7))).ok).toBe(true);
      expect((await store.jobs.fold({ dryRun: true })).waiting).toBe(1);
    },
  );

  it.skipIf(process.getuid?.() !== 0)('typed by root, leaves all keys to the user whose program it is', async () => {
    const nobody = 65_534;
    const owners = () =>
      readdirSync(room.keysDirectory).map((name) => [name.slice(0, 5), statSync(join(room.keysDirectory, name)).uid]);
    for (const path of ['', 'zont.key']) chownSync(join(room.keysDirectory, path), nobody, nobody);
    // The first key of waiting reports, then a fold, which makes the next one.
    for (const day of ['2026-11-22', '2026-12-06']) {
      room.day = day;
      expect(await backUp(day)).toMatchObject({ code: 0, err: '' });
      expect(owners().sort()).toEqual([
        ['fold-', nobody],
        ['withd', nobody],
        ['zont.', nobody],
      ]);
      await room.sends();
    }
  });

  it('says how many reports wait, and are not in it', async () => {
    expect((await backUp('none')).out).toContain('every report: 0 wait for their fold.');
    await room.sends();
    await room.sends();
    expect((await backUp('two')).out).toContain(
      'no report that waits for its fold: 2 wait. A move to another database',
    );
    // It folds first when it is time.
    room.day = '2026-12-06';
    expect((await backUp('folded')).out).toContain('every report: 0 wait for their fold.');
  });

  it('is opened by its key alone, and holds nothing of chats and nothing that waits', async () => {
    await room.sends();
    await backUp('backup');
    const names = allNames.filter((name) => !keptNames.includes(name)).sort();
    expect(names).toEqual([
      'booking_reminders',
      'chat_settings',
      'conversation_states',
      'report_folds',
      'settled_reports',
      'sweep_list',
      'waiting_lowerings',
      'waiting_places',
      'waiting_reports',
    ]);
    const other = await operator(['keys', 'make', 'backups', '--out', at('other')], [passphrase, passphrase]);
    expect(other.code).toBe(0);
    const target = await emptyDatabase('embedded');
    const config = parseConfig({ ...target, KEYS_DIRECTORY: room.keysDirectory });
    const tried = await someoneWho(null, config)(['restore', at('backup'), '--key', at('other')], [passphrase]);
    expect(tried.err).toContain('does not open with this key');
    expect(readFileSync(at('backup')).includes('organizations')).toBe(false);
  });

  it('ties no booking to a chat, holds none that is only being chosen, and says what comes back', async () => {
    const clock = { now: sunday };
    const { db, keyring } = room;
    const office = await openOfficeWith({ db, clock, keyring }, [weekly(1, 9, 20)]);
    const [first, second, third] = await firstHours(office);
    if (!first || !second || !third) throw new Error('no hours');
    const [anna, bela] = [newAlias(), newAlias()];
    const { code } = await bookHour(office, first, anna, { reminding });
    const cancelled = await bookHour(office, second, bela);
    await office.desk.hold(third.slot.id, bela);
    const keys = createBookingKeys(keyring);
    const needles = [anna, bela].flatMap((alias) => [
      ...textNeedles('chat', keys.chatKey(alias, first.organisation.id).toString('hex')),
      ...textNeedles('chat', keys.holderKey(alias).toString('hex')),
    ]);
    const stored = await rowsOf(db, sql`select to_json(t)::text as row from taken_seats as t`);
    expect(createLeakScan(needles)([asHaystack('rows', JSON.stringify(stored))])).not.toEqual([]);

    await backUp('backup');
    const key = await openHolderKey(readFileSync(at('key')), passphrase);
    const opened = await openBackup(readFileSync(at('backup')), key?.identity ?? '');
    expect(opened?.rows.filter(({ name }) => name === 'taken_seats')).toHaveLength(2);
    expect(createLeakScan(needles)([asHaystack('backup', JSON.stringify(opened?.rows))])).toEqual([]);

    await office.desk.forget(anna);
    await office.desk.cancel(cancelled.code);
    const { restored, config } = await restoreInto(await emptyDatabase('embedded'), 'backup');
    expect(restored.out).toContain('2 bookings are as they were when it was made');
    const { desk, db: back } = desksOn((await storeOn(config.database)).db, clock, keyring);
    expect(await desk.hasSomething(anna)).toBe(false);
    // With her code all goes on: the booking, reminders that she asks for anew, another hour, and the end of it.
    expect((await desk.look(code))?.hasReminders).toBe(false);
    expect((await desk.remind(code, { ...reminding, alias: anna })).ok).toBe(true);
    expect((await desk.move(code, third.slot.id)).ok).toBe(true);
    clock.now = third.slot.startsAt - hour;
    expect(await takeReminders({ ...office, desk, db: back })).toHaveLength(1);
    expect((await desk.cancel(code)).ok).toBe(true);
    expect((await desk.look(cancelled.code))?.name).toBe(cancelled.booking.name);
    // Nothing says any more that this chat has it already.
    clock.now = sunday;
    expect((await bookHour({ ...office, desk }, first, bela)).code).toBeTruthy();
    clock.now = third.slot.endsAt + 48 * hour;
    await desk.sweep();
    expect(await rowsOf(back, sql`select 1 from taken_seats`)).toEqual([]);
  });

  /** The same backup, as another version would have made it. */
  async function remake(name: string, change: (backup: Backup) => Partial<Backup>): Promise<void> {
    const key = await openHolderKey(readFileSync(at('key')), passphrase);
    const backup = await openBackup(readFileSync(at(name)), key?.identity ?? '');
    if (!backup || !key) throw new Error('It does not open.');
    writeFileSync(
      at(name),
      await sealBackup({ ...backup, ...change(backup) }, await identityToRecipient(key.identity)),
    );
  }

  it.each(inject('postgresUrl') ? (['embedded', 'PostgreSQL'] as const) : (['embedded'] as const))(
    'of an older version comes back in a new %s database, without what it held of chats',
    async (kind) => {
      const { db, keyring } = room;
      const office = await openOfficeWith({ db, clock: { now: sunday }, keyring }, [weekly(1, 9, 20)]);
      const [first, second] = await firstHours(office);
      if (!first || !second) throw new Error('no hours');
      const anna = newAlias();
      const { code } = await bookHour(office, first, anna);
      await office.desk.hold(second.slot.id, newAlias());
      const report = await room.sends();
      room.day = '2026-12-06';
      await backUp('backup');
      const seats = await rowsOf<{ row: string }>(db, sql`select to_json(t)::text as row from taken_seats as t`);
      expect(seats).toHaveLength(2);
      // With both seats whole.
      await remake('backup', ({ rows }) => ({
        schema: beforeKeysWereNoted,
        rows: [
          ...rows.filter(({ name }) => name !== 'keys_in_use' && name !== 'taken_seats'),
          ...seats.map(({ row }) => ({ name: 'taken_seats', row })),
        ],
      }));
      const { restored, config } = await restoreInto(await emptyDatabase(kind), 'backup');
      expect(restored).toMatchObject({ code: 0, err: '' });
      expect(restored.out).toContain('1 bookings are as they were');
      const store = await storeOn(config.database);
      expect(await rowsOf(store.db, sql`select chat_key, holder_key from taken_seats`)).toEqual([
        { chat_key: null, holder_key: null },
      ]);
      expect((await desksOn(store.db, { now: sunday }, keyring).desk.look(code))?.hour.slot.startsAt).toBe(
        first.slot.startsAt,
      );
      expect(await store.desk.look(report)).toMatchObject({ ok: true });
      await openKeyringOf(store.db, room.keysDirectory);
      expect(await rowsOf(store.db, sql`select 1 from keys_in_use`)).toHaveLength(1);
    },
  );

  it('of a newer version is refused in words', async () => {
    await backUp('backup');
    await remake('backup', () => ({ schema: String(Date.UTC(2100, 0)) }));
    const { restored } = await restoreInto(await emptyDatabase('embedded'), 'backup');
    expect(restored.err).toContain('made by a newer version of Zont');
  });

  it('shows nothing of what people told, nor of their codes, to whoever takes the file', async () => {
    const reports = Array.from({ length: 40 }, (_, index) =>
      someReport({
        types: incidentTypes.filter((_type, place) => (index >> (place % 6)) % 2 === 0),
        mainType: 'not_said',
      }),
    );
    const codes: ReceiptCode[] = [];
    for (const report of reports) codes.push(await room.sends(report));
    room.day = '2026-12-06';
    await backUp('backup');
    const lookups = await rowsOf<{ lookup: string }>(room.db, sql`select encode(lookup, 'hex') as lookup from reports`);
    const needles: Needle[] = [
      ...codes.flatMap((code) => [
        ...textNeedles('code', code),
        ...textNeedles('code as shown', formatReceiptCode(code)),
      ]),
      ...reports.map((report) => ({ name: 'report', bytes: Buffer.from(encodeReport(report)).subarray(35, 52) })),
      ...lookups.flatMap(({ lookup }) => textNeedles('row', lookup)),
      ...textNeedles('organisation', 'tais-plus'),
    ];
    const file = readFileSync(at('backup'));
    const key = await openHolderKey(readFileSync(at('key')), passphrase);
    const opened = JSON.stringify((await openBackup(file, key?.identity ?? ''))?.rows);
    const found = (haystack: Haystack) => [
      ...new Set(createLeakScan(needles)([haystack]).map(({ needle }) => needle.split(',')[0])),
    ];
    expect(found({ where: 'backup', bytes: file })).toEqual([]);
    // The scan finds what is there: with the key at home one sees rows, and still nothing of a report.
    expect(found(asHaystack('opened', opened)).sort()).toEqual(['organisation', 'row']);
  });

  it('is refused in words by a database that holds something, by other keys, and when it is damaged', async () => {
    await backUp('backup');
    const target = await emptyDatabase('embedded');
    const none = await restoreInto(target, 'backup', mkdtempSync(join(home, 'keys-')));
    expect(none.restored.err).toContain('does not hold the keys of this backup');
    const others = mkdtempSync(join(home, 'keys-'));
    writeFileSync(join(others, 'zont.key'), Buffer.alloc(32, 1));
    expect((await restoreInto(target, 'backup', others)).restored.err).toContain('does not hold the keys');

    const forgetful = mkdtempSync(join(home, 'keys-'));
    cpSync(join(room.keysDirectory, 'zont.key'), join(forgetful, 'zont.key'));
    expect((await restoreInto(target, 'backup', forgetful)).restored.err).toContain(
      'withdrawn-reports.json is missing',
    );

    const whole = readFileSync(at('backup'));
    writeFileSync(at('cut'), whole.subarray(0, whole.length - 100));
    expect((await restoreInto(target, 'cut')).restored.err).toContain('cut short or changed');
    expect((await restoreInto(target, 'backup')).restored.code).toBe(0);
    expect((await restoreInto(target, 'backup')).restored.err).toContain('The database is not empty');
  });

  it('keeps a withdrawal in mind when an empty database was run with the same keys in between', async () => {
    const code = await room.sends();
    room.day = '2026-12-06';
    await backUp('backup');
    await room.desk.withdraw(code);
    const between = await emptyDatabase('embedded');
    const empty = await storeOn(parseConfig({ ...between, KEYS_DIRECTORY: room.keysDirectory }).database);
    await empty.jobs.expire();
    const { restored } = await restoreInto(await emptyDatabase('embedded'), 'backup');
    expect(restored.out).toContain('1 reports that were withdrawn');
  });
});
