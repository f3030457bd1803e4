import { afterAll, beforeAll, expect, it } from 'vitest';
import { openKeyring } from '../../db/keyring.ts';
import { formatBookingCode } from '../../domain/booking/booking-code.ts';
import { dayOf } from '../../domain/calendar-day.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import { asHaystack, createLeakScan, numberNeedles, textNeedles } from '../support/leak-scan.ts';
import { openOfficeInApp } from '../support/office-in-app.ts';
import { beginChat } from '../support/scripted-chat.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { storedIn } from './support/stored.ts';

const hour = 3_600_000;

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/** Somebody who asks for reminders, enters her code in both ways, and gets a reminder. */
async function remindedPerson() {
  const office = await openOfficeInApp(app);
  const chat = await beginChat(app, 'ru', 'KG');
  const { person } = chat;
  const { code, name, hour: booked } = await office.book(person);
  await chat.pressForged('mine:open');
  for (const digit of code) await chat.pressLabel(digit);
  await chat.press('receipt.look');
  await chat.press('my-booking.remindMe');
  await chat.says(formatBookingCode(code));
  app.clock.now = () => booked.slot.startsAt - 24 * hour;
  await app.hear();
  await app.tell();
  expect(person.chat).toHaveLength(2);
  const alias: ChatAlias = office.aliasOf(person);
  const needles = [
    ...numberNeedles('id', BigInt(person.id)),
    ...numberNeedles('alias', BigInt(alias)),
    ...textNeedles('first name', person.user.first_name),
    ...textNeedles('code', code),
    ...textNeedles('code as shown', formatBookingCode(code)),
    ...textNeedles('booking name', name),
  ];
  return { scan: createLeakScan(needles), traits: [String(person.id), String(alias), code, name] };
}

it('what somebody does with a booking in the chat leaves nothing in the database, its files, or the log', {
  timeout: 120_000,
}, async () => {
  const { scan, traits } = await remindedPerson();
  const { dump, files } = await storedIn(app.dataDirectory, openKeyring(app.keysDirectory, dayOf(app.clock.now())));
  expect(scan([...dump, ...files, ...app.log.map((line) => asHaystack('log', line))])).toEqual([]);
  for (const trait of traits)
    expect(scan([asHaystack('a careless table', `before ${trait} after`)]).length).toBeGreaterThan(0);
});
