import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getuid, platform } from 'node:process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 60_000 });

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const tsx = new URL('../../node_modules/tsx/dist/loader.mjs', import.meta.url).href;
/** Root may read everything: then nobody's rights are tried, where nobody may read the program itself. */
const isRoot = getuid?.() === 0;
const nobody = { uid: 65_534, gid: 65_534 };
const mayStart = (user: object) =>
  spawnSync(process.execPath, ['--check', path('bot/start.js')], { cwd: '/', ...user }).status === 0;
const rightsCanBeTried = platform !== 'win32' && (!isRoot || mayStart(nobody));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zont-env-'));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What Node does with these words in a folder with that `.env`. */
async function inFolder(words: readonly string[], user: object = {}) {
  const child = spawn(process.execPath, words, {
    cwd: folder,
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A program that starts after all does not stay behind.
    timeout: 50_000,
    ...user,
  });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { out, lines: err.trim().split('\n'), code };
}

const said = expect.stringMatching(/Cannot read \.env: it must be a file of the user who runs Zont\. .* chmod 400\.$/);

const makeUnreadable = (env: string) => writeFileSync(env, 'PORT=99999\n', { mode: isRoot ? 0o600 : 0 });

describe.each<[string, (env: string) => void, object]>([
  ...(rightsCanBeTried
    ? [['that its user may not read', makeUnreadable, isRoot ? nobody : {}] satisfies [string, unknown, object]]
    : []),
  ['that is a folder', (env) => mkdirSync(env), {}],
  ['that leads nowhere', (env) => symlinkSync(join(env, 'nowhere'), env), {}],
])('a .env %s', (_case, make, user) => {
  beforeEach(() => make(join(folder, '.env')));

  it('is said by the program in words, with code 2', async () => {
    const { out, lines, code } = await inFolder([path('bot/start.js')], user);
    expect({ out, lines, code }).toEqual({ out: '', lines: ['Zont cannot start with these settings:', said], code: 2 });
  });

  it('is said by a command in words, with code 2', async () => {
    const answered = await inFolder(['--import', tsx, path('bot/commands/zont.ts'), 'texts'], user);
    expect(answered).toEqual({ out: '', lines: [said], code: 2 });
  });
});

it('a .env that can be read is read by the program and by commands', async () => {
  writeFileSync(join(folder, '.env'), 'PORT=99999\n');
  for (const words of [[path('bot/start.js')], ['--import', tsx, path('bot/commands/zont.ts'), 'feedback']]) {
    const { lines, code } = await inFolder(words);
    expect(lines.at(-1)).toContain('PORT must be a number from 1 to 65535.');
    expect(code).not.toBe(0);
  }
});
