import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { cloneDataDirectory } from '../../support/databases.ts';

vi.setConfig({ testTimeout: 60_000 });

const root = fileURLToPath(new URL('../../..', import.meta.url));
let folder: string;
let data: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zont-faulty-'));
  data = cloneDataDirectory();
  for (const part of ['bot', 'db', 'domain', 'handlers', 'locales', 'package.json'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const file = join(folder, 'db/seed/directory/KG.json');
  // The first comma at the end of a line: what somebody who edits a file forgets.
  writeFileSync(file, readFileSync(file, 'utf8').replace(/,$/m, ''));
});
afterAll(() => {
  for (const made of [folder, data]) rmSync(made, { recursive: true, force: true });
});

/** `zont` of a program whose file for Kyrgyzstan has lost a comma. */
async function zont(...words: readonly string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bot/commands/zont.ts', ...words], {
    cwd: folder,
    env: { PATH: process.env.PATH, DATA_DIRECTORY: data, KEYS_DIRECTORY: join(folder, 'keys') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { out, lines: err.trim().split('\n'), code };
}

it.each(['directory list', 'directory reset', 'keys add tais-plus age1 --country KG', 'doctor', 'texts'])(
  '"%s" names the fault with its place',
  async (typed) => {
    expect(await zont(...typed.split(' '))).toEqual({
      out: '',
      lines: ['The referral directory has faults:', expect.stringMatching(/^KG\.json: .*JSON/)],
      code: 1,
    });
  },
);

it('what does not read the directory goes on: an organisation is stopped, and a key retired', async () => {
  expect(await zont('keys', 'list')).toMatchObject({ code: 0, lines: [''] });
  expect((await zont('reports', 'stop', 'tais-plus')).lines).toEqual([expect.stringContaining('has no key')]);
  expect((await zont('keys', 'retire', ...Array(8).fill('0000'))).lines).toEqual([
    expect.stringContaining('No key in use has this fingerprint'),
  ]);
});
