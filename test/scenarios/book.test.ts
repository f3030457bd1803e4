import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Country } from '../../domain/country.ts';
import { type Language, languages } from '../../domain/language.ts';
import { formatWeekdayAndDay } from '../../locales/formats.ts';
import { offerHours } from '../support/counselling-hours.ts';
import { createServerDatabase } from '../support/databases.ts';
import { playedByHand, type Waiting } from '../support/played-by-hand.ts';
import { beginChat, type ScriptedChat } from '../support/scripted-chat.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

const tomorrow = '2026-11-23';
const codePattern = /\b\d{4}-\d{4}-\d{4}\b/;

/** A program with hours to book, whose waiting for the next screen ends by hand. */
async function openRoom(env: Readonly<Record<string, string>> = {}) {
  const { wait, waiting } = playedByHand();
  const app = await startTestApp({ env, wait });
  await offerHours(app);
  return { app, waiting };
}

async function toTurkey(chat: ScriptedChat): Promise<void> {
  await chat.press('common.sos');
  await chat.press('crisis.countryButton');
  await chat.press('places.TR');
}

/** Everybody books for another day, so that no test takes another's hour. */
let days = 0;

/** From the menu to the hours of a day that nobody has looked at. */
async function toHours(chat: ScriptedChat): Promise<string> {
  const day = new Date(Date.parse(`${tomorrow}T00:00:00Z`) + days++ * 86_400_000).toISOString().slice(0, 10);
  await chat.press('menu.book');
  await chat.press('book.show');
  const label = formatWeekdayAndDay(day, chat.words.language);
  for (let pages = 0; !chat.buttons().includes(label) && pages < 9; pages++) await chat.press('book.later');
  await chat.pressLabel(label);
  return label;
}

const hourLabel = (chat: ScriptedChat, time: string) =>
  chat.buttons().find((label) => label.startsWith(time)) ?? `no hour at ${time}`;

const alerts = (chat: ScriptedChat) => chat.person.alerts.map(({ text }) => text ?? '');
const codeIn = (text: string | undefined) => codePattern.exec(text ?? '')?.[0] ?? 'no code';

describe('booking an hour', () => {
  let app: TestApp;
  let waiting: Waiting[];
  beforeAll(async () => {
    ({ app, waiting } = await openRoom());
  });
  afterAll(() => app.stop());

  const begin = (language: Language = 'en', country: Country = 'KG') => beginChat(app, language, country);

  test.each(languages)(
    'takes five decisions from the menu, in %s, and ends with a code of 12 digits',
    async (language) => {
      const chat = await begin(language);
      const day = await toHours(chat);
      await chat.pressLabel(hourLabel(chat, '10:00'));
      const city = chat.words.plain('zone-cities.bishkek');
      expect(chat.screen()).toContain(`${day}, 10:00 (${city})`);
      expect(chat.shows('book.seen')).toBe(true);
      await chat.press('book.confirm');
      expect(chat.screen()).toContain(`${day}, 10:00 (${city})`);
      expect(chat.screen()).toContain('<a>');
      expect(chat.shows('book.doneCode')).toBe(true);
      expect(codeIn(alerts(chat).at(-1))).toMatch(codePattern);
      expect(alerts(chat).at(-1)?.length).toBeLessThanOrEqual(200);
      expect(chat.botMessages()).toBe(1);
    },
  );

  test('the code is shown again for ten minutes; then the screen says nothing of a booking', async () => {
    const chat = await begin();
    await toHours(chat);
    await chat.pressLabel(hourLabel(chat, '10:00'));
    await chat.press('book.confirm');
    const code = codeIn(alerts(chat).at(-1));
    await chat.press('book.showCode');
    expect(codeIn(alerts(chat).at(-1))).toBe(code);
    expect(waiting.at(-1)?.milliseconds).toBe(600_000);
    waiting.at(-1)?.pass();
    await expect.poll(() => chat.shows('book.afterFirst')).toBe(true);
    expect(chat.screen()).not.toContain('10:00');
  });

  test('reminders are asked for afterwards, and taken back', async () => {
    const chat = await begin();
    await toHours(chat);
    await chat.pressLabel(hourLabel(chat, '11:00'));
    await chat.press('book.confirm');
    expect(chat.shows('book.reminding')).toBe(false);
    await chat.press('book.remind');
    expect(chat.shows('book.reminding')).toBe(true);
    await chat.press('book.remindNot');
    expect(chat.shows('book.reminding')).toBe(false);
  });

  test('an hour that somebody looks at is not offered to others, and given back by "other hours"', async () => {
    const [one, other] = [await begin(), await begin()];
    const day = await toHours(one);
    await one.pressLabel(hourLabel(one, '12:00'));
    days -= 1;
    expect(await toHours(other)).toBe(day);
    expect(hourLabel(other, '12:00')).toBe('no hour at 12:00');
    await one.press('book.otherHours');
    expect(hourLabel(one, '12:00')).toContain('12:00');
    await other.press('book.otherDays');
    await other.pressLabel(day);
    expect(hourLabel(other, '12:00')).toContain('12:00');
  });

  test('who comes a moment too late is told so, and offered what is free', async () => {
    const [one, other] = [await begin(), await begin('ru')];
    await toHours(one);
    days -= 1;
    await toHours(other);
    const theirs = hourLabel(other, '11:00');
    await one.pressLabel(hourLabel(one, '11:00'));
    await other.pressLabel(theirs);
    expect(other.shows('book.taken')).toBe(true);
    expect(hourLabel(other, '10:00')).toContain('10:00');
    expect(hourLabel(other, '11:00')).toBe('no hour at 11:00');
  });

  test('after five minutes it is free again; the person is told kindly, and can take it once more', async () => {
    const [chat, other] = [await begin('ky'), await begin()];
    const day = await toHours(chat);
    await chat.pressLabel(hourLabel(chat, '10:00'));
    const held = waiting.at(-1);
    expect(held?.milliseconds).toBe(300_000);
    days -= 1;
    await toHours(other);
    await other.pressLabel(hourLabel(other, '12:00'));
    await other.press('book.confirm');
    const before = app.clock.now();
    app.clock.now = () => before + 301_000;
    held?.pass();
    await expect.poll(() => chat.shows('book.expired')).toBe(true);
    // An hour never stands without its day and the city of its clock.
    expect(chat.screen()).toContain(day);
    expect(chat.shows('book.clock', { city: chat.words.plain('zone-cities.bishkek') })).toBe(true);
    expect(hourLabel(chat, '11:00')).toContain('11:00');
    // Taken while the screen before stood there.
    expect(hourLabel(chat, '12:00')).toBe('no hour at 12:00');
    await chat.pressLabel(hourLabel(chat, '10:00'));
    await chat.press('book.confirm');
    expect(chat.shows('book.doneCode')).toBe(true);
  });

  test('a confirmation that comes too late books nothing, says so, and shows what is free', async () => {
    const chat = await begin();
    await toHours(chat);
    await chat.pressLabel(hourLabel(chat, '10:00'));
    const before = app.clock.now();
    app.clock.now = () => before + 301_000;
    await app.hear();
    await chat.press('book.confirm');
    expect(chat.shows('book.holdOver')).toBe(true);
    expect(codeIn(alerts(chat).at(-1))).toBe('no code');
    expect(hourLabel(chat, '10:00')).toContain('10:00');
  });

  test('one chat has one hour at an organisation; moving is offered instead of a second one', async () => {
    const chat = await begin();
    await toHours(chat);
    await chat.pressLabel(hourLabel(chat, '10:00'));
    await chat.press('book.confirm');
    await chat.press('common.menu');
    await toHours(chat);
    await chat.pressLabel(hourLabel(chat, '10:00'));
    expect(chat.shows('book.has')).toBe(true);
    expect(chat.buttons()).toContain(chat.words.plain('book.move'));
  });

  test('goes on in another language in the middle, with the same hour', async () => {
    const chat = await begin('ru');
    await toHours(chat);
    await chat.pressLabel(hourLabel(chat, '12:00'));
    await chat.press('common.language');
    await chat.pressLabel('English');
    expect(chat.screen()).toContain('12:00 (Bishkek)');
    await chat.pressLabel('✅ Book this hour');
    expect(chat.screen()).toContain('Your code is the only way back');
  });

  test('goes on after the program was started again, and urgent help is one tap away', async () => {
    const chat = await begin();
    await toHours(chat);
    await chat.pressLabel(hourLabel(chat, '11:00'));
    expect(chat.screen()).toContain('11:00 (Bishkek)');
    await app.restart();
    await chat.press('book.confirm');
    expect(chat.shows('book.doneCode')).toBe(true);
    await chat.press('common.sos');
    expect(chat.shows('crisis.noPerson')).toBe(true);
  });

  test.each([
    ['urgent help', (chat: ScriptedChat) => chat.press('common.sos')],
    ['urgent help for another country', (chat: ScriptedChat) => toTurkey(chat)],
    ['words of distress', (chat: ScriptedChat) => chat.says('я не хочу жить')],
  ])('%s comes between, and the person goes on with the hour that is kept for them', async (_what, ask) => {
    const chat = await begin('ru');
    await toHours(chat);
    await chat.pressLabel(hourLabel(chat, '10:00'));
    await ask(chat);
    expect(chat.shows('book.expectFirst')).toBe(false);
    if (!chat.buttons().includes(chat.words.plain('distress.goOn'))) await chat.press('distress.yesLater');
    await chat.press('distress.goOn');
    await chat.press('book.confirm');
    expect(chat.shows('book.doneCode')).toBe(true);
    // What was booked is found again, too.
    await chat.press('common.sos');
    await chat.press('distress.goOn');
    expect(chat.shows('book.doneCode')).toBe(true);
  });

  test('asks for the city where a country has several times, and tells the time of that city', async () => {
    const chat = await begin('en', 'KZ');
    await chat.press('menu.book');
    await chat.press('book.show');
    expect(chat.shows('book.cityAsk')).toBe(true);
    await chat.press('zone-cities.almaty');
    while (chat.buttons().includes(chat.words.plain('book.later'))) await chat.press('book.later');
    await chat.pressLabel(chat.buttons()[0] as string);
    // Bishkek's ten o'clock is nine in Almaty; in person is not offered across the border.
    expect(hourLabel(chat, '09:00')).toBe('09:00 · Room 1 💻');
    await chat.pressLabel(hourLabel(chat, '09:00'));
    expect(chat.screen()).toContain('09:00 (Almaty)');
  });

  test('remembers what matters only when asked to, and forgets it again', async () => {
    const chat = await begin();
    await chat.press('menu.book');
    await chat.press('book.woman');
    await chat.press('common.menu');
    await chat.press('menu.book');
    expect(chat.buttons()).toContain('A woman');
    await chat.press('book.woman');
    await chat.press('book.remember');
    await chat.press('common.language');
    await chat.pressLabel('Русский');
    await chat.says('/book');
    expect(chat.buttons()).toContain('✓ Женщина');
    await chat.pressLabel('Забыть выбор');
    await chat.says('/book');
    expect(chat.buttons()).toContain('Женщина');
  });

  test('offers what comes near when nothing fits, in another way', async () => {
    const chat = await begin();
    await chat.press('menu.book');
    await chat.press('book.way-phone');
    await chat.press('book.show');
    expect(chat.shows('book.none')).toBe(true);
    expect(chat.shows('book.noneNear')).toBe(true);
    await chat.pressLabel(chat.buttons()[0] as string);
    expect(chat.shows('book.daysAsk')).toBe(true);
  });

  test('offers the wait list and people where there is nothing at all', async () => {
    const chat = await begin('en', 'DE');
    await chat.press('menu.book');
    await chat.press('book.show');
    expect(chat.shows('book.none')).toBe(true);
    expect(chat.shows('book.noneNear')).toBe(false);
    await chat.press('book.wait');
    expect(chat.shows('book.waiting')).toBe(true);
    await chat.press('book.leave');
    expect(alerts(chat).at(-1)).toBe(chat.words.plain('book.left'));
    await chat.press('book.show');
    await chat.press('book.people');
    expect(chat.shows('help.listFirst')).toBe(true);
  });

  test('a group session stands under "meet others" by date, and has as many places as seats', async () => {
    const people = [await begin('en'), await begin('ru'), await begin('ky')];
    for (const chat of people.slice(0, 2)) {
      await chat.press('menu.meet');
      await chat.pressLabel(chat.buttons()[0] as string);
      expect(chat.shows('book.seenGroup')).toBe(true);
      await chat.press('book.confirm');
      expect(chat.shows('book.doneCode')).toBe(true);
    }
    await people[2]?.press('menu.meet');
    expect(people[2]?.shows('meet.none')).toBe(true);
  });

  test('an old or forged button leads on', async () => {
    const chat = await begin();
    for (const data of [
      'book:hold:haaaa-KG-fru.zik0zi',
      `book:confirm:haaaa-KG-fru.${'a'.repeat(22)}.1.o`,
      `book:other:haaaa-KG-fru.${'a'.repeat(22)}.1`,
      `book:expect:haaaa-KG-fru.${'a'.repeat(22)}.1.1.o`,
      'book:hours:haaaa-KG-fru.20200101.0',
      'book:days:haaaa-KG-fru.20990101',
      `book:done:${'a'.repeat(52)}`,
      'book:days:haaaa-KZ-.',
      'meet:list:saaaa-KG-fru.zz',
    ]) {
      await chat.pressForged(data);
      expect(chat.buttons().length, data).toBeGreaterThan(1);
      expect(chat.buttons(), data).toContain(chat.words.plain('common.sos'));
    }
    expect(app.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });
});

const postgresUrl = inject('postgresUrl');

describe.skipIf(postgresUrl === null)('on PostgreSQL', () => {
  test('an hour is booked, and nobody else is offered it', async () => {
    const database = await createServerDatabase(postgresUrl as string);
    const { app } = await openRoom({ DATABASE_URL: database.url });
    try {
      const [one, other] = [await beginChat(app, 'ky', 'KG'), await beginChat(app, 'en', 'KG')];
      days = 0;
      await toHours(one);
      await one.pressLabel(hourLabel(one, '10:00'));
      await one.press('book.confirm');
      expect(one.shows('book.doneCode')).toBe(true);
      days = 0;
      await toHours(other);
      expect(hourLabel(other, '10:00')).toBe('no hour at 10:00');
      expect(hourLabel(other, '11:00')).toContain('11:00');
    } finally {
      await app.stop();
      await database.drop();
    }
  });
});
