import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { wordsIn } from '../../locales/index.ts';
import { type BotApiServer, startBotApiServer } from '../support/bot-api/start-bot-api-server.ts';
import { cloneDataDirectory, createServerDatabase } from '../support/databases.ts';
import { type Program, startProgram } from '../support/program.ts';
import { testToken } from '../support/test-app.ts';

/** The program in a process of its own, killed while a screen stands in the chat, and started again later. */

const words = wordsIn('en');
const postgresUrl = inject('postgresUrl');
const hoursAhead = { now: 0 };

let root: string;
let database: Awaited<ReturnType<typeof createServerDatabase>> | null;
let dataDirectory: string;
let server: BotApiServer;
let program: Program;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'zont-killed-'));
  dataDirectory = cloneDataDirectory();
  database = postgresUrl === null ? null : await createServerDatabase(postgresUrl);
  const now = () => Date.now() + hoursAhead.now * 3_600_000;
  server = await startBotApiServer({ token: testToken, clock: { now } });
});
afterAll(async () => {
  await program?.ends('SIGKILL');
  await server?.stop();
  await database?.drop();
  rmSync(root, { recursive: true, force: true });
  rmSync(dataDirectory, { recursive: true, force: true });
});

async function startAt(hours: number): Promise<void> {
  hoursAhead.now = hours;
  program = startProgram(
    {
      BOT_TOKEN: testToken,
      TELEGRAM_API_ROOT: server.root,
      DATA_DIRECTORY: dataDirectory,
      KEYS_DIRECTORY: join(root, 'keys'),
      TEST_HOURS_AHEAD: String(hours),
      ...(database && { DATABASE_URL: database.url }),
    },
    [new URL('../support/clock-ahead.js', import.meta.url)],
  );
  await program.says('Zont listens on Telegram');
}

test('after kill -9 the former message is removed, a screen turns neutral in time, and /clear clears', {
  timeout: 120_000,
}, async () => {
  await startAt(0);
  const person = server.person({ language_code: 'en' });
  const settled = () => server.settled({ timeoutMs: 15_000 });
  person.sends('/about');
  await settled();
  person.sends('/about');
  await settled();
  await program.ends('SIGKILL');

  await startAt(1);
  person.sends('/sos');
  await settled();
  expect(person.chat).toHaveLength(1);
  expect(person.screen()).toContain(words.plain('crisis.first'));
  await program.ends('SIGKILL');

  await startAt(42);
  await server.waitFor(() => person.screen().startsWith(words.plain('anything.stale')), 15_000);
  expect(person.chat).toHaveLength(1);
  person.sends('/clear');
  await settled();
  await program.ends('SIGKILL');

  await startAt(43);
  person.presses(words.plain('clear.yes'));
  await settled();
  expect(person.chat.map(({ text }) => text)).toEqual([words.plain('anything.stale')]);
});
