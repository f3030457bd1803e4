import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, inject, it } from 'vitest';
import { openDatabase } from '../../../db/open-database.ts';
import { Secret } from '../../../domain/secret.ts';
import { cloneDataDirectory, createServerDatabase } from '../../support/databases.ts';
import { someoneWho } from '../../support/operator.ts';
import { openRoom } from '../../support/report-room.ts';

const postgresUrl = inject('postgresUrl');
const passphrase = 'seven green umbrellas walk home';
const page = readFileSync(new URL('../../../docs/operators.md', import.meta.url), 'utf8');
const section = page.split('## From the embedded database to PostgreSQL\n')[1]?.split('\n## ')[0] ?? '';

/** `zont`, as an operator types it while no program runs. */
async function zont(words: readonly string[], env: Readonly<Record<string, string>>, typed = '') {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bot/commands/zont.ts', ...words], {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    env: { PATH: process.env.PATH, ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.end(typed);
  const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return { out, code };
}

it('the move to a server, as it is told, says first what it would lose', () => {
  const steps = ['jobs fold --dry-run', 'Stop the program', 'Make a backup', 'Set `DATABASE_URL`'];
  const places = steps.map((step) => section.indexOf(step));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

it.skipIf(postgresUrl === null)('a report is found by its code after the move', { timeout: 120_000 }, async () => {
  const [data, home] = [cloneDataDirectory(), mkdtempSync(join(tmpdir(), 'zont-move-'))];
  const embedded = await openDatabase({ kind: 'embedded', directory: data });
  const room = await openRoom(embedded.db);
  writeFileSync(join(room.keysDirectory, 'zont.key'), createHash('sha256').update('reports').digest());
  const server = await createServerDatabase(postgresUrl as string);
  try {
    const code = await room.sends();
    room.day = '2026-12-06';
    await room.jobs.fold();
    await embedded.close();

    const before = { DATA_DIRECTORY: data, KEYS_DIRECTORY: room.keysDirectory };
    expect((await zont(['jobs', 'fold', '--dry-run'], before)).out).toContain('0 reports wait');
    const [key, file] = [join(home, 'backups.key'), join(home, 'zont.backup')];
    const made = await someoneWho(null)(['keys', 'make', 'backups', '--out', key], [passphrase, passphrase]);
    const recipient = /age1\w+\+[\w-]+/.exec(made.out)?.[0] ?? '';
    expect((await zont(['backup', '--to', recipient, '--out', file], before)).out).toContain('0 wait');
    const after = { DATABASE_URL: server.url, KEYS_DIRECTORY: room.keysDirectory };
    expect(await zont(['restore', file, '--key', key], after, `${passphrase}\n`)).toMatchObject({ code: 0 });

    const moved = await openDatabase({ kind: 'postgres', url: new Secret(server.url) });
    const { keyring, keysDirectory } = room;
    const there = await openRoom(moved.db, { keyring, keysDirectory, keepsRows: true, day: '2026-12-06' });
    expect(await there.desk.look(code)).toMatchObject({ ok: true });
    await moved.close();
  } finally {
    await server.drop();
    room.clear();
    for (const folder of [data, home]) rmSync(folder, { recursive: true, force: true });
  }
});
