import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { createAliases } from '../../../bot/edge/alias.ts';
import { createChatSettingsStore } from '../../../db/chat-settings.ts';
import type { OpenDatabase } from '../../../db/client.ts';
import { createConversationStateStore } from '../../../db/conversation-state.ts';
import { type DatabaseLocation, openDatabase } from '../../../db/open-database.ts';
import { createReportStore } from '../../../db/reports/index.ts';
import { openKeyringOf } from '../../../db/whose-keys.ts';
import type { BookingCode } from '../../../domain/booking/booking-code.ts';
import type { ReceiptCode } from '../../../domain/receipt-code.ts';
import { Secret } from '../../../domain/secret.ts';
import { createServerDatabase, databaseKinds } from '../../support/databases.ts';
import { desksOn, takeReminders } from '../counselling/support/counselling-office.ts';

// New databases take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/**
 * What the program of migration 0007 wrote on a Sunday morning, its keys among it: a chat that has settings, a booked
 * hour and reminders; one that has been asked for its country, and waits for an hour; and two reports that wait.
 */
const [head = '', ...lines] = readFileSync(new URL('./rows-of-0007.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const old = JSON.parse(head) as {
  state: number;
  now: number;
  keys: Record<string, string>;
  reportCodes: [ReceiptCode, ReceiptCode];
  bookingCode: BookingCode;
  people: { settled: number; asked: number };
};
const rows = lines.map((line) => JSON.parse(line) as [table: string, row: unknown]);
const today = '2026-11-22';

describe.each(databaseKinds())('a database of an older version, %s', (kind) => {
  let home: string;
  let location: DatabaseLocation;
  let opened: OpenDatabase | null;
  let drop: () => Promise<void>;
  const keysDirectory = () => join(home, 'keys');

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'zont-upgrade-'));
    [location, drop] = [{ kind: 'embedded', directory: join(home, 'data') }, async () => {}];
    if (kind === 'PostgreSQL') {
      const server = await createServerDatabase(inject('postgresUrl') as string);
      [location, drop] = [{ kind: 'postgres', url: new Secret(server.url) }, server.drop];
    }
    mkdirSync(keysDirectory());
    for (const [name, hex] of Object.entries(old.keys))
      writeFileSync(join(keysDirectory(), name), Buffer.from(hex, 'hex'), { mode: 0o600 });
    const before = await openDatabase(location, old.state);
    for (const [name, row] of rows) {
      const table = sql.identifier(name);
      await before.db.execute(
        sql`insert into ${table} overriding system value select * from json_populate_record(null::${table}, ${JSON.stringify(row)}::text::json)`,
      );
    }
    await before.close();
    opened = null;
  });
  afterEach(async () => {
    await opened?.close();
    await drop();
    rmSync(home, { recursive: true, force: true });
  });
  const open = async () => {
    opened = await openDatabase(location);
    return opened.db;
  };

  it('goes on with all that people chose, wrote, booked and reported', async () => {
    const db = await open();
    const keyring = await openKeyringOf(db, keysDirectory(), today);
    const now = () => old.now;
    const aliasOf = createAliases(keyring.subkey('chat-alias'), 'telegram');
    const [settled, asked] = [aliasOf(old.people.settled), aliasOf(old.people.asked)];

    const settings = createChatSettingsStore(db, keyring);
    expect(await settings.find(settled, today)).toMatchObject({ language: 'ky', country: 'KZ' });
    expect(await settings.find(asked, today)).toMatchObject({ language: 'ru', country: null });
    expect(await createConversationStateStore(db, keyring, now).read(asked)).toBeTruthy();

    const clock = { now: old.now };
    const office = desksOn(db, clock, keyring);
    const booking = await office.desk.look(old.bookingCode);
    expect(booking).toMatchObject({ hasReminders: true });
    expect([await office.desk.hasSomething(settled), await office.desk.hasSomething(asked)]).toEqual([true, true]);
    clock.now = (booking?.hour.slot.startsAt ?? 0) - 3_600_000;
    expect(await takeReminders(office)).toHaveLength(1);

    const { desk, jobs } = createReportStore({ db, keyring, keysDirectory: keysDirectory(), now });
    for (const code of old.reportCodes) expect(await desk.look(code)).toMatchObject({ ok: true });
    expect(await desk.withdraw(old.reportCodes[0])).toMatchObject({ ok: true });
    expect(await desk.look(old.reportCodes[0])).toMatchObject({ ok: false });
    expect(await jobs.freeze()).toMatchObject({ folded: null });
    expect(await jobs.fold({ early: true })).toMatchObject({ folded: { reports: 1, unreadable: 0 } });
    expect(await desk.look(old.reportCodes[1])).toMatchObject({ ok: true });
    await jobs.erase();
  });

  it('is not begun anew with another folder of keys', async () => {
    const db = await open();
    await expect(openKeyringOf(db, mkdtempSync(join(home, 'empty-')), today)).rejects.toThrow('There is no zont.key');
    const others = mkdtempSync(join(home, 'others-'));
    writeFileSync(join(others, 'zont.key'), Buffer.alloc(32, 1));
    await expect(openKeyringOf(db, others, today)).rejects.toThrow('not those of this database');
    await openKeyringOf(db, keysDirectory(), today);
  });

  it('refuses, in words, a version older than its tables, and is as it was for the newer one', async () => {
    const db = await open();
    const future = Date.UTC(2100, 0);
    await db.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('', ${future})`);
    await opened?.close();
    opened = null;
    await expect(openDatabase(location)).rejects.toThrow('a newer version of Zont has worked on it');
    // Once more: the first try let go of everything.
    await expect(openDatabase(location)).rejects.toThrow('a newer version of Zont has worked on it');
  });
});
