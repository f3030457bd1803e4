import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { open as openBox } from '../../../db/cipher.ts';
import type { OpenDatabase } from '../../../db/client.ts';
import { openReport } from '../../../db/reports/sealed-report.ts';
import { rowsOf } from '../../../db/rows-of.ts';
import { databaseKinds } from '../../support/databases.ts';
import { createLastingDatabase } from '../../support/kill/lasting-database.ts';
import { flatNoise, nonceOf, type ReportLife, reportsPerLife } from '../../support/kill/report-life.ts';
import { type Ended, runLife } from '../../support/kill/run-life.ts';
import { type Death, deathsIn } from '../../support/kill/watched.ts';
import { openRoom, type ReportRoom, someReport, taisPlus } from '../../support/report-room.ts';
import { trials } from '../../support/trials.ts';

/** Reports expire: so many kills on one database, and then a new one. */
const killsPerDatabase = 10;
const firstDay = Date.parse('2026-11-22T12:00:00Z');
const day = 86_400_000;

/** What became of a report, as far as the killed program said. */
type Fate = 'confirmed' | 'withdrawn' | 'confirming' | 'withdrawing';

function fatesIn(lines: readonly string[], first: number, fates: Map<number, Fate>): void {
  for (const line of lines) {
    const [, state, operation, number] = /^(begins|did) (confirm|withdraw)-(\d+)/.exec(line) ?? [];
    if (state === undefined) continue;
    const did: Fate = operation === 'confirm' ? 'confirmed' : 'withdrawn';
    fates.set(first + Number(number), state === 'did' ? did : operation === 'confirm' ? 'confirming' : 'withdrawing');
  }
}

describe.each(databaseKinds())('a program killed at any moment, on the %s database', (kind) => {
  it('has lost no confirmed report, doubled none, and counts right', async () => {
    let deaths: readonly Death[] = [];
    await onNewDatabase(kind, async ({ live }) => {
      deaths = deathsIn((await live(null)).lines, trials.deaths);
    });
    expect(deaths).not.toEqual([]);
    const moments = Array.from({ length: trials.reportKills }, () => Math.random() * 600);
    let killed = 0;
    const left: (Death | number)[] = [...deaths, ...moments];
    while (left.length > 0) {
      await onNewDatabase(kind, async ({ live, settled }) => {
        for (const death of left.splice(0, killsPerDatabase)) {
          const { wasKilled } = await (typeof death === 'number' ? live(null, death) : live(death));
          if (wasKilled) killed += 1;
          await settled();
        }
      });
    }
    expect(killed).toBeGreaterThan(deaths.length / 2);
  }, 7_200_000);
});

interface Mortal {
  /** Runs a program, which may be killed; each goes on fifty days after the one before. */
  live(dies: Death | null, killAfter?: number): Promise<Ended>;
  /** What was between two words of the killed programs is tried again, as its person would; then all must be true. */
  settled(): Promise<void>;
}

/** Lets programs live on a database of their own, and looks at the end at what an organisation gets and what is counted. */
async function onNewDatabase(kind: 'embedded' | 'PostgreSQL', use: (mortal: Mortal) => Promise<void>): Promise<void> {
  const keysDirectory = mkdtempSync(join(tmpdir(), 'zont-killed-keys-'));
  const database = await createLastingDatabase(kind);
  const fates = new Map<number, Fate>();
  let first = 0;
  let today = firstDay;

  /** Opens what a killed program left, with a clock behind all that it did. */
  const opened = <T>(look: (room: ReportRoom, db: OpenDatabase['db']) => Promise<T>, keepsRows = true) =>
    database.opened(async (db) => {
      const room = await openRoom(db, { keysDirectory, random: flatNoise, keepsRows });
      room.day = new Date(today).toISOString().slice(0, 10);
      return look(room, db);
    });

  try {
    const identity = await opened(async (room, db) => {
      await db.execute(sql`update receiving_keys set valid_until = '2099-12-31'`);
      return room.holder.identity;
    }, false);
    await use({
      async live(dies, killAfter) {
        const days = [today, today + 14 * day, today + 50 * day] as const;
        const life: ReportLife = { place: database.place, keysDirectory, days, first, dies };
        const ended = await runLife('report', life, killAfter);
        fatesIn(ended.lines, first, fates);
        first += reportsPerLife;
        today += 50 * day;
        return ended;
      },
      // Those of the last one: what former programs left is looked at in the end.
      settled: () => opened((room) => settle(room, fates, first - reportsPerLife)),
    });
    await opened(async (room, db) => {
      await settle(room, fates);
      // What is due to be lowered is lowered by a last fold.
      for (let more = 0; more < 5; more++) await room.desk.confirm(someReport(), nonceOf(1_000_000 + more));
      room.day = new Date(today + 14 * day).toISOString().slice(0, 10);
      await room.jobs.fold();
      const { rows } = await room.exchange.bundleOf(taisPlus);
      const reports = await Promise.all(rows.map(({ sealed }) => openReport(sealed, identity)));
      const confirmed = [...fates.values()].filter((fate) => fate === 'confirmed').length;
      expect(reports.filter((one) => one?.kind === 'report')).toHaveLength(confirmed + 5);
      expect(await countedIn(db, room)).toBe(confirmed + 5);
      expect(readdirSync(keysDirectory).filter((name) => name.startsWith('fold-'))).toHaveLength(1);
    });
  } finally {
    await database.drop();
    rmSync(keysDirectory, { recursive: true, force: true });
  }
}

async function settle({ desk }: ReportRoom, fates: Map<number, Fate>, from = 0): Promise<void> {
  for (const [number, fate] of fates) {
    if (number < from) continue;
    const sent = await desk.confirm(someReport(), nonceOf(number));
    if (fate === 'withdrawn') expect(sent, `report ${number}`).toEqual({ ok: false, error: 'withdrawn' });
    if (fate === 'confirmed' || fate === 'confirming') expect(sent.ok, `report ${number}`).toBe(true);
    if (fate === 'withdrawing' && sent.ok) await desk.withdraw(sent.value.code);
    if (sent.ok && fate !== 'withdrawing') expect(await desk.look(sent.value.code)).toMatchObject({ ok: true });
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
