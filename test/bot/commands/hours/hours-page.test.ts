import { readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { programCommands } from '../../../../bot/commands/program-commands.ts';
import { runInProgram } from '../../../../bot/commands/run-in-program.ts';
import type { Terminal } from '../../../../bot/commands/terminal.ts';
import type { OpenDatabase } from '../../../../db/client.ts';
import { openDatabase } from '../../../../db/open-database.ts';
import { hour, sunday } from '../../../db/counselling/support/counselling-office.ts';
import { cloneDataDirectory } from '../../../support/databases.ts';
import { testKeyring } from '../../../support/keyrings.ts';

const page = readFileSync(new URL('../../../../docs/organisations.md', import.meta.url), 'utf8');
const commands = [...page.replaceAll('\\\n', ' ').matchAll(/^npm run zont -- (hours .+?)(?:\s+#.*)?$/gm)].map(
  ([, words = '']) => words,
);

const directory = cloneDataDirectory();
let opened: OpenDatabase;
beforeAll(async () => {
  opened = await openDatabase({ kind: 'embedded', directory });
});
afterAll(async () => {
  await opened?.close();
  rmSync(directory, { recursive: true, force: true });
});

it('the page for organisations tells commands about hours that work, one after the other', async () => {
  let now = sunday;
  const zont = async (words: readonly string[]) => {
    const said: string[] = [];
    const complaints: string[] = [];
    const terminal: Terminal = {
      print: (text) => void said.push(text),
      complain: (text) => void complaints.push(text),
      ask: async () => null,
      readFile: async () => Buffer.from('day,from\n2026-12-03,10:00\n'),
      writeFile: async () => {},
    };
    const parts = {
      config: {} as never,
      db: opened.db,
      keyring: testKeyring('counselling'),
      now: () => now,
      directoryChanged: async () => {},
    };
    const code = await runInProgram(programCommands, words, parts, terminal);
    return { code: code ?? 0, said: said.join('\n'), complaints };
  };
  /** Offers are numbered as the page makes them; the numbers of hours stand for one that the list prints. */
  const anyFreeHour = async (): Promise<string> => {
    const { said } = await zont(['hours', 'list', 'room-1']);
    return /hour (\d+): \S+ \S+ free/.exec(said)?.[1] ?? 'no free hour';
  };

  expect(commands.length).toBeGreaterThan(10);
  for (const line of commands) {
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
    const [, verb = ''] = words;
    // What has become of an hour is said after it.
    const first = ['done', 'call-off'].includes(verb) ? await anyFreeHour() : words[2];
    now = verb === 'done' ? sunday + 5 * 24 * hour : sunday;
    const answered = await zont([...words.slice(0, 2), first ?? '', ...words.slice(3)].filter((word) => word !== ''));
    expect(answered, line).toMatchObject({ code: 0, complaints: [] });
  }
});
