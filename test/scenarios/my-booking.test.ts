import { describe, expect, test } from 'vitest';
import { formatBookingCode } from '../../domain/booking/booking-code.ts';
import { zoneOfCity } from '../../domain/booking/cities.ts';
import type { OfferedHour } from '../../domain/booking/counselling-desk.ts';
import { weekly } from '../../domain/booking/hours.ts';
import { anyWish } from '../../domain/booking/wish.ts';
import { languages } from '../../domain/language.ts';
import { bookHour, counsellor, granted, session } from '../db/counselling/support/counselling-office.ts';
import { playInBookingScene } from '../support/booking-scene.ts';
import { type OfficeInApp, tuesday } from '../support/office-in-app.ts';
import type { Waiting } from '../support/played-by-hand.ts';
import { beginChat, type ScriptedChat } from '../support/scripted-chat.ts';
import type { TestApp } from '../support/test-app.ts';

const hour = 3_600_000;

let app: TestApp;
let office: OfficeInApp;
let waiting: readonly Waiting[];
playInBookingScene((scene) => {
  ({ app, office, waiting } = scene);
});

async function openWith(chat: ScriptedChat, code: string): Promise<void> {
  await chat.pressForged('mine:open');
  for (const digit of code) await chat.pressLabel(digit);
  await chat.press('receipt.look');
}
/** What stands on the screen, with all that differs from person to person left out. */
const wordsOn = (chat: ScriptedChat) => chat.screen();

describe.each(languages)('my booking in %s', (language) => {
  test('the chat alone says that there is something, and the code says what, from any phone', async () => {
    const [mine, other] = [await beginChat(app, language, 'KG'), await beginChat(app, language, 'KG')];
    const { code, name } = await office.book(mine.person, { language });
    await mine.pressForged('mine:open');
    expect(mine.shows('my-booking.has')).toBe(true);
    expect(mine.screen()).not.toContain('10:00');
    await openWith(other, code);
    expect(other.screen()).toContain('10:00');
    expect(other.shows('my-booking.name', { name })).toBe(true);
    expect(other.shows('my-booking.remindersOff')).toBe(true);
  });

  test('it can be moved to another hour of the organisation, and given back with a second question', async () => {
    const chat = await beginChat(app, language, 'KG');
    const { code, hour: booked } = await office.book(chat.person, { language });
    await openWith(chat, code);
    await chat.press('my-booking.move');
    const [day] = chat.buttons();
    await chat.pressLabel(day as string);
    expect(chat.buttons().filter((label) => label.startsWith('10:00'))).toEqual([]);
    await chat.pressLabel('11:00 Room 1');
    await chat.press('my-booking.toYes');
    expect(chat.shows('my-booking.moved')).toBe(true);
    expect(chat.screen()).toContain('11:00');
    expect((await office.desk.hour(booked.slot.id))?.seatsLeft).toBe(1);
    await chat.press('my-booking.cancel');
    expect(chat.shows('my-booking.sure')).toBe(true);
    await chat.press('my-booking.no');
    expect(await office.desk.look(code)).not.toBeNull();
    await chat.press('my-booking.cancel');
    await chat.press('my-booking.yes');
    expect(chat.shows('my-booking.gone')).toBe(true);
    expect(await office.desk.look(code)).toBeNull();
  });
});

test('a booking, the question about giving it back, and that it is given back, close by themselves', async () => {
  const chat = await beginChat(app, 'en', 'KG');
  const { code } = await office.book(chat.person, { language: 'en' });
  const closing = () => waiting.filter(({ isStopped }) => !isStopped).map(({ milliseconds }) => milliseconds);
  await openWith(chat, code);
  expect(closing()).toEqual([300_000]);
  await chat.press('my-booking.cancel');
  expect(closing()).toEqual([300_000]);
  await chat.press('my-booking.yes');
  expect(closing()).toEqual([300_000]);
  waiting.at(-1)?.pass();
  await app.server.waitFor(() => chat.shows('receipt.neutralFirst'));
});

test('a booking closes by itself also when a press came to nothing', async () => {
  const chat = await beginChat(app, 'en', 'KG');
  const { code } = await office.book(chat.person, { language: 'en' });
  await openWith(chat, code);
  const booking = chat.screen();
  // The screen that the press leads to, and the one that says that it failed: neither can be shown.
  for (const method of ['editMessageText', 'sendMessage']) app.server.fail({ method, with: 400, times: 2 });
  await chat.press('my-booking.cancel');
  expect(chat.screen()).toBe(booking);
  expect(waiting.map(({ isStopped }) => isStopped)).toEqual([false]);
  waiting[0]?.pass();
  await app.server.waitFor(() => chat.shows('receipt.neutralFirst'));
});

/** The hours that may stand in place of a booked one, on the Tuesday of the scene. */
async function toOtherHours(chat: ScriptedChat, code: string): Promise<readonly string[]> {
  await openWith(chat, code);
  await chat.press('my-booking.move');
  await chat.pressLabel(chat.buttons()[0] as string);
  return chat.buttons().filter((label) => /^\d/.test(label));
}

describe('another hour at the same organisation', () => {
  /** Beside Room 1 with its talks from 10 to 13: Oleg, and a group on two Tuesdays and a Wednesday. */
  const offerMore = async () => {
    const { offering } = office;
    await offering.saveCounsellor(counsellor('oleg', { displayName: 'Oleg', reach: ['KZ'] }), null);
    await offering.saveCounsellor(counsellor('groups', { displayName: 'Groups', reach: ['KZ'] }), null);
    await offering.addOffers(counsellor('oleg').id, [weekly(2, 15, 16)]);
    const sessions = [session(tuesday, 17, 12), session('2026-11-25', 18, 12), session('2026-12-01', 17, 12)];
    await offering.addOffers(counsellor('groups').id, sessions);
  };

  test('is a talk alone again, with the name of who it is with', async () => {
    const chat = await beginChat(app, 'en', 'KG');
    await offerMore();
    const { code } = await office.book(chat.person, { language: 'en' });
    expect(await toOtherHours(chat, code)).toEqual(['11:00 Room 1', '12:00 Room 1', '15:00 Oleg']);
    // The Wednesday has nothing but a group.
    await chat.press('common.back');
    expect(chat.buttons()).not.toContain('Wed 25 Nov');
    await chat.pressLabel('Tue 24 Nov');
    await chat.pressLabel('15:00 Oleg');
    expect(chat.screen()).toContain('Oleg, Umbrella · 💻 Online');
    expect(chat.shows('book.seenGroup')).toBe(false);
  });

  test('of a group is a group, which says that others are there', async () => {
    const chat = await beginChat(app, 'en', 'KG');
    await offerMore();
    const sessions = await office.desk.sessions('KG');
    const { code } = await bookHour(office, sessions[0] as OfferedHour, office.aliasOf(chat.person));
    await openWith(chat, code);
    await chat.press('my-booking.move');
    await chat.pressLabel('Wed 25 Nov');
    await chat.pressLabel('18:00 👥 Yoga');
    expect(chat.screen()).toContain('👥 Yoga, Umbrella');
    expect(chat.shows('book.seenGroup')).toBe(true);
  });

  test('is only with who reaches the person where they live', async () => {
    const chat = await beginChat(app, 'en', 'KZ');
    await offerMore();
    const zone = zoneOfCity('almaty');
    const [hour] = await office.desk.freeHours(tuesday, anyWish('KZ'), zone);
    expect(hour?.counsellor.displayName).toBe('Oleg');
    await office.offering.addOffers(counsellor('oleg').id, [weekly(2, 19, 20)]);
    const { code } = await bookHour(office, hour as OfferedHour, office.aliasOf(chat.person), { zone });
    // Oleg's seven in the evening in Bishkek; Room 1 does not reach Kazakhstan.
    expect(await toOtherHours(chat, code)).toEqual(['18:00 Oleg']);
  });

  test('says in which way it takes place where it has not the one that was booked', async () => {
    const chat = await beginChat(app, 'en', 'KG');
    const { code } = await office.book(chat.person, { language: 'en' });
    await toOtherHours(chat, code);
    const rooms = { displayName: 'Room 1', ways: ['in_person'] } as const;
    granted(await office.offering.saveCounsellor(counsellor('room-1', rooms), null));
    await chat.pressLabel('11:00 Room 1');
    expect(chat.screen()).toContain('Room 1, Umbrella · 📍 In person');
    await chat.press('my-booking.toYes');
    expect(chat.screen()).toContain('Room 1, Umbrella · 📍 In person');
  });
});

test('a late cancel is explained by its moment, and done', async () => {
  const chat = await beginChat(app, 'en', 'KG');
  const { code, hour: booked } = await office.book(chat.person);
  app.clock.now = () => booked.slot.startsAt - hour;
  await app.hear();
  await openWith(chat, code);
  await chat.press('my-booking.cancel');
  expect(chat.shows('my-booking.late', { when: 'Mon 23 Nov, 10:00 (Bishkek)' })).toBe(true);
  await chat.press('my-booking.yes');
  expect(await office.desk.look(code)).toBeNull();
});

test('a wrong, a cancelled and a past code get one and the same answer', async () => {
  const chat = await beginChat(app, 'ru', 'KG');
  const [cancelled, past] = [
    await office.book(chat.person),
    await office.book((await beginChat(app, 'ru', 'KG')).person),
  ];
  await office.desk.cancel(cancelled.code);
  const answers = new Set<string>();
  for (const code of ['000000000000', cancelled.code]) {
    await openWith(chat, code);
    answers.add(wordsOn(chat));
  }
  app.clock.now = () => past.hour.slot.endsAt;
  await app.hear();
  await openWith(chat, past.code);
  answers.add(wordsOn(chat));
  expect(answers.size).toBe(1);
  expect(chat.shows('my-booking.unknown')).toBe(true);
});

test('five tries an hour, however they are entered', async () => {
  const chat = await beginChat(app, 'ru', 'KG');
  const { code } = await office.book(chat.person);
  for (let time = 0; time < 5; time++) await openWith(chat, '000000000000');
  await openWith(chat, code);
  expect(chat.shows('receipt.limit')).toBe(true);
});

test('a typed code is accepted and deleted; a report’s code is none here', async () => {
  const chat = await beginChat(app, 'ru', 'KG');
  const { code } = await office.book(chat.person);
  await chat.pressForged('mine:open');
  await chat.says('1234 5678 1234 5678');
  expect(chat.shows('my-booking.notCode')).toBe(true);
  await chat.says(formatBookingCode(code));
  expect(chat.screen()).toContain('10:00');
  expect(chat.person.chat.filter(({ from }) => from === 'person')).toEqual([]);
});

test('reminders can be asked for later, from the phone at hand, and stopped', async () => {
  const [mine, other] = [await beginChat(app, 'ru', 'KG'), await beginChat(app, 'ru', 'KG')];
  const { code, hour: booked } = await office.book(mine.person);
  await openWith(other, code);
  await other.press('my-booking.remindMe');
  expect(other.shows('my-booking.remindersOn')).toBe(true);
  await other.press('book.remindNot');
  expect(other.shows('my-booking.remindersOff')).toBe(true);
  await other.press('my-booking.remindMe');
  app.clock.now = () => booked.slot.startsAt - 24 * hour;
  await app.hear();
  await app.tell();
  expect(other.person.chat).toHaveLength(2);
  expect(mine.person.chat).toHaveLength(1);
});

test.each([true, false])(
  'of an hour that was called off no reminder is spoken of (asked for: %s)',
  async (isReminded) => {
    const chat = await beginChat(app, 'en', 'KG');
    const { code, hour: booked } = await office.book(chat.person, { isReminded });
    granted(await office.offering.callOff(booked.slot.id));
    await openWith(chat, code);
    expect(chat.shows('my-booking.isCalledOff')).toBe(true);
    expect([chat.shows('my-booking.remindersOn'), chat.shows('my-booking.remindersOff')]).toEqual([false, false]);
    const labels = [chat.words.plain('my-booking.remindMe'), chat.words.plain('book.remindNot')];
    expect(chat.buttons().filter((label) => labels.includes(label))).toEqual([]);
    expect(chat.buttons()).toContain(chat.words.plain('my-booking.move'));
  },
);

describe('whoever waits for an hour', () => {
  test('can leave the list where a code is asked for', async () => {
    const chat = await beginChat(app, 'en', 'KG');
    await office.waits(chat.person, 'en');
    await chat.press('menu.book');
    await chat.press('book.mine');
    await chat.press('book.leave');
    expect(chat.person.alerts.at(-1)?.text).toBe(chat.words.plain('book.left'));
    expect(chat.shows('my-booking.hasNothing')).toBe(true);
    expect(chat.buttons()).not.toContain(chat.words.plain('book.leave'));
    expect(await office.desk.isWaiting(office.aliasOf(chat.person))).toBe(false);
  });

  test('is not who has booked alone: nothing is to be left then', async () => {
    const chat = await beginChat(app, 'en', 'KG');
    await office.book(chat.person);
    await chat.pressForged('mine:open');
    expect(chat.shows('my-booking.has')).toBe(true);
    expect(chat.buttons()).not.toContain(chat.words.plain('book.leave'));
  });
});

test('nothing of it can be pressed once the code is forgotten', async () => {
  const chat = await beginChat(app, 'ru', 'KG');
  const { code } = await office.book(chat.person);
  await openWith(chat, code);
  await app.restart();
  office = { ...office };
  for (const data of ['mine:cancel', 'mine:sure', 'mine:days:', 'mine:details', 'mine:remind:y']) {
    await chat.pressForged(data);
    expect(chat.shows('my-booking.ask'), data).toBe(true);
  }
});

describe('/clear with a booking', () => {
  test('says that it stays, and leaves the code valid', async () => {
    const chat = await beginChat(app, 'ru', 'KG');
    const { code } = await office.book(chat.person, { isReminded: true });
    await chat.says('/clear');
    expect(chat.shows('my-booking.clearLine')).toBe(true);
    await chat.press('clear.yes');
    expect(await office.desk.look(code)).toMatchObject({ hasReminders: false });
    await chat.pressForged('mine:open');
    expect(chat.shows('my-booking.hasNothing')).toBe(true);
  });

  test('lets the person give it back first, and leads on to clearing', async () => {
    const chat = await beginChat(app, 'ru', 'KG');
    const { code } = await office.book(chat.person);
    await chat.says('/clear');
    await chat.press('my-booking.clearCancel');
    for (const digit of code) await chat.pressLabel(digit);
    await chat.press('receipt.look');
    await chat.press('my-booking.cancel');
    await chat.press('my-booking.yes');
    await chat.press('my-booking.empty');
    expect(chat.shows('my-booking.clearLine')).toBe(false);
    await chat.press('clear.yes');
    expect(await office.desk.look(code)).toBeNull();
  });

  test('asks nothing where nothing is booked', async () => {
    const chat = await beginChat(app, 'ru', 'KG');
    await chat.says('/clear');
    expect(chat.shows('my-booking.clearLine')).toBe(false);
  });
});
