import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBackup } from '../../../db/backup/backup-file.ts';
import type { ReceiptCode } from '../../../domain/receipt-code.ts';
import { databaseKinds } from '../../support/databases.ts';
import type { BackupLife } from '../../support/kill/backup-life.ts';
import { createLastingDatabase, type LastingDatabase } from '../../support/kill/lasting-database.ts';
import { runLife } from '../../support/kill/run-life.ts';
import { deathsIn } from '../../support/kill/watched.ts';
import { type Holder, newHolder, openRoom } from '../../support/report-room.ts';
import { trials } from '../../support/trials.ts';

const week = 7 * 86_400_000;

describe.each(databaseKinds())('a backup that is killed, on the %s database', (kind) => {
  let home: string;
  let keysDirectory: string;
  let database: LastingDatabase;
  let keeper: Holder;
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'zont-backups-'));
    keysDirectory = mkdtempSync(join(tmpdir(), 'zont-keys-'));
    keeper = await newHolder();
    database = await createLastingDatabase(kind);
    await database.opened(async (db) => {
      const room = await openRoom(db, { keysDirectory });
      await db.execute(sql`update receiving_keys set valid_until = '2099-12-31'`);
      const codes = await room.sendsMany(6);
      room.day = '2026-11-29';
      await room.jobs.fold();
      await room.desk.withdraw(codes[0] as ReceiptCode);
    });
  }, 60_000);
  afterAll(async () => {
    await database?.drop();
    for (const folder of [home, keysDirectory]) if (folder) rmSync(folder, { recursive: true, force: true });
  });

  it('leaves no half file that could be taken for a whole one, and the next one is made', {
    timeout: 3_600_000,
  }, async () => {
    let kept = 5;
    let today = Date.parse('2026-11-29T12:00:00Z');
    const keptIn = new Map<string, number>();
    /** Five more reports wait, and the backup begins with their fold. */
    const backUp = async (name: string, dies: BackupLife['dies'] = null) => {
      await database.opened(async (db) => {
        const room = await openRoom(db, { keysDirectory, keepsRows: true });
        room.day = new Date(today).toISOString().slice(0, 10);
        await room.sendsMany(5);
      });
      kept += 5;
      today += week;
      keptIn.set(name, kept);
      return runLife('backup', {
        place: { ...database.place, KEYS_DIRECTORY: keysDirectory },
        now: today,
        to: keeper.recipient,
        out: join(home, name),
        dies,
      });
    };
    const deaths = deathsIn((await backUp('whole')).lines, trials.deaths);
    let killed = 0;
    for (const [number, death] of deaths.entries()) {
      if ((await backUp(`killed-${number}`, death)).wasKilled) killed += 1;
    }
    expect(killed).toBeGreaterThan(deaths.length / 2);
    await backUp('next');

    const names = readdirSync(home);
    expect(names).toEqual(expect.arrayContaining(['whole', 'next']));
    for (const name of names.filter((one) => !one.endsWith('.half'))) {
      const backup = await openBackup(readFileSync(join(home, name)), keeper.identity);
      expect(
        backup?.rows.filter((row) => row.name === 'reports'),
        name,
      ).toHaveLength(keptIn.get(name) as number);
      expect(
        backup?.rows.filter((row) => row.name === 'withdrawal_marks'),
        name,
      ).toHaveLength(1);
    }
  });
});
