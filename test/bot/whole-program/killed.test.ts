import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wordsIn } from '../../../locales/index.ts';
import type { Person } from '../../support/bot-api/person.ts';
import { type BotApiServer, startBotApiServer } from '../../support/bot-api/start-bot-api-server.ts';
import { databaseKinds } from '../../support/databases.ts';
import { createLastingDatabase } from '../../support/kill/lasting-database.ts';
import { type Program, startProgram } from '../../support/program.ts';
import { testToken } from '../../support/test-app.ts';
import { trials } from '../../support/trials.ts';

/**
 * kill -9 in the middle of a crowd, again and again on the same data. Each time the next start must
 * open, every update must be answered, and what people chose must stand there once.
 */

const words = wordsIn('en');
const place = words.plain('places.KG');
const crowd = 4;
/** Fewer have fewer effects, and still come between each other. */
const pair = 2;
const killAtEffect = new URL('../../support/kill/kill-at-effect.js', import.meta.url);

interface Home {
  readonly env: Readonly<Record<string, string>>;
  /** Locks that are left when no program runs. */
  staleLocks(): Promise<number>;
  /** How many chats have settings; null where only the program can look. */
  settings(): Promise<number | null>;
  close(): Promise<void>;
}

async function homeOn(kind: 'embedded' | 'PostgreSQL'): Promise<Home> {
  const { place, drop } = await createLastingDatabase(kind);
  // The kernel holds the only lock on a folder: a start that opens proves that it is free.
  if (!place.DATABASE_URL) return { env: place, staleLocks: async () => 0, settings: async () => null, close: drop };
  const admin = postgres(place.DATABASE_URL, { max: 1, onnotice: () => {} });
  const count = async (table: string) => Number((await admin.unsafe(`select count(*) from ${table}`))[0]?.count);
  return {
    env: place,
    staleLocks: () => count(`pg_locks where locktype = 'advisory'`),
    settings: () => count('chat_settings'),
    async close() {
      await admin.end();
      await drop();
    },
  };
}

/** What a person does next, and what stands there when it is answered. */
const walk: readonly { act: (person: Person) => void; shows: readonly string[] }[] = [
  { act: (person) => person.sends('/start'), shows: [words.plain('start.askLanguage')] },
  { act: (person) => person.presses('English'), shows: [words.plain('start.askCountry')] },
  // Killed between the answer and Telegram's confirmation it comes again, and leads to the menu.
  { act: (person) => person.presses(place), shows: [words.plain('start.openMenu'), words.plain('menu.ask')] },
  { act: (person) => person.sends('/about'), shows: [words.plain('about.choose')] },
  // Which screen stood there is known in memory only: after a kill it is the menu.
  {
    act: (person) => person.sends('what I typed'),
    shows: [words.plain('about.choose'), words.plain('menu.ask')],
  },
  { act: (person) => person.sends('/menu'), shows: [words.plain('menu.place', { place })] },
];

describe.each(databaseKinds())('a program that is killed, %s', (kind) => {
  let home: Home;
  let keys: string;
  let server: BotApiServer;
  let program: Program | undefined;
  const walkers: { person: Person; step: number }[] = [];
  /** Of former walkers, who left settings behind. */
  let leftBehind = 0;
  beforeAll(async () => {
    home = await homeOn(kind);
    keys = mkdtempSync(join(tmpdir(), 'zont-keys-'));
    server = await startBotApiServer({ token: testToken });
  }, 60_000);
  afterAll(async () => {
    program?.child.kill('SIGKILL');
    await server.stop();
    await home.close();
    rmSync(keys, { recursive: true, force: true });
  });

  async function start(env: Readonly<Record<string, string>> = {}): Promise<Program> {
    const settings = { BOT_TOKEN: testToken, TELEGRAM_API_ROOT: server.root, TELEGRAM_LIMITS: 'off' };
    program = startProgram(
      { ...settings, KEYS_DIRECTORY: keys, ...home.env, ...env },
      env.KILL_AT ? [killAtEffect] : [],
    );
    await program.says('Zont listens');
    return program;
  }

  /** Everybody does what comes next for them; whoever is through makes room for somebody new. */
  function actAll(people: number): void {
    while (walkers.filter(({ step }) => step < walk.length).length < people) {
      walkers.push({ person: server.person(), step: 0 });
    }
    for (const walker of walkers) walk[walker.step++]?.act(walker.person);
  }

  async function expectAnswered(): Promise<void> {
    await server.settled({ timeoutMs: 60_000, quietMs: 40 });
    for (const { person, step } of walkers) {
      const last = walk[Math.min(step, walk.length) - 1];
      const screen = person.screen();
      expect(
        last?.shows.some((text) => screen.includes(text)),
        `after step ${step}:\n${screen}`,
      ).toBe(true);
      expect(person.chat.filter(({ from }) => from === 'person')).toEqual([]);
    }
    const settings = await home.settings();
    if (settings !== null) expect(settings).toBe(leftBehind + withSettings());
  }

  const withSettings = () => walkers.filter(({ step }) => step >= 2).length;

  async function killWhile(running: Program, people: number, kill: () => Promise<unknown>): Promise<void> {
    actAll(people);
    await kill();
    expect(await running.ends()).toBe(null);
    const next = await start();
    await expectAnswered();
    expect(next.output().err).toBe('');
  }

  test(`at a random moment, ${trials.kills} times`, { timeout: trials.kills * 60_000 }, async () => {
    for (let trial = 0; trial < trials.kills; trial++) {
      const running = program && program.child.exitCode === null && !program.child.killed ? program : await start();
      await killWhile(running, crowd, async () => {
        await sleep((trial * 37) % 90);
        running.child.kill('SIGKILL');
      });
    }
    await program?.ends('SIGTERM');
    expect(await home.staleLocks()).toBe(0);
  });

  test('before an effect of the update path', { timeout: 7_200_000 }, async () => {
    await program?.ends('SIGTERM');
    // All begin together: a step is everybody's.
    leftBehind += withSettings();
    walkers.splice(0);
    let deaths = 0;
    for (let number = 0, lately = 1; lately > 0 && number < trials.effectsTried; number += trials.effectsApart) {
      lately = 0;
      for (let step = 0; step < trials.stepsTried; step++) if (await diesBefore(number)) lately += 1;
      deaths += lately;
    }
    expect(deaths).toBeGreaterThan(1);
    await program?.ends('SIGTERM');
    expect(await home.staleLocks()).toBe(0);
  });

  /** Whether there is an effect with this number while everybody does their next step. */
  async function diesBefore(number: number): Promise<boolean> {
    const running = await start({ KILL_AT: String(number) });
    running.child.kill('SIGUSR2');
    await running.says('counting');
    let hasDied = true;
    await killWhile(running, pair, async () => {
      const isOver = running.ends().then(() => true);
      const isStill = server.settled({ timeoutMs: 20_000, quietMs: 300 }).then(
        () => false,
        () => true,
      );
      hasDied = await Promise.race([isOver, isStill]);
      if (!hasDied) running.child.kill('SIGKILL');
    });
    await program?.ends('SIGTERM');
    return hasDied;
  }
});
