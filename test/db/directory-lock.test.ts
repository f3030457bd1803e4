import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lockDirectory } from '../../db/directory-lock.ts';
import { wordsIn } from '../../locales/index.ts';
import type { Person } from '../support/bot-api/person.ts';
import { startBotApiServer } from '../support/bot-api/start-bot-api-server.ts';
import { cloneDataDirectory } from '../support/databases.ts';
import { pressWhenShown } from '../support/press-when-shown.ts';
import { freePort, type Program, startProgram } from '../support/program.ts';
import { testToken } from '../support/test-app.ts';

// A start takes a second, or ten on a machine that does other things as well.
vi.setConfig({ testTimeout: 60_000 });

let root: string;
let started: Program[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'zont-lock-'));
  started = [];
});
afterEach(async () => {
  await Promise.all(started.map((program) => program.ends('SIGKILL')));
  rmSync(root, { recursive: true, force: true });
});

function start(env: Record<string, string>): Program {
  const program = startProgram(env);
  started.push(program);
  return program;
}

describe('the lock of a directory', () => {
  it('is free again after it was released, and holds until then', async () => {
    const directory = join(root, 'data');
    const lock = await lockDirectory(directory);
    await expect(lockDirectory(directory)).rejects.toThrow(`${directory} is in use by another running Zont`);
    await lock.release();
    await (await lockDirectory(directory)).release();
  });

  it('is one lock under all names of a directory', async () => {
    const directory = join(root, 'data');
    mkdirSync(directory);
    symlinkSync(directory, join(root, 'link'));
    symlinkSync(root, join(root, 'up'));
    const lock = await lockDirectory(directory);
    for (const name of [
      join(root, 'link'),
      join(root, 'up', 'data'),
      join(root, '.', 'data/'),
      join(root, 'up', 'link'),
    ]) {
      await expect(lockDirectory(name), name).rejects.toThrow('in use');
    }
    await lock.release();
  });

  it('does not stand in the way of another directory, not even one inside', async () => {
    const names = ['data', 'data2', 'data/inside', 'DATA'];
    const locks = [];
    for (const name of names) locks.push(await lockDirectory(join(root, name)));
    for (const lock of locks) await lock.release();
  });

  it('is refused in words where no directory can be made', async () => {
    const file = join(root, 'file');
    writeFileSync(file, '');
    await expect(lockDirectory(join(file, 'data'))).rejects.toThrow(
      `Cannot make the data folder ${join(file, 'data')} (ENOTDIR). Give the program a folder that it may write (DATA_DIRECTORY).`,
    );
  });

  it('lets exactly one of many starters in', async () => {
    const directory = join(root, 'data');
    for (let round = 0; round < 20; round++) {
      const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockDirectory(directory)));
      const winners = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      expect(winners).toHaveLength(1);
      await winners[0]?.release();
    }
  });
});

describe('two programs on one data folder', () => {
  it('are kept apart in words, by a symbolic link as well, and the first goes on', async () => {
    const directory = cloneDataDirectory();
    const link = join(root, 'link');
    symlinkSync(directory, link);
    const settings = async (data: string) => ({
      PORT: String(await freePort()),
      DATA_DIRECTORY: data,
      KEYS_DIRECTORY: join(root, 'keys'),
    });
    const first = await settings(directory);
    await start(first).says('Zont preview');
    const others = [start(await settings(directory)), start(await settings(link))];
    for (const other of others) {
      expect(await other.ends()).toBe(1);
      const { out, err } = other.output();
      expect(out).toBe('');
      expect(err).toMatch(
        /^Zont cannot start: The data folder \S+ is in use by another running Zont\. Stop that one first/,
      );
      expect(err.trim().split('\n')).toHaveLength(1);
    }
    expect((await fetch(`http://localhost:${first.PORT}/`)).status).toBe(200);
    await Promise.all(started.map((program) => program.ends('SIGKILL')));
    rmSync(directory, { recursive: true, force: true });
  });
});

describe('a program that was killed', () => {
  it('leaves no lock and loses nothing that it has answered, time after time', async () => {
    const server = await startBotApiServer({ token: testToken });
    const directory = cloneDataDirectory();
    const env = {
      BOT_TOKEN: testToken,
      TELEGRAM_API_ROOT: server.root,
      TELEGRAM_LIMITS: 'off',
      DATA_DIRECTORY: directory,
      KEYS_DIRECTORY: join(root, 'keys'),
    };
    const people: Person[] = [];
    const words = wordsIn('ky');
    const rounds = 2;
    for (let round = 0; round <= rounds; round++) {
      const program = start(env);
      await program.says('Zont listens on Telegram');
      for (const person of people) {
        // Whoever is remembered gets the menu in her language, not the questions.
        const sent = person.sends('/start').message_id;
        await server.waitFor(
          () => person.chat.some(({ from, message_id }) => from === 'bot' && message_id > sent),
          20_000,
        );
        expect(person.screen()).toContain('Кыргызстан');
        expect(person.screen()).toContain(words.plain('menu.help'));
      }
      if (round === rounds) break;
      const person = server.person({ language_code: 'ky' });
      people.push(person);
      person.sends('/start');
      await pressWhenShown(server, person, 'start:language:ky');
      await pressWhenShown(server, person, 'start:country:KG');
      await server.waitFor(() => person.screen().includes(words.plain('start.openMenu')), 20_000);
      // In the middle of whatever it does after the answer.
      expect(await program.ends('SIGKILL')).toBeNull();
    }
    await server.stop();
    await Promise.all(started.map((program) => program.ends('SIGKILL')));
    rmSync(directory, { recursive: true, force: true });
  });
});
