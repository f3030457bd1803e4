import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openDatabase } from '../../db/open-database.ts';
import { prepareFiles } from '../../db/prepared-files.ts';
import { rowsOf } from '../support/databases.ts';

// PGlite takes seconds to make its files itself, or many on a machine that does other things as well.
vi.setConfig({ testTimeout: 120_000 });

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'zont-files-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Prepares files in a process of its own that is killed when it opens the file of this number. */
async function prepareUntilKilled(files: string, fileNumber: number): Promise<void> {
  const code = `
    const fs = require('node:fs');
    const [files, fileNumber] = process.argv.slice(1);
    import('./db/prepared-files.ts').then(({ prepareFiles }) => {
      const { openSync } = fs;
      let opened = 0;
      fs.openSync = (...args) => {
        opened += 1;
        if (opened === Number(fileNumber)) process.kill(process.pid, 'SIGKILL');
        return openSync(...args);
      };
      return prepareFiles(files);
    });`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--eval', code, files, String(fileNumber)], {
    stdio: 'inherit',
  });
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
}

it.each([1, 970])('a first start that is killed at file %i leaves nothing that the next one trips over', async (n) => {
  const files = join(root, 'pglite');
  await prepareUntilKilled(files, n);
  expect(readdirSync(root)).toEqual(['pglite.new']);
  const { db, close } = await openDatabase({ kind: 'embedded', directory: root });
  expect(await rowsOf(db, sql`select count(*)::int as count from chat_settings`)).toEqual([{ count: 0 }]);
  await close();
  expect(readdirSync(root)).toEqual(['pglite']);
});

it('fills a folder that is there but empty, and closes it to others', async () => {
  const files = join(root, 'pglite');
  mkdirSync(files);
  await prepareFiles(files);
  expect(existsSync(join(files, 'PG_VERSION'))).toBe(true);
  expect((statSync(files).mode & 0o777).toString(8)).toBe('700');
});

it('leaves the files of a database alone', async () => {
  const files = join(root, 'pglite');
  await prepareFiles(files);
  const made = statSync(join(files, 'PG_VERSION')).ctimeMs;
  await prepareFiles(files);
  expect(statSync(join(files, 'PG_VERSION')).ctimeMs).toBe(made);
});

it('the prepared files hold the same database as those that PGlite makes itself', async () => {
  await prepareFiles(join(root, 'pglite'));
  const prepared = await contentOf(await PGlite.create(join(root, 'pglite')));
  const own = await contentOf(await PGlite.create());
  expect(Object.keys(prepared).length).toBeGreaterThan(50);
  expect(prepared).toEqual(own);
});

/** All settings, the way it writes to disk, and every row of every system table. */
async function contentOf(client: PGlite): Promise<Record<string, unknown>> {
  const rows = async (query: string) => (await client.query(query)).rows;
  const tables = (await rows(
    // Samples of rows taken for the planner; one of them is the minor version.
    `select oid::regclass::text as name from pg_class
     where relkind = 'r' and relnamespace = 'pg_catalog'::regnamespace and relname <> 'pg_statistic'`,
  )) as { name: string }[];
  const content: Record<string, unknown> = {
    // The same time zone under two names: Etc/GMT0 and UTC.
    settings: await rows(`select name, setting from pg_settings where name !~* 'timezone' order by name`),
    offset: await rows(`select extract(timezone from now())::int as seconds`),
    format: await rows(`select pg_control_version, catalog_version_no from pg_control_system()`),
    pages: await rows(`select * from pg_control_init()`),
  };
  for (const { name } of tables) content[name] = await rows(`select t::text from ${name} t order by 1`);
  await client.close();
  return content;
}
