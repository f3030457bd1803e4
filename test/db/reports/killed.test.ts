import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { open as openBox } from '../../../db/cipher.ts';
import { type OpenDatabase, openDatabase } from '../../../db/client.ts';
import { openReport } from '../../../db/reports/sealed-report.ts';
import { rowsOf } from '../../../db/rows-of.ts';
import { Secret } from '../../../domain/secret.ts';
import { cloneDataDirectory, createServerDatabase, databaseKinds } from '../../support/databases.ts';
import { flatNoise, nonceOf, type ReportLife, reportsPerLife } from '../../support/kill/report-life.ts';
import { runLife } from '../../support/kill/run-life.ts';
import { openRoom, type ReportRoom, someReport, taisPlus } from '../../support/report-room.ts';
import { trials } from '../../support/trials.ts';

/** Reports expire: so many kills on one database, and then a new one. */
const killsPerDatabase = 10;
const batches = Array.from({ length: Math.ceil(trials.reportKills / killsPerDatabase) }, (_, batch) => batch);
const operations = ['fold', 'confirm', 'freeze', 'withdraw-folded', 'withdraw-waiting'];
const url = inject('postgresUrl');
const day = 86_400_000;

/** What became of a report, as far as the killed program said. */
type Fate = 'confirmed' | 'withdrawn' | 'confirming' | 'withdrawing';

function fatesIn(lines: readonly string[], fates: Map<number, Fate>): void {
  for (const line of lines) {
    const [state, name = '', number] = line.split(' ');
    const isConfirm = name === 'confirm';
    if (!isConfirm && !name.startsWith('withdraw')) continue;
    const did: Fate = isConfirm ? 'confirmed' : 'withdrawn';
    fates.set(Number(number), state === 'did' ? did : isConfirm ? 'confirming' : 'withdrawing');
  }
}

const places = databaseKinds().flatMap((kind) => batches.map((batch) => ({ kind, batch })));

describe.each(places)('a program killed at any moment, on the $kind database ($batch)', ({ kind, batch }) => {
  let database: ReportLife['database'];
  let keysDirectory: string;
  let drop: () => Promise<void>;
  const openIt = (): Promise<OpenDatabase> =>
    openDatabase(
      'url' in database ? { kind: 'postgres', url: new Secret(database.url) } : { kind: 'embedded', ...database },
    );

  beforeAll(async () => {
    keysDirectory = mkdtempSync(join(tmpdir(), 'zont-killed-keys-'));
    if (kind === 'embedded') {
      const directory = cloneDataDirectory();
      database = { directory };
      drop = async () => rmSync(directory, { recursive: true, force: true });
    } else {
      const made = await createServerDatabase(url as string);
      database = { url: made.url };
      drop = made.drop;
    }
  });
  afterAll(async () => {
    await drop();
    rmSync(keysDirectory, { recursive: true, force: true });
  });

  /** Opens what a killed program left, with a clock behind all that it did. */
  async function reopened<T>(use: (room: ReportRoom, db: OpenDatabase['db']) => Promise<T>, isNew = false): Promise<T> {
    const opened = await openIt();
    try {
      const room = await openRoom(opened.db, { keysDirectory, random: flatNoise, keepsRows: !isNew });
      return await use(room, opened.db);
    } finally {
      await opened.close();
    }
  }

  it('has lost no confirmed report, doubled none, and counts right', async () => {
    const identity = await reopened(async (room, db) => {
      await db.execute(sql`update receiving_keys set valid_until = '2099-12-31'`);
      return room.holder.identity;
    }, true);
    const fates = new Map<number, Fate>();
    const steps = new Map<string, number>();
    let first = 0;
    let today = Date.parse('2026-11-22T12:00:00Z');
    const live = async (dies: ReportLife['dies'], killAfter: number | null = null) => {
      const days = [today, today + 14 * day, today + 50 * day] as const;
      const ended = await runLife('report', { database, keysDirectory, days, first, dies }, killAfter);
      fatesIn(ended.lines, fates);
      first += reportsPerLife;
      today += 50 * day;
      return ended;
    };

    const whole = await live(null);
    expect(whole.lines.at(-1)).toBe('lives');
    for (const line of whole.lines) {
      const [state, name = '', , count] = line.split(' ');
      if (state === 'did') steps.set(name, Number(count));
    }
    let died = 0;
    const last = Math.min(trials.reportKills, (batch + 1) * killsPerDatabase);
    for (let trial = batch * killsPerDatabase; trial < last; trial++) {
      const at = operations[trial % operations.length] as string;
      // Spread over the whole operation, the first and the last continuation included.
      const rounds = Math.ceil(trials.reportKills / operations.length);
      const part = rounds === 1 ? 0.6 : Math.floor(trial / operations.length) / (rounds - 1);
      const step = Math.round(part * ((steps.get(at) ?? 1) - 1));
      const ended = trial % 4 === 3 ? await live(null, Math.random() * 600) : await live({ at, step });
      if (ended.wasKilled) died += 1;
      await reopened((room) => settle(room, fates, today));
    }
    expect(died).toBeGreaterThan(0);

    await reopened(async (room, db) => {
      room.day = new Date(today).toISOString().slice(0, 10);
      await settle(room, fates, today);
      // What is due to be lowered is lowered by a last fold.
      for (let more = 0; more < 5; more++) await room.desk.confirm(someReport(), nonceOf(1_000_000 + more));
      room.day = new Date(today + 14 * day).toISOString().slice(0, 10);
      await room.jobs.fold();
      const { rows } = await room.exchange.bundleOf(taisPlus);
      const opened = await Promise.all(rows.map(({ sealed }) => openReport(sealed, identity)));
      const confirmed = [...fates.values()].filter((fate) => fate === 'confirmed').length;
      expect(opened.filter((one) => one?.kind === 'report')).toHaveLength(confirmed + 5);
      expect(await countedIn(db, room)).toBe(confirmed + 5);
      expect(readdirSync(keysDirectory).filter((name) => name.startsWith('fold-'))).toHaveLength(1);
    });
  }, 600_000);
});

/** What was between two words of the killed program is tried again, as its person would. Then all must be true. */
async function settle(room: ReportRoom, fates: Map<number, Fate>, today: number): Promise<void> {
  room.day = new Date(today).toISOString().slice(0, 10);
  for (const [number, fate] of fates) {
    const sent = await room.desk.confirm(someReport(), nonceOf(number));
    if (fate === 'withdrawn') expect(sent, `report ${number}`).toEqual({ ok: false, error: 'withdrawn' });
    if (fate === 'confirmed' || fate === 'confirming') expect(sent.ok, `report ${number}`).toBe(true);
    if (fate === 'withdrawing' && sent.ok) await room.desk.withdraw(sent.value.code);
    if (sent.ok && fate !== 'withdrawing') expect(await room.desk.look(sent.value.code)).toMatchObject({ ok: true });
    fates.set(number, fate === 'withdrawing' || fate === 'withdrawn' ? 'withdrawn' : 'confirmed');
  }
}

/** Reports in all T0 grids of Kyrgyzstan; each was born with a noise of one. */
async function countedIn(db: OpenDatabase['db'], room: ReportRoom): Promise<number> {
  const boxes = await rowsOf<{ name: string; isFrozen: boolean; bytes: string }>(
    db,
    sql`select name, is_frozen as "isFrozen", encode(sealed, 'hex') as bytes from report_counts where name like 'T0/%'`,
  );
  const counts = boxes.map(({ name, isFrozen, bytes }) => {
    const place = Buffer.from(`${name}/${isFrozen ? 'frozen' : 'open'}`);
    const content = JSON.parse(
      String(openBox(Buffer.from(bytes, 'hex'), room.keyring.subkey('report-counts/box'), place)),
    );
    return Number(new Map(content.cells).get('KG')) - 1;
  });
  return counts.reduce((sum, count) => sum + count, 0);
}
