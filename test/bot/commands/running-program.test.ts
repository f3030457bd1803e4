import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Work } from '../../../bot/commands/program-command.ts';
import { runHereOrThere } from '../../../bot/commands/run-here-or-there.ts';
import { parseConfig } from '../../../bot/config.ts';
import { askRunningProgram } from '../../../bot/control/ask-running-program.ts';
import { listenForCommands } from '../../../bot/control/listen.ts';
import type { Database } from '../../../db/client.ts';
import { lockDirectory } from '../../../db/directory-lock.ts';
import { cloneDataDirectory } from '../../support/databases.ts';
import { testKeyring } from '../../support/keyrings.ts';
import { freePort, startProgram } from '../../support/program.ts';
import { beginChat } from '../../support/scripted-chat.ts';
import { scriptedTerminal } from '../../support/scripted-terminal.ts';
import { startTestApp } from '../../support/test-app.ts';

vi.setConfig({ testTimeout: 60_000 });

let root: string;
let data: string;
const closing: (() => unknown)[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'zont-control-'));
  data = join(root, 'data');
  mkdirSync(data);
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  rmSync(root, { recursive: true, force: true });
});

/** The program's side alone, with one command `probe` that does this work. */
async function listenWith(work: Work): Promise<{ faults: unknown[]; stop(): Promise<void> }> {
  const faults: unknown[] = [];
  const noDatabase = {} as Database;
  const stop = await listenForCommands({
    dataDirectory: data,
    parts: {
      config: parseConfig({}),
      db: noDatabase,
      keyring: testKeyring(),
      now: Date.now,
      directoryChanged: async () => {},
    },
    loadCommands: async () => [
      (run) =>
        new Command('probe')
          .option('--loud')
          .argument('[rest...]')
          .action(() => run(work)),
    ],
    onFault: (error) => void faults.push(error),
  });
  closing.push(stop);
  return { faults, stop };
}

/** `zont` in a process of its own, as an operator types it. */
async function zont(words: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bot/commands/zont.ts', ...words], {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { out, err, code };
}

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
const nothingYet = 'Nothing has been counted yet.';

describe('a command on the embedded database', () => {
  it('is done by the program that runs, which goes on answering people', async () => {
    const app = await startTestApp();
    closing.push(app.stop);
    const env = { DATA_DIRECTORY: app.dataDirectory, KEYS_DIRECTORY: app.keysDirectory };
    const answer = await zont(['feedback', '--months', '2'], env);
    expect(answer).toMatchObject({ code: 0, err: '' });
    expect(answer.out).toContain(nothingYet);
    const chat = await beginChat(app, 'en', 'KG');
    expect(chat.shows('menu.ask')).toBe(true);
    expect(app.log).toEqual([]);
  });

  it('is done in its own process where no program runs, or was killed, and leaves the folder free', async () => {
    const clone = cloneDataDirectory();
    const env = { DATA_DIRECTORY: clone, KEYS_DIRECTORY: join(root, 'keys') };
    closing.push(() => rmSync(clone, { recursive: true, force: true }));
    const program = startProgram({ ...env, PORT: String(await freePort()) });
    closing.push(() => program.ends('SIGKILL'));
    await program.says('Zont preview');
    const { terminal } = scriptedTerminal();
    expect(await askRunningProgram(clone, ['feedback'], terminal)).toBe(0);
    await program.ends('SIGKILL');
    expect(statSync(join(clone, 'control', 'zont.sock')).isSocket()).toBe(true);
    const answer = await zont(['feedback'], env);
    expect(answer).toMatchObject({ code: 0, err: '' });
    expect(answer.out).toContain(nothingYet);
    await (await lockDirectory(clone)).release();
  });

  it('says in words what is wrong when the folder is held and nobody takes commands', async () => {
    const lock = await lockDirectory(data);
    closing.push(lock.release);
    const config = parseConfig({ DATA_DIRECTORY: data, KEYS_DIRECTORY: join(root, 'keys') });
    const { terminal } = scriptedTerminal();
    const done = runHereOrThere(config, ['feedback'], async () => 0, terminal, { pauses: [0, 1, 1] });
    await expect(done).rejects.toThrow('A program holds the data folder, and does not take commands');
  });

  it('waits for a program that holds the folder already and does not listen yet', async () => {
    const config = parseConfig({ DATA_DIRECTORY: data, KEYS_DIRECTORY: join(root, 'keys') });
    const lock = await lockDirectory(data);
    closing.push(lock.release);
    const { terminal } = scriptedTerminal();
    const done = runHereOrThere(config, ['probe'], async () => 5, terminal, { pauses: [0, 1, 500] });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await listenWith(async () => 7);
    expect(await done).toBe(7);
  });

  it('tells of wrong words before anything is opened', async () => {
    const answer = await zont(['feedback', '--months', 'many'], { DATA_DIRECTORY: join(root, 'none') });
    expect(answer.code).toBe(1);
    expect(answer.err).toContain('whole number');
    expect(() => statSync(join(root, 'none'))).toThrow();
  });
});

describe('the socket', () => {
  it('can be reached by the owner of the data alone, even in a folder that all may enter', async () => {
    mkdirSync(join(data, 'control'), { mode: 0o777 });
    await listenWith(async () => 0);
    expect(modeOf(join(data, 'control'))).toBe('700');
    expect(modeOf(join(data, 'control', 'zont.sock'))).toBe('600');
  });

  it('is gone when the program has stopped', async () => {
    const { stop } = await listenWith(async () => 0);
    const { terminal } = scriptedTerminal();
    expect(await askRunningProgram(data, ['probe'], terminal)).toBe(0);
    await stop();
    expect(await askRunningProgram(data, ['probe'], terminal)).toBeNull();
  });

  it('carries lines, questions and answers in order, whatever they hold, and the exit code', async () => {
    const strange = 'ө ү ң · "quotes" · \u2028 · \u0000 · \n two';
    const { faults } = await listenWith(async (_, { print, complain, ask }) => {
      print(strange);
      complain('careful');
      print(`${await ask('First? ')} + ${await ask(strange)} + ${await ask('Last? ')}`);
      return 3;
    });
    const { terminal, said } = scriptedTerminal(['1', strange, null]);
    expect(await askRunningProgram(data, ['probe'], terminal)).toBe(3);
    expect(said).toEqual([strange, '! careful', 'First? ', strange, 'Last? ', `1 + ${strange} + null`]);
    expect(faults).toEqual([]);
  });

  it('carries files of the operator, byte for byte, and why one cannot be used', async () => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 256));
    const [source, target] = [join(root, 'in'), join(root, 'out')];
    writeFileSync(source, bytes);
    await listenWith(async (_, { readFile, writeFile }) => {
      await writeFile(target, await readFile(source));
      await readFile(join(root, 'missing'));
      return 0;
    });
    const { terminal, said } = scriptedTerminal();
    expect(await askRunningProgram(data, ['probe'], terminal)).toBe(1);
    expect((await readFile(target)).equals(bytes)).toBe(true);
    expect(said).toEqual([`! No ${join(root, 'missing')}.`]);
  });

  it('answers words that this program does not know as a command line does', async () => {
    await listenWith(async () => 0);
    const { terminal, said } = scriptedTerminal();
    expect(await askRunningProgram(data, ['of-a-newer-version'], terminal)).toBe(1);
    expect(said.join()).toContain('unknown command');
    expect(await askRunningProgram(data, ['probe', '--help'], terminal)).toBe(0);
    expect(said.join()).toContain('--loud');
  });

  it('never carries the message of an error that is not in our words', async () => {
    await listenWith(async () => {
      throw new TypeError('CANARY');
    });
    const { terminal, said } = scriptedTerminal();
    expect(await askRunningProgram(data, ['probe'], terminal)).toBe(1);
    expect(said.join()).toMatch(/^! The command failed \(TypeError\)/);
    expect(said.join()).not.toContain('CANARY');
  });

  it('serves several operators at once', async () => {
    await listenWith(async (_, { ask, print }) => {
      print(String(await ask('?')));
      return 0;
    });
    const operators = Array.from({ length: 8 }, (_, index) => scriptedTerminal([`answer ${index}`]));
    await Promise.all(operators.map(({ terminal }) => askRunningProgram(data, ['probe'], terminal)));
    operators.forEach(({ said }, index) => {
      expect(said).toEqual(['?', `answer ${index}`]);
    });
  });

  it('tells the operator when the program stops in the middle, and waits for the command to end', async () => {
    let isEnded = false;
    const { stop } = await listenWith(async (_, { ask }) => {
      await ask('Go on? ').finally(() => {
        isEnded = true;
      });
      return 0;
    });
    let asked = () => {};
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const neverTypes = () => {
      asked();
      return new Promise<null>(() => {});
    };
    const command = askRunningProgram(data, ['probe'], { ...scriptedTerminal().terminal, ask: neverTypes });
    command.catch(() => {});
    await isAsked;
    await stop();
    expect(isEnded).toBe(true);
    await expect(command).rejects.toThrow('Zont has stopped before the command was done.');
  });

  it('ends a command whose operator went away, and sends strangers off without a word', async () => {
    let end = () => {};
    const isEnded = new Promise<void>((resolve) => {
      end = resolve;
    });
    const { faults } = await listenWith(async (_, { ask }) => {
      await ask('Go on? ').finally(end);
      return 0;
    });
    const path = join(data, 'control', 'zont.sock');
    const leaver = connect(path, () => leaver.write('{"words":["probe"]}\n'));
    leaver.once('data', () => leaver.destroy());
    await isEnded;
    for (const nonsense of ['GET / HTTP/1.1\r\n\r\n', '{"words":"probe"}\n', '[]\n', '\n', '{"typed":"yes"}\n']) {
      const stranger = connect(path, () => stranger.write(nonsense));
      expect(await text(stranger)).toBe('');
    }
    expect(faults).toEqual([]);
  });
});
