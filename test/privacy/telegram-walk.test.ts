import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openKeyring } from '../../db/keyring.ts';
import { asHaystack, createLeakScan, filesOf, type Haystack } from '../support/leak-scan.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { openedHaystacks, type Stored, storedIn } from './support/stored.ts';
import { tellingNumbersIn } from './support/telling-numbers.ts';
import {
  createWalker,
  growMessageIds,
  leaveInTheMiddle,
  lookAround,
  needlesOfAll,
  sendEverything,
  stumble,
  type Walker,
} from './support/walk.ts';

let app: TestApp;
let walkers: Walker[];
let stored: Stored;
const printed: string[] = [];

beforeAll(async () => {
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => printed.push(String(text)) > 0),
  );
  app = await startTestApp();
  await growMessageIds(app.server);
  const [middle, around, gone] = [createWalker(app.server), createWalker(app.server, 'ky'), createWalker(app.server)];
  walkers = [middle, around, gone];
  await leaveInTheMiddle(app.server, middle);
  await lookAround(app.server, around);
  await stumble(app.server, around);
  await gone.sends('/start');
  await gone.presses('start:language:ru', 'start:country:DE');
  await sendEverything(app.server, gone);
  gone.person.blocks();
  await app.server.settled();
  for (const spy of spies) spy.mockRestore();
  stored = await storedIn(app.dataDirectory, openKeyring(app.keysDirectory));
}, 60_000);
afterAll(() => app?.stop());

describe('after people with traits were here, by Telegram, on the embedded database', () => {
  it('holds states and settings of those who stayed, so that there is something to look through', () => {
    // One left in the middle; an old button of the beginning leads who is known to the menu; one blocked the bot.
    expect(stored.opened.states).toHaveLength(1);
    expect(stored.opened.states.filter((state) => state.includes('start:language:ru'))).toHaveLength(1);
    // Who left after the choice of a language keeps it.
    expect(stored.opened.settings.toSorted()).toEqual([
      '{"language":"ky","country":"KZ"}',
      '{"language":"ru","country":null}',
    ]);
    // The sweep list is the only table with addresses; who blocked the bot is not in it.
    const ids = walkers.map(({ traits }) => String(traits.id));
    expect(ids.map((id) => stored.opened.sweepList.some((row) => row.includes(id)))).toEqual([true, true, false]);
    expect(app.log.length).toBeGreaterThan(0);
    expect(walkers.flatMap(({ callbackIds }) => callbackIds).length).toBeGreaterThan(15);
  });

  it('has kept nothing of them in any file of its data folder, the write-ahead log included', () => {
    expect(stored.files.some(({ where }) => where.includes('pg_wal/0'))).toBe(true);
    expect(createLeakScan(needlesOfAll(walkers))(stored.files)).toEqual([]);
  });

  it('has kept nothing of them in any row of any table', () => {
    expect(createLeakScan(needlesOfAll(walkers))(stored.dump)).toEqual([]);
  });

  it('has nothing of them in what it sealed, for who holds the keys', () => {
    expect(createLeakScan(needlesOfAll(walkers))(openedHaystacks(stored.opened))).toEqual([]);
  });

  it('has no id of a message, update, press or chat and no date in a stored state', () => {
    for (const state of stored.opened.states) expect(tellingNumbersIn(state, app.server, walkers)).toEqual([]);
  });

  it('has told Telegram no more than what it needs to show a message: not even the language, which it marks within', () => {
    const fields = (method: string) => [
      ...new Set(app.server.callsOf(method).flatMap(({ payload }) => Object.keys(payload))),
    ];
    const content = ['chat_id', 'text', 'parse_mode', 'link_preview_options', 'reply_markup'];
    expect(fields('sendMessage').toSorted()).toEqual([...content, 'disable_notification'].toSorted());
    expect(fields('editMessageText').toSorted()).toEqual([...content, 'message_id'].toSorted());
    expect(fields('answerCallbackQuery').toSorted()).toEqual(['callback_query_id', 'show_alert', 'text']);
  });

  it('has written nothing of them into its log, nor printed anything at all', () => {
    const log = app.log.map((line, index) => asHaystack(`log line ${index}`, line));
    expect(createLeakScan(needlesOfAll(walkers))(log)).toEqual([]);
    for (const line of app.log) {
      const { code = 0, ...others } = JSON.parse(line);
      expect(Object.keys(others).sort()).toEqual(['class', 'component', 'event', 'hour', 'id', 'level']);
      // Polling alone tells with which number it was refused: it is done for nobody.
      expect(code).toBe(others.class === 'Refusal' ? 500 : 0);
      if (code !== 0) expect(others.event).toBe('polling_failed');
    }
    expect(printed).toEqual([]);
  });

  it('is a scan that finds each needle when it is there: in a file, a row, an opened state, a log line', () => {
    const needles = needlesOfAll(walkers);
    const scan = createLeakScan(needles);
    const names = needles.map(({ name }) => name);
    const all = Buffer.concat(needles.flatMap(({ bytes }) => [bytes, Buffer.of(0)]));
    const places: Haystack[] = [
      { where: 'the largest file', bytes: withPlanted(stored.files, all) },
      { where: 'a row', bytes: withPlanted(stored.dump, all) },
      { where: 'an opened state', bytes: withPlanted(openedHaystacks(stored.opened), all) },
      { where: 'the log', bytes: Buffer.concat([Buffer.from(app.log.join('')), all]) },
    ];
    for (const place of places) {
      const found = new Set(scan([place]).map(({ needle }) => needle));
      expect(
        names.filter((name) => !found.has(name)),
        place.where,
      ).toEqual([]);
    }
  });

  it('is a scan that sees a file that somebody left in the data folder', () => {
    const [walker] = walkers;
    const path = join(app.dataDirectory, 'debug.txt');
    writeFileSync(path, JSON.stringify(walker?.person.user));
    const hits = createLeakScan(needlesOfAll(walkers))(filesOf(app.dataDirectory));
    expect(new Set(hits.map(({ where }) => where))).toEqual(new Set([path]));
  });
});

/** The largest of these with bytes put into its middle. */
function withPlanted(haystacks: readonly Haystack[], planted: Buffer): Buffer {
  const [largest] = [...haystacks].sort((a, b) => b.bytes.length - a.bytes.length);
  const bytes = Buffer.from(largest?.bytes ?? Buffer.alloc(0));
  const middle = bytes.length >> 1;
  return Buffer.concat([bytes.subarray(0, middle), planted, bytes.subarray(middle)]);
}
