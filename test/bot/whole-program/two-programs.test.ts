import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { wordsIn } from '../../../locales/index.ts';
import { type BotApiServer, startBotApiServer } from '../../support/bot-api/start-bot-api-server.ts';
import { createServerDatabase } from '../../support/databases.ts';
import { freePort, type Program, startProgram } from '../../support/program.ts';
import { testToken } from '../../support/test-app.ts';
import { type Carrier, startCarrier } from './carrier.ts';
import { startWire, type Wire } from './wire.ts';

/** Two whole programs behind one address, on one PostgreSQL database. */

const words = wordsIn('en');
const place = words.plain('places.KG');
const patience = 30_000;
vi.setConfig({ testTimeout: 120_000 });

describe.skipIf(inject('postgresUrl') === null)('two programs that take webhook updates', () => {
  let database: { url: string; drop: () => Promise<void> };
  let admin: postgres.Sql;
  let keys: string;
  let server: BotApiServer;
  let wire: Wire;
  let carrier: Carrier;
  const ports: number[] = [];
  const programs: Program[] = [];

  function start(port: number): Program {
    return startProgram({
      BOT_TOKEN: testToken,
      TELEGRAM_API_ROOT: wire.root,
      TELEGRAM_LIMITS: 'off',
      KEYS_DIRECTORY: keys,
      DATABASE_URL: database.url,
      WEBHOOK_URL: carrier.url,
      PORT: String(port),
    });
  }

  beforeAll(async () => {
    database = await createServerDatabase(inject('postgresUrl') as string);
    admin = postgres(database.url, { max: 1, onnotice: () => {} });
    keys = mkdtempSync(join(tmpdir(), 'zont-keys-'));
    server = await startBotApiServer({ token: testToken });
    wire = await startWire(server.root);
    carrier = await startCarrier();
    ports.push(await freePort(), await freePort());
    for (const port of ports) {
      // One after the other: the keys are made by the first.
      const program = start(port);
      programs.push(program);
      await program.says('Zont listens', 60_000);
    }
  }, 120_000);
  afterAll(async () => {
    const ends = await Promise.all(programs.map((program) => program.ends('SIGTERM')));
    // The server learns a moment later that they are gone.
    await server.waitFor(async () => (await locks('true')) === 0, patience);
    const left = { ends, said: programs.map(({ output }) => output().err) };
    await wire.close();
    await server.stop();
    await carrier.close();
    await admin.end();
    await database.drop();
    rmSync(keys, { recursive: true, force: true });
    expect(left).toEqual({ ends: [0, 0], said: ['', ''] });
  }, 60_000);

  const port = (index: number) => ports[index % 2] as number;
  const settled = () => server.settled({ timeoutMs: patience, quietMs: 100 });
  const screensSentTo = (person: { id: number }) =>
    server.callsOf('sendMessage').filter(({ payload, ok }) => ok && payload.chat_id === person.id);
  const locks = async (which: string) =>
    Number((await admin.unsafe(`select count(*) from pg_locks where locktype = 'advisory' and ${which}`))[0]?.count);

  /** Brings an update until it is taken, whatever Telegram was told. */
  async function untilTaken(bring: () => Promise<number>): Promise<void> {
    while ((await bring()) !== 200) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  test('answer the updates of one chat in the order in which they came, brought to both in turns', async () => {
    let brought = 0;
    const person = server.person();
    // Telegram hears at once that an update was taken, and so brings the next one while it is under way.
    carrier.carry = async (update) => {
      const at = port(brought++);
      void untilTaken(() => update.to(at));
      return 200;
    };
    const release = wire.hold(({ method, payload }) => method === 'sendMessage' && payload.chat_id === person.id);
    person.sends('/about');
    await server.waitFor(() => wire.held.length === 1, patience);
    person.sends('/sos');
    await server.waitFor(async () => (await locks('not granted')) === 1, patience);
    person.sends('/menu');
    await server.waitFor(() => brought === 3, patience);
    release();
    await server.waitFor(() => screensSentTo(person).length === 3, patience);
    await settled();
    expect(screensSentTo(person).map(({ payload }) => String(payload.text).split('\n')[0])).toEqual([
      words.text('about.first'),
      words.text('crisis.first'),
      words.text('menu.first'),
    ]);
    expect(person.chat).toHaveLength(1);
  });

  test('handle once what is brought to both at the same time', async () => {
    // Telegram is content when one of them has taken it.
    carrier.carry = async (update) => Math.min(...(await Promise.all(ports.map((at) => update.to(at)))));
    const people = Array.from({ length: 15 }, () => server.person());
    for (const person of people) {
      person.sends('/about');
      person.sends('/sos');
      person.sends('/menu');
    }
    await settled();
    for (const person of people) {
      expect(screensSentTo(person)).toHaveLength(3);
      expect(person.screen()).toContain(words.plain('menu.ask'));
      expect(person.chat).toHaveLength(1);
    }
  });

  test('lose nothing and do nothing twice when one is killed in the middle and comes back', async () => {
    let brought = 0;
    carrier.carry = (update) => update.to(port(brought++));
    const people = Array.from({ length: 12 }, () => server.person());
    for (const person of people) person.sends('/start');
    await settled();
    // Each of the two is killed once.
    for (const [killed, label] of ['English', place].entries()) {
      // In the middle: about half of the chats wait for the answer to a call of the one that is killed.
      const release = wire.hold(({ method }) => method === 'editMessageText');
      for (const person of people) person.presses(label);
      await server.waitFor(() => wire.held.length >= people.length / 2, patience);
      programs[killed]?.child.kill('SIGKILL');
      await programs[killed]?.ends();
      release();
      await settled();
      const again = start(port(killed));
      programs[killed] = again;
      await again.says('Zont listens', 60_000);
    }
    for (const person of people) {
      // Killed between the answer and Telegram's confirmation an update comes again, and leads to the menu.
      if (!person.screen().includes(words.plain('menu.ask'))) person.presses(words.plain('start.openMenu'));
    }
    await settled();
    for (const person of people) {
      expect(person.screen()).toContain(words.plain('menu.place', { place }));
      expect(person.chat).toHaveLength(1);
    }
    const [rows] = await admin`select (select count(*) from chat_settings) as settings,
      (select count(*) from conversation_states) as states`;
    expect(rows).toEqual({ settings: String(people.length), states: '0' });
  });
});
