import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { ConfigError, parseConfig } from '../../bot/config.ts';
import { openDatabase } from '../../db/open-database.ts';
import { Secret } from '../../domain/secret.ts';
import { cloneDataDirectory, createServerDatabase } from '../support/databases.ts';
import { freePort, type Program, startProgram } from '../support/program.ts';

const postgresUrl = inject('postgresUrl');
const password = 'PASSWORD-CANARY-51c7';

// A start takes a second, or ten on a machine that does other things as well.
vi.setConfig({ testTimeout: 60_000 });

let root: string;
let started: Program[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'zont-start-'));
  started = [];
});
afterEach(async () => {
  await Promise.all(started.map((program) => program.ends('SIGKILL')));
  rmSync(root, { recursive: true, force: true });
});

const folders = () => ({ DATA_DIRECTORY: join(root, 'data'), KEYS_DIRECTORY: join(root, 'keys') });

function start(env: Record<string, string>): Program {
  const program = startProgram(env);
  started.push(program);
  return program;
}

/** How a program ended that was not able to start: its code, and the lines it left for the operator. */
async function refusal(env: Record<string, string>): Promise<{ code: number | null; lines: string[] }> {
  const program = start(env);
  const code = await program.ends();
  const { out, err, all } = program.output();
  expect(out).toBe('');
  expect(all).not.toMatch(/^\s+at /m);
  expect(all).not.toContain('node_modules');
  expect(all).not.toContain(password);
  return { code, lines: err.trim().split('\n') };
}

describe('the program', () => {
  it('makes its folders closed to others, says in one line where it is, answers there, and ends with 0', async () => {
    const port = await freePort();
    const program = start({ PORT: String(port), ...folders() });
    await program.says('Zont preview', 30_000);
    expect(program.output()).toMatchObject({ out: `Zont preview: http://localhost:${port}\n`, err: '' });
    for (const folder of ['data', 'data/pglite', 'keys']) {
      expect((statSync(join(root, folder)).mode & 0o777).toString(8), folder).toBe('700');
    }
    const page = await fetch(`http://localhost:${port}/`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
    await page.text();
    expect(await program.ends('SIGTERM')).toBe(0);
    expect(program.output()).toMatchObject({ out: `Zont preview: http://localhost:${port}\n`, err: '' });
  });

  it.skipIf(postgresUrl === null)('starts twice at once on a fresh PostgreSQL database', async () => {
    const { url, drop } = await createServerDatabase(postgresUrl as string);
    const ports = [await freePort(), await freePort()];
    const programs = ports.map((port) => start({ PORT: String(port), DATABASE_URL: url, ...folders() }));
    await Promise.all(programs.map((program) => program.says('Zont preview')));
    for (const port of ports) expect((await fetch(`http://localhost:${port}/`)).status).toBe(200);
    expect(await Promise.all(programs.map((program) => program.ends('SIGTERM')))).toEqual([0, 0]);
    await drop();
  });
});

describe('a program that cannot start', () => {
  it('names all faults of its settings at once, ends with 2, and repeats no value', async () => {
    const { code, lines } = await refusal({
      // No preview in production: the token that is missing is a fault as well.
      NODE_ENV: 'production',
      DATABASE_URL: `mysql://zont:${password}@host/zont`,
      TELEGRAM_API_ROOT: 'no address',
      PORT: '99999',
      SHOW_UNCHECKED_CONTACTS: 'perhaps',
      DATA_DIRECTORY: join(root, 'data'),
      KEYS_DIRECTORY: join(root, 'data', 'keys'),
    });
    expect(code).toBe(2);
    expect(lines[0]).toBe('Zont cannot start with these settings:');
    expect(lines.find((line) => line.includes('BOT_TOKEN'))).toContain('BOT_TOKEN is missing');
    const named = lines.slice(1).map((line) => /^ {2}- ([A-Z_]+)/.exec(line)?.[1]);
    expect(named.sort()).toEqual([
      'BOT_TOKEN',
      'DATABASE_URL',
      'KEYS_DIRECTORY',
      'PORT',
      'SHOW_UNCHECKED_CONTACTS',
      'TELEGRAM_API_ROOT',
    ]);
  });

  it('refuses to be a preview in production, whatever else is right', () => {
    expect(() => parseConfig({ NODE_ENV: 'production' })).toThrow(ConfigError);
    expect(() => parseConfig({ NODE_ENV: 'production', BOT_TOKEN: '' })).toThrow('BOT_TOKEN is missing');
  });

  it('says that the key file has a wrong length', async () => {
    mkdirSync(join(root, 'keys'));
    writeFileSync(join(root, 'keys', 'zont.key'), password);
    const { code, lines } = await refusal({ PORT: String(await freePort()), ...folders() });
    expect(code).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^Zont cannot start: Cannot use the key file \S+zont\.key: it holds 20 bytes, not 32/);
  });

  it('says that its port is in use', async () => {
    const directory = cloneDataDirectory();
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
    });
    const { code, lines } = await refusal({ PORT: String(port), ...folders(), DATA_DIRECTORY: directory });
    other.close();
    expect(code).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`Port ${port} is in use.* PORT=\\d+ npm start$`));
    rmSync(directory, { recursive: true, force: true });
  });

  it('says that the port of the calendars is in use, and by which setting to choose another', async () => {
    const directory = cloneDataDirectory();
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
    });
    const { code, lines } = await refusal({
      PORT: String(await freePort()),
      CALENDAR_PORT: String(port),
      ...folders(),
      DATA_DIRECTORY: directory,
    });
    other.close();
    expect(code).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`Port ${port} is in use.* CALENDAR_PORT=\\d+ npm start$`));
    rmSync(directory, { recursive: true, force: true });
  });

  it('says in one line that nobody answers at DATABASE_URL, without address or password', async () => {
    const port = await freePort();
    const address = `postgres://zont:${password}@127.0.0.1:${port}/zont`;
    const { code, lines } = await refusal({ ...folders(), DATABASE_URL: address });
    expect(code).toBe(1);
    expect(lines).toEqual([
      'Zont cannot start: Cannot use the PostgreSQL server in DATABASE_URL: nobody answers there (ECONNREFUSED). Is it running, and is the address right?',
    ]);
  });
});

describe('a database that cannot be used', () => {
  const refused = (url: string) =>
    openDatabase({ kind: 'postgres', url: new Secret(url) }).then(
      () => 'it was opened',
      (error) => inspect(error, { depth: null, showHidden: true }),
    );

  it.each([
    ['a host that does not exist', `postgres://zont:${password}@nobody.invalid:5432/zont`, /nobody answers there/],
    ['an address that only the driver finds wrong', `postgres://zont:%${password}@127.0.0.1:1/zont`, /URI malformed/],
  ])('is refused in words: %s', async (_case, url, words) => {
    const printed = await refused(url);
    expect(printed).toMatch(/^Error: Cannot use the PostgreSQL server in DATABASE_URL: /);
    expect(printed).toMatch(words);
    expect(printed).not.toContain(password);
    expect(printed).not.toContain('nobody.invalid');
  });

  it.skipIf(postgresUrl === null)(
    'is refused in words: a wrong password, and a database that is not there',
    async () => {
      const [wrong, missing] = [new URL(postgresUrl as string), new URL(postgresUrl as string)];
      wrong.password = password;
      missing.pathname = '/nothing';
      expect(await refused(wrong.href)).toMatch(/DATABASE_URL: password authentication failed/);
      expect(await refused(wrong.href)).not.toContain(password);
      expect(await refused(missing.href)).toMatch(/DATABASE_URL: database "nothing" does not exist/);
    },
  );
});
