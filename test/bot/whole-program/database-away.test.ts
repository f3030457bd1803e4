import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { wordsIn } from '../../../locales/index.ts';
import type { Person } from '../../support/bot-api/person.ts';
import { testToken } from '../../support/test-app.ts';
import { type BotInMemory, startBotInMemory } from '../bot-in-memory.ts';
import { prepareWiredApp, type WiredApp } from './wired-app.ts';

const words = wordsIn('en');
const postgresUrl = inject('postgresUrl');
const allowedKeys = ['level', 'hour', 'event', 'component', 'class', 'id'];

/** Each line has the allowed keys only, and nothing of the person or of what is secret. */
function expectCleanLog(log: readonly string[], person: Person): void {
  expect(log.length).toBeGreaterThan(0);
  for (const line of log) {
    expect(allowedKeys).toEqual(expect.arrayContaining(Object.keys(JSON.parse(line))));
    expect(line).not.toMatch(new RegExp(`CANARY|${person.id}|${testToken.split(':')[1]}|zont:zont|127.0.0.1`));
  }
}

describe.skipIf(postgresUrl === null)(
  'when the PostgreSQL server throws the program out and its database is gone',
  () => {
    const name = `away_${process.pid}`;
    let admin: postgres.Sql;
    let wired: WiredApp;
    let person: Person;

    beforeAll(async () => {
      admin = postgres(postgresUrl as string, { max: 1, onnotice: () => {} });
      await admin.unsafe(`create database ${name}`);
      const url = new URL(postgresUrl as string);
      url.pathname = `/${name}`;
      wired = await prepareWiredApp({ env: { DATABASE_URL: url.href, SHOW_UNCHECKED_CONTACTS: 'yes' } });
      await wired.start();
      person = wired.server.person({ first_name: 'CANARY', username: 'CANARY' });
    });
    afterAll(async () => {
      await wired.close();
      await admin.end();
    });

    const send = async (text: string) => {
      person.sends(text);
      await wired.server.settled({ timeoutMs: 15_000 });
      return person.screen();
    };
    const press = async (button: string) => {
      person.presses(button);
      await wired.server.settled({ timeoutMs: 15_000 });
      return person.screen();
    };

    const locks = async () => {
      const [row] = await admin`select count(*) from pg_locks join pg_database on pg_database.oid = database
        where locktype = 'advisory' and datname = ${name}`;
      return Number(row?.count);
    };

    test('people hear that nothing was saved, urgent help works, and the program lives on until it is back', {
      timeout: 60_000,
    }, async () => {
      await send('/start');
      await press('English');
      await press(words.plain('places.KG'));

      // Connections that break are made again without anybody noticing.
      await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
      expect(await send('/menu')).toContain(words.plain('menu.ask'));

      await admin.unsafe(`alter database ${name} allow_connections false`);
      await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
      await send('/language');
      const before = wired.server.callsOf('answerCallbackQuery').length;
      const screen = await press('Русский');
      expect(screen).toContain(words.plain('errors.notSaved'));
      expect(screen).toContain(words.plain('common.tryAgain'));
      expect(screen).toContain(words.plain('common.sos'));
      // The button does not go on turning.
      expect(wired.server.callsOf('answerCallbackQuery')).toHaveLength(before + 1);

      expect(await press(words.plain('common.sos'))).toMatch(/\b1\d\d\b/);
      const stranger = wired.server.person();
      stranger.sends('/sos');
      await wired.server.settled({ timeoutMs: 15_000 });
      expect(stranger.screen()).toContain(words.plain('crisis.first'));
      stranger.sends('/start');
      await wired.server.settled({ timeoutMs: 15_000 });
      expect(stranger.screen()).toContain(words.plain('errors.notSaved'));
      expect(stranger.chat).toHaveLength(1);

      await admin.unsafe(`alter database ${name} allow_connections true`);
      await send('/language');
      const saved = await press('Русский');
      expect(saved).toContain(wordsIn('ru').plain('common.menu'));
      expect(saved).not.toContain(wordsIn('ru').plain('errors.notSaved'));
      expectCleanLog(wired.log, person);
    });

    test('what was done and not confirmed to Telegram is not done again when the connection is lost', {
      timeout: 60_000,
    }, async () => {
      const { server, wire } = wired;
      const [slow, quick] = [server.person(), server.person()];
      await server.waitFor(async () => (await locks()) === 2, 15_000);
      await server.waitFor(() => server.isPolled);
      // The offset does not pass an update that is under way.
      const release = wire.hold(({ method, payload }) => method === 'sendMessage' && payload.chat_id === slow.id);
      const screens = (of: Person) =>
        server.callsOf('sendMessage').filter(({ payload }) => payload.chat_id === of.id).length;
      slow.sends('/sos');
      await server.waitFor(() => wire.held.length === 1);
      quick.sends('/sos');
      await server.waitFor(() => screens(quick) === 1);
      const begins = server.callsOf('deleteWebhook').length;
      await admin`select pg_terminate_backend(pid) from pg_locks join pg_database on pg_database.oid = database
        where locktype = 'advisory' and datname = ${name}`;
      await server.waitFor(() => server.callsOf('deleteWebhook').length > begins, 15_000);
      const last = server.person();
      last.sends('/sos');
      await server.waitFor(() => screens(last) === 1, 15_000);
      release();
      await server.settled({ timeoutMs: 15_000 });
      expect([slow, quick, last].map(screens)).toEqual([1, 1, 1]);
    });

    test('an outage that takes Telegram away as well ends by itself', { timeout: 60_000 }, async () => {
      const { server } = wired;
      // Also after another outage: it handles updates and leads, each by a lock.
      await server.waitFor(async () => (await locks()) === 2, 15_000);
      await server.waitFor(() => server.isPolled);
      const begins = server.callsOf('deleteWebhook').length;
      const telegram = server.fail({ with: 'reset', probability: 1 });
      await admin.unsafe(`alter database ${name} allow_connections false`);
      await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
      // The one that led begins anew without the database: in vain, with every try that a call has.
      const triesOfACall = 4;
      await server.waitFor(() => server.callsOf('deleteWebhook').length >= begins + triesOfACall, 30_000);
      telegram.stop();
      await admin.unsafe(`alter database ${name} allow_connections true`);
      const stranger = server.person();
      stranger.sends('/sos');
      await server.settled({ timeoutMs: 15_000 });
      expect(stranger.screen()).toContain(words.plain('crisis.first'));
    });
  },
);

describe('when every store throws', () => {
  let bot: BotInMemory;
  let person: Person;
  beforeAll(async () => {
    bot = await startBotInMemory();
    person = bot.server.person({ first_name: 'CANARY', username: 'CANARY' });
  });
  afterAll(() => bot.stop());

  const settle = async () => {
    await bot.server.settled();
    return person.screen();
  };

  test('the questions at the beginning say so, and trying again goes on where they were', async () => {
    person.sends('/start');
    await settle();
    person.presses('English');
    await settle();
    bot.isDatabaseAway = true;
    person.presses(words.plain('places.KG'));
    const screen = await settle();
    expect(screen).toContain(words.plain('errors.notSaved'));
    expect(screen).toContain(words.plain('common.sos'));
    expect(bot.settings.get(bot.aliasOf(person.id))).toEqual({ language: 'en', country: null });

    bot.isDatabaseAway = false;
    person.presses(words.plain('common.tryAgain'));
    expect(await settle()).toContain(words.plain('start.openMenu'));
    expect(bot.settings.get(bot.aliasOf(person.id))).toEqual({ language: 'en', country: 'KG' });
    expect(person.chat).toHaveLength(1);
    expectCleanLog(bot.log, person);
  });
});
