import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ProgramParts } from '../../../bot/commands/program-command.ts';
import { parseConfig } from '../../../bot/config.ts';
import { exampleOrganisation, keepExample } from '../../../bot/example-organisation.ts';
import type { OpenDatabase } from '../../../db/client.ts';
import { openDatabase } from '../../../db/open-database.ts';
import { cloneDataDirectory } from '../../support/databases.ts';
import { someoneWho } from '../../support/operator.ts';
import { openRoom, type ReportRoom, someReport } from '../../support/report-room.ts';

const page = readFileSync(new URL('../../../docs/organisations.md', import.meta.url), 'utf8');
/** Those of hours are tried in `hours/hours-page.test.ts`: they need a file and a clock of their own. */
const commands = [...page.matchAll(/^npm run zont -- (?!hours)(.+)$/gm)].map(([, words = '']) => words);
const passphrase = 'seven green umbrellas walk home';

/** What a person types when a command asks. */
const answersTo: Readonly<Record<string, readonly string[]>> = {
  'keys make': [passphrase, passphrase],
  'keys sign': [passphrase, 'yes'],
  'reports open': [passphrase],
  'reports answer': [passphrase, 'We believe you.'],
};

let opened: OpenDatabase;
let room: ReportRoom;
const data = cloneDataDirectory();
const home = mkdtempSync(join(tmpdir(), 'zont-page-'));
beforeAll(async () => {
  opened = await openDatabase({ kind: 'embedded', directory: data });
  room = await openRoom(opened.db);
  await opened.db.execute(sql`truncate receiving_keys`);
});
afterAll(async () => {
  await opened.close();
  room.clear();
  for (const folder of [data, home]) rmSync(folder, { recursive: true, force: true });
});

it('the page for organisations tells commands that work, one after the other', async () => {
  const config = parseConfig({ KEYS_DIRECTORY: room.keysDirectory, DATA_DIRECTORY: data });
  const now = () => Date.parse(`${room.day}T12:00:00Z`);
  const zont = someoneWho({ ...room, config, now } as unknown as ProgramParts);
  const exampleKey = (await keepExample({ ...room, isPreview: true })) as string;
  await room.sends(someReport({ recipient: exampleOrganisation }));
  /** What the page leaves open, as the commands before have printed it. */
  const latest = new Map<string, string>();
  const remember = (placeholder: string, found: string | undefined) => found && latest.set(placeholder, found);

  const place = (word: string) => {
    if (word.endsWith('.zontkey')) return exampleKey;
    return latest.get(word) ?? (/\.(key|bundle|json)$/.test(word) ? join(home, word) : word);
  };
  expect(commands.length).toBeGreaterThan(12);
  for (const line of commands) {
    const words = line.split(' ');
    const answered = await zont(words.map(place), answersTo[words.slice(0, 2).join(' ')]);
    expect(answered, line).toMatchObject({ code: 0, err: '' });
    remember('age1…+…', /age1\w+\+[\w-]+/.exec(answered.out)?.[0]);
    remember('0f3c….…', /^[0-9a-f]{32}\.[\w-]{86}$/m.exec(answered.out)?.[0]);
    const number = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(answered.out)?.[0];
    if (line.includes('--rows')) remember('1a2b3c4d', number?.slice(0, 8));
    if (line.startsWith('reports stop')) remember('01234567-89ab-cdef-0123-456789abcdef', number);
    if (line.startsWith('keys add') && room.day < '2026-12-06') {
      await room.sends();
      room.day = '2026-12-06';
      await room.jobs.fold();
    }
  }
  expect((await zont(['keys', 'list'])).out).not.toContain('stopped');
});
