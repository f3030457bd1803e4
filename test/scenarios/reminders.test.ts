import { describe, expect, test } from 'vitest';
import { zoneOfCity } from '../../domain/booking/cities.ts';
import { anyWish } from '../../domain/booking/wish.ts';
import { languages } from '../../domain/language.ts';
import { counsellor, granted, session } from '../db/counselling/support/counselling-office.ts';
import { playInBookingScene, sceneStart } from '../support/booking-scene.ts';
import type { Person } from '../support/bot-api/person.ts';
import { type BookedInApp, type OfficeInApp, openOfficeInApp, tuesday } from '../support/office-in-app.ts';
import { beginChat, type ScriptedChat } from '../support/scripted-chat.ts';
import type { TestApp } from '../support/test-app.ts';

const hour = 3_600_000;

let app: TestApp;
let office: OfficeInApp;
playInBookingScene((scene) => {
  ({ app, office } = scene);
});

const at = async (moment: number) => {
  app.clock.now = () => moment;
  await app.hear();
  await app.tell();
};
const texts = ({ chat }: Person) => chat.map(({ text }) => text);
const firstLines = (person: Person) => texts(person).map((text) => text.split('\n')[0]);
const cities = { en: 'Bishkek', ru: 'Бишкек', ky: 'Бишкек' };

describe.each(languages)('a reminder in %s', (language) => {
  test('comes a day and an hour before, silent, with a day, a time and a city, and nothing else', async () => {
    const chat = await beginChat(app, language, 'KG');
    const { hour: booked } = await office.book(chat.person, { language, isReminded: true });
    const { startsAt } = booked.slot;
    await at(startsAt - 24 * hour - 60_000);
    expect(chat.person.chat).toHaveLength(1);
    await at(startsAt - 24 * hour);
    const time = `10:00 (${cities[language]})`;
    expect(texts(chat.person)[1]).toBe(chat.words.plain('my-booking.tomorrow', { time }));
    expect(chat.person.chat[1]?.isSilent).toBe(true);
    await at(startsAt - hour);
    await at(startsAt - hour + 60_000);
    expect(texts(chat.person).slice(1)).toEqual([
      chat.words.plain('my-booking.tomorrow', { time }),
      chat.words.plain('my-booking.today', { time }),
    ]);
  });
});

test('nobody who did not ask is reminded', async () => {
  const chat = await beginChat(app, 'ru', 'KG');
  const { hour: booked } = await office.book(chat.person);
  await at(booked.slot.startsAt - hour);
  expect(chat.person.chat).toHaveLength(1);
});

test('none comes after a cancel from another phone, nor after /clear', async () => {
  const [one, other] = [await beginChat(app, 'ru', 'KG'), await beginChat(app, 'ru', 'KG')];
  const booked = await office.book(one.person, { isReminded: true });
  await office.book(other.person, { isReminded: true });
  granted(await office.desk.cancel(booked.code));
  await other.says('/clear');
  await other.press('clear.yes');
  await at(booked.hour.slot.startsAt - 24 * hour);
  expect(one.person.chat).toHaveLength(1);
  expect(texts(other.person)).toEqual([other.words.plain('anything.stale')]);
});

test('it leaves the screen alone, and goes with it once the person goes on below', async () => {
  const chat = await beginChat(app, 'ru', 'KG');
  const { hour: booked } = await office.book(chat.person, { isReminded: true });
  await at(booked.slot.startsAt - 24 * hour);
  expect(firstLines(chat.person)).toHaveLength(2);
  await chat.press('my-booking.open');
  expect(chat.person.chat).toHaveLength(1);
  expect(chat.shows('my-booking.has')).toBe(true);
});

test('it is taken away before 40 hours, and by /clear, also after a restart', async () => {
  const [stays, clears] = [await beginChat(app, 'ru', 'KG'), await beginChat(app, 'ru', 'KG')];
  const { hour: booked } = await office.book(stays.person, { isReminded: true });
  await office.book(clears.person, { isReminded: true });
  const dayBefore = booked.slot.startsAt - 23 * hour;
  await at(dayBefore);
  await app.restart();
  expect(texts(stays.person)).toHaveLength(2);
  await clears.says('/clear');
  await clears.press('clear.yes');
  expect(texts(clears.person)).toEqual([clears.words.plain('anything.stale')]);
  app.clock.now = () => dayBefore + 40 * hour;
  await app.hear();
  await app.sweep();
  expect(texts(stays.person).filter((text) => text.includes('Бишкек'))).toEqual([]);
});

test('who has blocked the bot is forgotten', async () => {
  const gone = await beginChat(app, 'ru', 'KG');
  const { hour: booked, code } = await office.book(gone.person, { isReminded: true });
  app.server.fail({ with: 403, method: 'sendMessage' });
  await at(booked.slot.startsAt - 24 * hour);
  await expect.poll(async () => (await office.desk.look(code))?.hasReminders).toBe(false);
});

test('what Telegram refuses for now is tried again, and what may have arrived is not', async () => {
  const [busy, doubtful] = [await beginChat(app, 'ru', 'KG'), await beginChat(app, 'ru', 'KG')];
  const { hour: booked } = await office.book(busy.person, { isReminded: true });
  app.server.fail({ with: { retryAfter: 1 }, method: 'sendMessage' });
  await at(booked.slot.startsAt - 24 * hour);
  expect(busy.person.chat).toHaveLength(1);
  await at(booked.slot.startsAt - 24 * hour + 60_000);
  expect(busy.person.chat).toHaveLength(2);
  const { hour: later } = await office.book(doubtful.person, { isReminded: true });
  app.server.fail({ with: 'late', method: 'sendMessage' });
  await at(later.slot.startsAt - hour);
  await at(later.slot.startsAt - hour + 60_000);
  expect(doubtful.person.chat).toHaveLength(2);
});

/** Somebody who waits, as everybody has booked; answers how to free one hour of so many. */
async function waiting(hours: number) {
  const others: BookedInApp[] = [];
  const single = (nth: number) => ({ ...session(tuesday, 10 + nth, 1), title: null, minutes: 50 });
  office = await openOfficeInApp(
    app,
    Array.from({ length: hours }, (_, nth) => single(nth)),
  );
  while (others.length < hours) others.push(await office.book((await beginChat(app, 'ru', 'KG')).person));
  const chat = await beginChat(app, 'en', 'KG');
  await office.waits(chat.person, 'en');
  const free = async () => granted(await office.desk.cancel(others.pop()?.code ?? ('' as never)));
  return { chat, free };
}
const isOfferedLast = ({ person, words }: ScriptedChat) =>
  person.screen().includes(words.plain('my-booking.offerLast'));

test('an hour that becomes free at night is offered in the morning, and never a second time', async () => {
  const { chat, free } = await waiting(1);
  await free();
  const nineInTheEvening = Date.UTC(2026, 10, 22, 15);
  for (const time of [0, 3.5, 8, 11.9]) await at(nineInTheEvening + time * hour);
  expect(chat.person.chat).toHaveLength(1);
  for (const time of [12, 13, 14, 15]) await at(nineInTheEvening + time * hour);
  expect(chat.person.chat).toHaveLength(2);
  expect(chat.person.screen()).toContain('10:00 (Bishkek)');
});

test('the third offer says that it is the last, and who booked is offered none', async () => {
  const { chat, free } = await waiting(4);
  for (const isLast of [false, false, true]) {
    await free();
    await at(app.clock.now() + hour);
    expect(isOfferedLast(chat)).toBe(isLast);
  }
  const { chat: booker, free: freeAnother } = await waiting(2);
  await freeAnother();
  await at(app.clock.now() + hour);
  await booker.press('my-booking.offerLook');
  await booker.press('book.confirm');
  await freeAnother();
  const before = booker.person.chat.length;
  await at(app.clock.now() + 2 * hour);
  expect(booker.person.chat).toHaveLength(before);
});

test('an offer that Telegram refuses for now comes a minute later', async () => {
  const { chat, free } = await waiting(1);
  await free();
  app.server.fail({ with: { retryAfter: 1 }, method: 'sendMessage' });
  await at(sceneStart + 60_000);
  expect(chat.person.chat).toHaveLength(1);
  await at(sceneStart + 120_000);
  expect(chat.person.chat).toHaveLength(2);
});

test('one whose answer was lost stays beside the screen when the next comes, and goes with both', async () => {
  const chat = await beginChat(app, 'ru', 'KG');
  const { hour: booked } = await office.book(chat.person, { isReminded: true });
  const [screen] = texts(chat.person);
  app.server.fail({ with: 'late', method: 'sendMessage' });
  await at(booked.slot.startsAt - 24 * hour);
  await at(booked.slot.startsAt - hour);
  const time = '10:00 (Бишкек)';
  expect(texts(chat.person)).toEqual([
    screen,
    chat.words.plain('my-booking.tomorrow', { time }),
    chat.words.plain('my-booking.today', { time }),
  ]);
  await chat.says('/menu');
  expect(chat.person.chat).toHaveLength(1);
  expect(chat.shows('menu.ask')).toBe(true);
});

test('an hour that becomes free is offered in turn, held, and to nobody who has left', async () => {
  const [holder, first, second] = [
    await beginChat(app, 'ru', 'KG'),
    await beginChat(app, 'ky', 'KG'),
    await beginChat(app, 'en', 'KG'),
  ];
  office = await openOfficeInApp(app, [{ ...session(tuesday, 10, 1), title: null }]);
  const { code } = await office.book(holder.person);
  await office.waits(first.person, 'ky');
  await office.waits(second.person, 'en');
  await at(sceneStart + 60_000);
  expect(first.person.chat).toHaveLength(1);
  granted(await office.desk.cancel(code));
  await at(sceneStart + 120_000);
  expect(first.person.chat).toHaveLength(2);
  expect(first.person.screen()).toContain('10:00 (Бишкек)');
  expect(second.person.chat).toHaveLength(1);
  await first.press('my-booking.offerLook');
  expect(first.shows('book.expectFirst')).toBe(true);
  await first.says('/clear');
  await first.press('clear.yes');
  await at(sceneStart + 180_000);
  expect(second.person.screen()).toContain('10:00 (Bishkek)');
});

test('whoever leaves the list at an offer is offered no more, and the hour goes to who is next', async () => {
  const [holder, leaves, next] = [
    await beginChat(app, 'ru', 'KG'),
    await beginChat(app, 'ky', 'KG'),
    await beginChat(app, 'en', 'KG'),
  ];
  office = await openOfficeInApp(app, [{ ...session(tuesday, 10, 1), title: null }]);
  const { code } = await office.book(holder.person);
  await office.waits(leaves.person, 'ky');
  await office.waits(next.person, 'en');
  granted(await office.desk.cancel(code));
  await at(sceneStart + 60_000);
  await leaves.press('book.leave');
  expect(leaves.person.alerts.at(-1)?.text).toBe(leaves.words.plain('book.left'));
  expect(leaves.shows('book.wishAsk')).toBe(true);
  await at(sceneStart + 120_000);
  expect(next.person.screen()).toContain('10:00 (Bishkek)');
  expect(await office.desk.isWaiting(office.aliasOf(leaves.person))).toBe(false);
});

test('an hour that is offered across a border takes place in a way that the person can have', async () => {
  const [holder, waits] = [await beginChat(app, 'en', 'KG'), await beginChat(app, 'en', 'KZ')];
  office = await openOfficeInApp(app, [{ ...session(tuesday, 10, 1), title: null }]);
  const street = { en: 'Street 1', ru: 'Улица 1', ky: 'Көчө 1' };
  const link = { en: 'Link', ru: 'Ссылка', ky: 'Шилтеме' };
  const both = counsellor('room-1', { reach: ['KZ'], ways: ['in_person', 'online'] });
  granted(await office.offering.saveCounsellor(both, { in_person: street, online: link }));
  const { code } = await office.book(holder.person);
  await office.waits(waits.person, 'en', { wish: anyWish('KZ'), zone: zoneOfCity('almaty') });
  granted(await office.desk.cancel(code));
  await at(sceneStart + 60_000);
  await waits.press('my-booking.offerLook');
  expect(waits.screen()).toContain('💻 Online');
  expect(waits.screen()).not.toContain('In person');
  await waits.press('book.confirm');
  expect(waits.screen()).toContain('Link');
  expect(waits.screen()).not.toContain('Street 1');
});
