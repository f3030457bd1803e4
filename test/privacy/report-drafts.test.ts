import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createButtonSeal } from '../../bot/button-seal.ts';
import { createAliases } from '../../bot/edge/alias.ts';
import { openDatabase } from '../../db/client.ts';
import { openKeyring } from '../../db/keyring.ts';
import { rowsOf } from '../support/databases.ts';
import { asHaystack, createLeakScan, filesOf, type Needle, textNeedles } from '../support/leak-scan.ts';
import { beginChat, type ScriptedChat } from '../support/scripted-chat.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

/** People who tell something and leave before they confirm. */
const people = 8;

let app: TestApp;
const seen = new Set<string>();
const plain: Buffer[] = [];
beforeAll(async () => {
  app = await startTestApp();
  for (let count = 0; count < people; count++) await tellAndLeave(await beginChat(app, 'en', 'KG'));
}, 120_000);
afterAll(() => app.stop());

/** Goes as far as the summary, and notes whatever stood behind the buttons on the way. */
async function tellAndLeave(chat: ScriptedChat): Promise<void> {
  const seal = createButtonSeal(openKeyring(app.keysDirectory));
  const alias = createAliases(openKeyring(app.keysDirectory).subkey('chat-alias'), 'telegram')(chat.person.id);
  const note = () => {
    for (const data of chat.person.callbackData.filter((one) => /^report:(go|send|sos):/.test(one))) {
      const sealed = data.split(':')[2] as string;
      seen.add(sealed);
      const opened = seal.open('form', alias, sealed);
      if (opened) plain.push(Buffer.from(opened));
    }
  };
  await chat.press('menu.report');
  for (const key of ['report.myself', 'report.onlyCount', 'areas.KG-GB', 'incident.V07', 'common.next'] as const) {
    await chat.press(key);
    note();
  }
  await chat.says('they took my money');
}

function needles(): Needle[] {
  const sealed = [...seen].flatMap((text, index) => textNeedles(`sealed form ${index}`, text));
  // The nonce, and the answers without it.
  const opened = plain.flatMap((bytes, index) => [
    { name: `form ${index}`, bytes },
    { name: `nonce ${index}`, bytes: bytes.subarray(0, 16) },
    { name: `answers ${index}`, bytes: bytes.subarray(16) },
  ]);
  return [...sealed, ...opened];
}

const scan = () => createLeakScan(needles());
const kinds = (hits: readonly { needle: string }[]) => [...new Set(hits.map(({ needle }) => needle.split(/ \d/)[0]))];

describe('a report in progress', () => {
  it('is seen by the test at all: sealed in the buttons, and opened with the keys', () => {
    expect(seen.size).toBeGreaterThan(people * 20);
    expect(new Set([...seen].map((text) => text.length))).toEqual(new Set([52]));
  });

  it('is nowhere in the data, the write-ahead log or what was logged, and leaves no row', async () => {
    const look = scan();
    await app.restart();
    expect(kinds(look(filesOf(app.dataDirectory)))).toEqual([]);
    expect(kinds(look(app.log.map((line) => asHaystack('log', line))))).toEqual([]);
  });

  it('is found by the same scan when a program keeps the draft it goes on with', async () => {
    const look = scan();
    const copy = mkdtempSync(join(tmpdir(), 'zont-draft-'));
    cpSync(app.dataDirectory, copy, { recursive: true, filter: (path) => !path.endsWith('.sock') });
    const database = await openDatabase({ kind: 'embedded', directory: copy });
    const rows = await rowsOf<{ states: number; waiting: number }>(
      database.db,
      sql`select (select count(*)::int from conversation_states) as states, (select count(*)::int from waiting_reports) as waiting`,
    );
    expect(rows).toEqual([{ states: 0, waiting: 0 }]);
    await database.db.execute(sql`create table drafts (data text, state bytea)`);
    await database.db.execute(sql`insert into drafts values (${[...seen][0]}, ${plain[0]})`);
    await database.db.execute(sql`checkpoint`);
    const found = kinds(look(filesOf(copy)));
    await database.close();
    rmSync(copy, { recursive: true, force: true });
    expect(found).toEqual(expect.arrayContaining(['sealed form', 'form', 'nonce']));
  });
});
