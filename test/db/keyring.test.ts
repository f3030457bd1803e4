import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKeyring, openKeyring } from '../../db/keyring.ts';

let root: string;
let directory: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'zont-keys-'));
  directory = join(root, 'not', 'there', 'yet');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
const keyFile = () => join(directory, 'zont.key');
const probe = (keyring: ReturnType<typeof openKeyring>) => keyring.subkey('probe').toString('hex');

/** What a new process says of the key in the directory. */
async function probeInProcess(): Promise<string> {
  const code = `import('./db/keyring.ts').then(({ openKeyring }) =>
    console.log(openKeyring(process.argv[1]).subkey('probe').toString('hex')))`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--eval', code, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  for await (const text of child.stdout.setEncoding('utf8')) out += text;
  return out.trim();
}

function failureOf(task: () => unknown): Error {
  try {
    task();
  } catch (error) {
    return error as Error;
  }
  throw new Error('it did not fail');
}

describe('the key file', () => {
  it('is made once, 32 bytes that only its owner can read, in a folder that only its owner can enter', () => {
    const first = probe(openKeyring(directory));
    expect(statSync(keyFile()).size).toBe(32);
    expect(modeOf(keyFile())).toBe('400');
    expect(modeOf(directory)).toBe('700');
    const made = readFileSync(keyFile());
    expect(probe(openKeyring(directory))).toBe(first);
    expect(readFileSync(keyFile())).toEqual(made);
    expect(probe(createKeyring(made))).toBe(first);
  });

  it('leaves no draft beside it', () => {
    openKeyring(directory);
    expect(readdirSync(directory)).toEqual(['zont.key']);
  });

  it('differs from one directory to the next', () => {
    const first = probe(openKeyring(directory));
    expect(probe(openKeyring(join(root, 'other')))).not.toBe(first);
  });

  it('is the same for processes that start together', async () => {
    const probes = await Promise.all([probeInProcess(), probeInProcess(), probeInProcess()]);
    expect(probes[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(probes).size).toBe(1);
    expect(probes[0]).toBe(probe(openKeyring(directory)));
    expect(readdirSync(directory)).toEqual(['zont.key']);
  });

  it('is refused in words when its length is wrong, by its path and never by its content', () => {
    mkdirSync(directory, { recursive: true });
    for (const content of ['', 'short-CANARY', 'long-CANARY'.repeat(4), `${'CANARY'.repeat(5)}12\n`]) {
      rmSync(keyFile(), { force: true });
      writeFileSync(keyFile(), content);
      const error = failureOf(() => openKeyring(directory));
      expect(error.message).toContain(keyFile());
      expect(error.message).toContain(`it holds ${content.length} bytes, not 32`);
      expect(error.message).toContain('KEYS_DIRECTORY');
      expect(inspect(error, { depth: null, showHidden: true })).not.toContain('CANARY');
      // Never mended by a new key: that would make everything sealed unreadable.
      expect(readFileSync(keyFile(), 'utf8')).toBe(content);
    }
  });

  it('is refused in words when it cannot be read or made', () => {
    mkdirSync(keyFile(), { recursive: true });
    expect(failureOf(() => openKeyring(directory)).message).toContain(`Cannot use the key file ${keyFile()}`);
    const file = join(root, 'file');
    writeFileSync(file, '');
    expect(failureOf(() => openKeyring(join(file, 'keys'))).message).toContain('KEYS_DIRECTORY');
    // Root may write everywhere.
    if (process.getuid?.() === 0) return;
    const closed = join(root, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o500);
    expect(failureOf(() => openKeyring(join(closed, 'keys'))).message).toContain('KEYS_DIRECTORY');
  });

  it('is in nothing that prints a keyring', () => {
    const keyring = openKeyring(directory);
    const root = readFileSync(keyFile());
    const printed = inspect(keyring, { depth: null, showHidden: true }) + JSON.stringify(keyring);
    for (const form of ['hex', 'base64', 'latin1'] as const) expect(printed).not.toContain(root.toString(form));
    expect(printed).not.toContain(root.toString('hex').replace(/(..)(?=.)/g, '$1 '));
  });
});
