import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { parseConfig } from '../../../bot/config.ts';
import { openBackup } from '../../../db/backup/backup-file.ts';
import { openDatabase } from '../../../db/client.ts';
import type { ReceiptCode } from '../../../domain/receipt-code.ts';
import { cloneDataDirectory, createServerDatabase, databaseKinds } from '../../support/databases.ts';
import type { BackupLife } from '../../support/kill/backup-life.ts';
import { runLife } from '../../support/kill/run-life.ts';
import { type Holder, newHolder, openRoom } from '../../support/report-room.ts';
import { trials } from '../../support/trials.ts';

const day = '2026-12-06';

describe.each(databaseKinds())('a backup that is killed, on the %s database', (kind) => {
  let home: string;
  let env: Record<string, string>;
  let drop: () => unknown;
  let keeper: Holder;
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'zont-backups-'));
    keeper = await newHolder();
    if (kind === 'embedded') {
      const directory = cloneDataDirectory();
      env = { DATA_DIRECTORY: directory };
      drop = () => rmSync(directory, { recursive: true, force: true });
    } else {
      const server = await createServerDatabase(inject('postgresUrl') as string);
      env = { DATABASE_URL: server.url };
      drop = server.drop;
    }
    env.KEYS_DIRECTORY = mkdtempSync(join(tmpdir(), 'zont-keys-'));
    const { db, close } = await openDatabase(parseConfig(env).database);
    const room = await openRoom(db, { keysDirectory: env.KEYS_DIRECTORY });
    const codes = await room.sendsMany(6);
    room.day = '2026-11-29';
    await room.jobs.fold();
    await room.desk.withdraw(codes[0] as ReceiptCode);
    // These wait, and the backup begins with their fold.
    await room.sendsMany(5);
    await close();
  }, 60_000);
  afterAll(async () => {
    await drop?.();
    for (const folder of [home, env?.KEYS_DIRECTORY]) if (folder) rmSync(folder, { recursive: true, force: true });
  });

  it('leaves no half file that could be taken for a whole one, and the next one is made', {
    timeout: 60_000 + trials.reportKills * 30_000,
  }, async () => {
    const life = (name: string, dies: number | null): BackupLife => ({
      env,
      now: Date.parse(`${day}T12:00:00Z`),
      to: keeper.recipient,
      out: join(home, name),
      dies,
    });
    const steps = Number(/lives (\d+)/.exec((await runLife('backup', life('whole', null))).lines.at(-1) ?? '')?.[1]);
    expect(steps).toBeGreaterThan(20);
    let died = 0;
    for (let kill = 0; kill < trials.reportKills; kill++) {
      // Spread over the whole, the last continuations included, where the file is written.
      const step = Math.round(((kill + 1) / trials.reportKills) * (steps - 1));
      if ((await runLife('backup', life(`killed-${kill}`, step))).wasKilled) died += 1;
    }
    expect(died).toBeGreaterThan(0);
    await runLife('backup', life('next', null));

    const names = readdirSync(home);
    expect(names).toEqual(expect.arrayContaining(['whole', 'next']));
    for (const name of names.filter((one) => !one.endsWith('.half'))) {
      const backup = await openBackup(readFileSync(join(home, name)), keeper.identity);
      expect(
        backup?.rows.filter((row) => row.name === 'reports'),
        name,
      ).toHaveLength(10);
      expect(
        backup?.rows.filter((row) => row.name === 'withdrawal_marks'),
        name,
      ).toHaveLength(1);
    }
  });
});
