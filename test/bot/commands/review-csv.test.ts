import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { shield, unshield } from '../../../bot/commands/review/formula-cells.ts';
import { readReview } from '../../../bot/commands/review/read-review.ts';
import { writeCsv } from '../../../bot/commands/review/write-csv.ts';
import { createReviewRoom, importReviews, type ReviewRoom } from './support/review-room.ts';

let room: ReviewRoom;

/** What a reviewer does in a spreadsheet: writes into cells, and saves. */
function fillIn(
  cells: Readonly<Record<string, Readonly<Record<string, string>>>>,
  day = '2026-11-22',
  delimiter = ',',
) {
  const rows = parse(writeCsv(room.sheet), { bom: true }) as string[][];
  for (const [index, value] of ['Native', 'A.B.', day].entries()) (rows[index] as string[])[1] = value;
  const titles = rows[3] as string[];
  for (const [id, values] of Object.entries(cells)) {
    const row = rows.find(([first]) => first === id) as string[];
    for (const [column, value] of Object.entries(values)) row[titles.indexOf(column)] = value;
  }
  return room.write('a.csv', stringify(rows, { delimiter }));
}

describe('the spreadsheet', () => {
  beforeEach(() => {
    room = createReviewRoom();
  });
  afterEach(() => room.leave());

  test('begins with a byte order mark and has a row for each text and each file', () => {
    const csv = writeCsv(room.sheet);
    expect(csv.startsWith('\uFEFFrole,')).toBe(true);
    const texts = room.sheet.reduce((sum, file) => sum + file.texts.length + 1, 0);
    expect(parse(csv, { bom: true })).toHaveLength(texts + 4);
  });

  test('says nothing when nobody wrote anything', () => {
    expect(readReview(fillIn({}))).toMatchObject({ role: 'native', corrections: [], read: [], remarks: [] });
  });

  test.each([
    ['commas', ',', '2026-11-22'],
    ['semicolons, and a day as Russian spreadsheets write it', ';', '22.11.2026'],
    ['tabs', '\t', '2026-11-22'],
  ])('is read back with %s', async (_, delimiter, day) => {
    const file = fillIn(
      {
        'locales/menu': { ru_correction: 'да' },
        'locales/menu.ask': { ru_correction: 'Что нужно: "это"; или то?', remark: 'Two\nlines' },
      },
      day,
      delimiter,
    );
    const { said, exitCode } = await importReviews(room, file, '--write');
    expect(said).toContain('Two ⏎ lines');
    expect(exitCode).toBe(0);
    const menu = JSON.parse(room.read('locales/ru/menu.json'));
    expect([menu.texts.ask, menu.reviewedBy]).toEqual(['Что нужно: "это"; или то?', { native: '2026-11-22' }]);
  });

  test('gives each cell that would be a formula an apostrophe, and takes it away again', async () => {
    room.replace('locales/en/menu.json', 'What do you need?', '=HYPERLINK(1) or');
    const { readSheet } = await import('../../../bot/commands/review/read-sheet.ts');
    const csv = writeCsv(readSheet(room.root));
    expect(csv).toContain("'=HYPERLINK(1) or");
    for (const row of parse(csv, { bom: true }) as string[][]) {
      for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }
    const review = readReview(fillIn({ 'locales/menu.ask': { en_correction: "'-5 and more", remark: "'quoted'" } }));
    expect(review.corrections[0]?.text).toBe('-5 and more');
    expect(review.remarks[0]?.text).toBe("'quoted'");
  });

  test.each([
    ['a broken row', 'x,"a\n', /a\.csv:\d+: /],
    ['another answer than yes', null, /a\.csv:(\d+): ru_correction of a file/],
  ])('with %s is named with its line', async (_, extra, fault) => {
    const file = fillIn(extra === null ? { 'locales/about': { ru_correction: 'maybe' } } : {});
    if (extra !== null) room.write('a.csv', room.read('a.csv') + extra);
    const { said, exitCode } = await importReviews(room, file);
    expect(said).toMatch(fault);
    if (extra === null) expect(fault.exec(said)?.[1]).toBe('5');
    expect(exitCode).toBe(1);
  });

  test('with a missing fingerprint or day is named with its line', async () => {
    const file = fillIn({ 'locales/about.first': { ru_correction: 'Иначе.', ru_digest: '' } }, '11/22/2026');
    const { said } = await importReviews(room, file);
    expect(said).toContain('a.csv:3: date: must be a day');
    expect(said).toContain('a.csv:6: corrections[0].digest: is not a fingerprint');
  });

  test('that is not UTF-8 is refused with words', async () => {
    const { writeFileSync } = await import('node:fs');
    writeFileSync(room.path('b.csv'), Buffer.from([...Buffer.from('role,native\n'), 0xcf, 0xf0, 0x0a]));
    expect((await importReviews(room, room.path('b.csv'))).said).toContain('b.csv:2: is not UTF-8');
  });
});

test.each(['=1', '+1', '-1', '@a', '\tx', "'=1", "''=1", "'a'", 'a=1', '', '＝1'])('shields %j both ways', (cell) => {
  expect(shield(cell)).not.toMatch(/^[=+\-@\t\r＝]/);
  expect(unshield(shield(cell))).toBe(cell);
});
