import { expect, test } from 'vitest';
import type { OfferId } from '../../db/counselling/offering-desk.ts';
import type { SlotId } from '../../domain/booking/slot.ts';
import { anything, bishkek, granted, session } from '../db/counselling/support/counselling-office.ts';
import { playInBookingScene, sceneStart } from '../support/booking-scene.ts';
import { type OfficeInApp, openOfficeInApp, tuesday } from '../support/office-in-app.ts';
import { beginChat, type ScriptedChat } from '../support/scripted-chat.ts';
import type { TestApp } from '../support/test-app.ts';

/** What somebody hears whose hour went while it was held, or after its time. */

let app: TestApp;
let office: OfficeInApp;
playInBookingScene((scene) => {
  ({ app, office } = scene);
});

const hour = 3_600_000;

const at = async (moment: number) => {
  app.clock.now = () => moment;
  await app.hear();
  await app.tell();
};

/** From the menu to the Tuesday's hour at ten, which is held then. */
async function holdAtTen(chat: ScriptedChat): Promise<SlotId> {
  const [first] = await office.desk.freeHours(tuesday, anything, bishkek);
  await chat.press('menu.book');
  await chat.press('book.show');
  await chat.pressLabel('Tue 24 Nov');
  await chat.pressLabel('10:00 · Room 1 💻📍');
  expect(chat.shows('book.expectFirst')).toBe(true);
  return first?.slot.id as SlotId;
}

const hoursOn = (chat: ScriptedChat) => chat.buttons().filter((label) => /^\d\d:/.test(label));

test('an offer that was let pass, and went to who is next, is not said to be free', async () => {
  const [holder, late, next] = [
    await beginChat(app, 'ru', 'KG'),
    await beginChat(app, 'en', 'KG'),
    await beginChat(app, 'ky', 'KG'),
  ];
  office = await openOfficeInApp(app, [{ ...session(tuesday, 10, 1), title: null }]);
  const { code } = await office.book(holder.person);
  await office.waits(late.person, 'en');
  await office.waits(next.person, 'ky');
  granted(await office.desk.cancel(code));
  await at(sceneStart + 60_000);
  await at(sceneStart + hour + 120_000);
  await next.press('my-booking.offerLook');
  await next.press('book.confirm');
  await late.press('my-booking.offerLook');
  expect(late.shows('book.expiredFirst')).toBe(true);
  expect(late.shows('book.expiredGone')).toBe(true);
  expect(late.shows('book.expired')).toBe(false);
  expect(hoursOn(late)).toEqual([]);
  // An offer is held for an hour, not for five minutes.
  expect(late.screen()).not.toMatch(/five/i);
});

test('an hour that was called off is not said to be free when its time is over', async () => {
  const chat = await beginChat(app, 'en', 'KG');
  const slot = await holdAtTen(chat);
  granted(await office.offering.callOff(slot));
  await at(sceneStart + 301_000);
  await chat.press('book.good');
  expect(chat.shows('book.expiredGone')).toBe(true);
  expect(hoursOn(chat)).toEqual(['11:00 · Room 1 💻📍', '12:00 · Room 1 💻📍']);
});

test('an hour that nobody took since is offered once more', async () => {
  const chat = await beginChat(app, 'en', 'KG');
  await holdAtTen(chat);
  await at(sceneStart + 301_000);
  await chat.press('book.good');
  expect(chat.shows('book.expired')).toBe(true);
  expect(hoursOn(chat)[0]).toBe('10:00 · Room 1 💻📍');
});

test('whoever confirms an hour that was called off meanwhile hears so', async () => {
  const chat = await beginChat(app, 'en', 'KG');
  granted(await office.offering.callOff(await holdAtTen(chat)));
  await chat.press('book.confirm');
  expect(chat.shows('book.calledOff')).toBe(true);
  expect(hoursOn(chat)).toHaveLength(2);
});

test('whoever confirms an hour that was withdrawn meanwhile hears that it is no longer offered', async () => {
  const chat = await beginChat(app, 'en', 'KG');
  await holdAtTen(chat);
  const [room] = await office.offering.counsellors();
  granted(await office.offering.exceptDay(room?.offers[0]?.id as OfferId, tuesday));
  await chat.press('book.confirm');
  expect(chat.shows('book.noSuchHour')).toBe(true);
  expect(chat.shows('book.holdOver')).toBe(false);
});
