import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createReviewRoom, importReviews, type ReviewRoom } from './support/review-room.ts';

let room: ReviewRoom;
beforeEach(() => {
  room = createReviewRoom();
});
afterEach(() => room.leave());

const menu = (language: string) => `locales/${language}/menu.json`;
const card = 'db/seed/coping/cards/panic-1/ru.json';
const allFiles = (): readonly string[] =>
  readdirSync(room.root, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((one) => one.isFile() && /locales|seed/.test(one.parentPath))
    .map((one) => `${one.parentPath}/${one.name}`.slice(room.root.length + 1))
    .sort();
const snapshot = () => Object.fromEntries(allFiles().map((name) => [name, room.read(name)]));

describe('a correction', () => {
  test('is only shown without --write', async () => {
    const before = snapshot();
    const file = room.save('a.json', {
      corrections: [room.correction('locales/menu.ask', 'ru', 'Что вам нужно сейчас?')],
    });
    const { said, exitCode } = await importReviews(room, file);
    expect(said).toContain('+ Что вам нужно сейчас?');
    expect(said).toContain('Nothing was written');
    expect([exitCode, snapshot()]).toEqual([0, before]);
  });

  test('lands in its file and language, and changes nothing else there', async () => {
    const before = snapshot();
    const old = room.sheet.flatMap(({ texts }) => texts).find(({ id }) => id === 'locales/menu.ask')?.cells.ky?.text;
    const file = room.save('a.json', { corrections: [room.correction('locales/menu.ask', 'ky', ' Эмне "керек"?\n')] });
    expect(await importReviews(room, file, '--write')).toMatchObject({ exitCode: 0 });
    const wanted = before[menu('ky')]?.replace(JSON.stringify(old), JSON.stringify('Эмне "керек"?'));
    expect(snapshot()).toEqual({ ...before, [menu('ky')]: wanted });
  });

  test('of a line of a card keeps the layout of the file', async () => {
    const before = room.read(card);
    const line = JSON.parse(before).lines[1] as string;
    const file = room.save('a.json', {
      corrections: [room.correction('cards/panic-1.lines[1]', 'ru', 'Другая строка.')],
    });
    await importReviews(room, file, '--write');
    const after = room.read(card);
    expect(JSON.parse(after)).toEqual(JSON.parse(before.replace(line, 'Другая строка.')));
    expect(after.replace(/"lines": \[[^\]]*\]/, '')).toBe(before.replace(/"lines": \[[^\]]*\]/, ''));
    expect(after.endsWith('}\n')).toBe(true);
  });

  test('that was imported before changes nothing', async () => {
    const file = room.save('a.json', {
      corrections: [room.correction('locales/menu.ask', 'ru', 'Что вам нужно сейчас?')],
      read: [room.mark('locales/menu', 'ru')],
    });
    await importReviews(room, file, '--write');
    const before = snapshot();
    const { said, exitCode } = await importReviews(room, file, '--write');
    expect(said).toContain('1 corrections stand in the files already');
    expect([exitCode, snapshot()]).toEqual([0, before]);
  });

  test('of a text that has changed since is shown as outdated and left out', async () => {
    const file = room.save('a.json', {
      corrections: [room.correction('locales/menu.ask', 'en', 'What would help?')],
      read: [room.mark('locales/menu', 'en')],
    });
    room.replace(menu('en'), 'What do you need?', 'What do you want?');
    const before = snapshot();
    const { said, exitCode } = await importReviews(room, file, '--write');
    expect(said).toMatch(/Outdated.*\n.*locales\/menu\.ask \[en\].*has changed/);
    expect(said).toContain('now: What do you want?');
    expect(said).toMatch(/Not marked as read/);
    expect([exitCode, snapshot()]).toEqual([2, before]);
  });

  test.each([
    ['locales/menu.place', 'You are here.', '{{place}} is missing'],
    ['locales/menu.place', 'You, {{name}}, are in {{place}}.', '{{name}} is too much'],
    ['locales/menu.place', 'You are in {{place}.', '{{place}} is missing'],
    ['locales/menu.ask', 'What do <b>you</i> need?', '</i> closes nothing'],
    ['locales/menu.ask', 'What do <b>you need?', '<b> is not closed'],
    ['locales/menu.ask', '<script>alert(1)</script>', 'neither bold'],
    ['locales/menu.ask', 'This & that?', '&amp;'],
    ['locales/menu.help', '🤝 Who on earth can help me now', 'a button at most 24'],
    ['locales/menu.help', '<b>Who</b>', 'takes no markup'],
    ['locales/menu.ask', ' \n', 'is empty'],
    ['locales/menu.ask', 'One.\nTwo.', 'line break'],
    ['cards/panic-1.title', 'A title that is so long that it does not fit at all', 'at most 40'],
  ])('of %s that breaks a rule is refused: %s', async (id, text, why) => {
    const before = snapshot();
    const file = room.save('a.json', {
      corrections: [room.correction(id, 'en', text)],
      read: [room.mark(id.replace(/\..*/, ''), 'en')],
    });
    const { said, exitCode } = await importReviews(room, file, '--write');
    expect(said).toContain('Refused');
    expect(said).toContain(why);
    expect([exitCode, snapshot()]).toEqual([2, before]);
  });
});

describe('two reviewers', () => {
  const theirs = (text: string, id = 'locales/menu.ask') => room.correction(id, 'en', text);

  test('who correct a text differently are shown side by side, and neither is applied', async () => {
    const a = room.save('a.json', { corrections: [theirs('One?'), theirs('Good.', 'locales/menu.first')] });
    const b = room.save('b.json', { role: 'clinician', initials: 'C.D.', corrections: [theirs('Two?')] });
    const { said, exitCode } = await importReviews(room, a, b, '--write');
    expect(said).toContain('native A.B. (a.json): One?');
    expect(said).toContain('clinician C.D. (b.json): Two?');
    expect(exitCode).toBe(3);
    expect(JSON.parse(room.read(menu('en'))).texts).toMatchObject({ ask: 'What do you need?', first: 'Good.' });
  });

  test('who wish for the same are no conflict', async () => {
    const a = room.save('a.json', { corrections: [theirs('One?')] });
    const b = room.save('b.json', { role: 'clinician', corrections: [theirs('One?')] });
    expect(await importReviews(room, a, b, '--write')).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(room.read(menu('en'))).texts.ask).toBe('One?');
  });

  test('of whom one corrects what the other marks as read: that mark is not set', async () => {
    const a = room.save('a.json', { corrections: [theirs('One?')], read: [room.mark('locales/menu', 'en')] });
    const b = room.save('b.json', { role: 'clinician', read: [room.mark('locales/menu', 'en')] });
    const { said } = await importReviews(room, a, b, '--write');
    expect(said).toMatch(/Not marked as read.*\n.*clinician A\.B\. \(b\.json\): somebody else corrects it/);
    expect(JSON.parse(room.read(menu('en'))).reviewedBy).toEqual({ native: '2026-11-22' });
  });
});

describe('the review state', () => {
  test('gets the date of the own role only, in the language that was read', async () => {
    room.replace(menu('ru'), '"reviewedBy": {}', '"reviewedBy": { "lawyer": "2026-01-02" }');
    const before = snapshot();
    const file = room.save('a.json', { role: 'clinician', read: [room.mark('locales/menu', 'ru')] });
    await importReviews(room, file, '--write');
    const wanted = before[menu('ru')]?.replace('{ "l', '{ "clinician": "2026-11-22", "l');
    expect(snapshot()).toEqual({ ...before, [menu('ru')]: wanted });
  });

  test('of a card is set as well', async () => {
    const file = room.save('a.json', { read: [room.mark('cards/panic-1', 'ru')] });
    const before = room.read(card);
    await importReviews(room, file, '--write');
    expect(room.read(card)).toBe(before.replace(/"reviewedBy": \{[^}]*\}/, '"reviewedBy": { "native": "2026-11-22" }'));
  });

  test('loses the marks of the other roles where a text changes, and says so', async () => {
    const marks = '"reviewedBy": { "native": "2026-01-01", "clinician": "2026-01-02", "lawyer": "2026-01-03" }';
    room.replace(menu('en'), '"reviewedBy": {}', marks);
    const file = room.save('a.json', { corrections: [room.correction('locales/menu.ask', 'en', 'One?')] });
    const { said } = await importReviews(room, file, '--write');
    expect(said).toMatch(/Marks that go.*\n {2}locales\/menu \[en\] clinician\n {2}locales\/menu \[en\] lawyer/);
    expect(JSON.parse(room.read(menu('en'))).reviewedBy).toEqual({ native: '2026-01-01' });
  });

  test('is never set back to an earlier day', async () => {
    room.replace(menu('en'), '"reviewedBy": {}', '"reviewedBy": { "native": "2026-12-01" }');
    const before = snapshot();
    await importReviews(room, room.save('a.json', { read: [room.mark('locales/menu', 'en')] }), '--write');
    expect(snapshot()).toEqual(before);
  });
});

describe('a file that is no review', () => {
  const json = (change: object) => `${JSON.stringify({ zontReview: 1, role: 'native', ...change }, null, 2)}\n`;

  test.each([
    ['cut off', '{\n  "zontReview": 1,\n  "role"', /a\.json:3: /],
    ['another role', json({ role: 'friend' }), /a\.json:3: role: must be native, clinician, lawyer/],
    [
      'a digest that is none',
      json({ corrections: [{ id: 'x', language: 'en', digest: '1', text: 'a' }] }),
      /a\.json:8: corrections\[0\]\.digest/,
    ],
    ['CSV without its beginning', 'id,kind\n', /a\.json:1: the line "role" is missing/],
    [
      'CSV without a column',
      'role,native\ninitials,A\ndate,2026-11-22\nid,kind,en\n',
      /a\.json:4: columns are missing: limit/,
    ],
  ])('%s is named with its line, and nothing is written', async (_, content, fault) => {
    const good = room.save('good.json', { read: [room.mark('locales/menu', 'en')] });
    const before = snapshot();
    const { said, exitCode } = await importReviews(room, good, room.write('a.json', content), '--write');
    expect(said).toMatch(fault);
    expect([exitCode, snapshot()]).toEqual([1, before]);
  });

  test('is named when it is not there', async () => {
    expect(await importReviews(room, room.path('none.csv'))).toMatchObject({ exitCode: 1 });
  });
});

test('when a file cannot be written none is', async () => {
  const file = room.save('a.json', { read: [room.mark('locales/about', 'en'), room.mark('locales/menu', 'en')] });
  const before = snapshot();
  // What is left of a run that was killed: the fresh file must not be overwritten unseen.
  room.write(`${menu('en')}.new`, 'in the way');
  const { said, exitCode } = await importReviews(room, file, '--write');
  expect(said).toContain('Nothing was written');
  expect(exitCode).toBe(1);
  for (const [name, content] of Object.entries(before)) expect(room.read(name)).toBe(content);
});

test('control characters of a review do not reach the terminal', async () => {
  const file = room.save('a.json', { remarks: [{ id: 'locales/menu.ask', text: 'a\u001b[31mb\nc' }] });
  const { said } = await importReviews(room, file);
  expect(said).toContain('a[31mb ⏎ c');
});
