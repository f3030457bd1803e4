import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCardFeedback } from '../../db/card-feedback.ts';
import { readContactFaults } from '../../db/contact-faults.ts';
import { openKeyring } from '../../db/keyring.ts';
import { parseBookingCode } from '../../domain/booking/booking-code.ts';
import { dayOf } from '../../domain/calendar-day.ts';
import { type OfficeInApp, openOfficeInApp } from '../support/office-in-app.ts';
import { beginChat, type ScriptedChat } from '../support/scripted-chat.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

const hour = 3_600_000;

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/**
 * So much time in which nobody comes. The clock is set back after that: what is found then the program has kept all
 * the while, and it let go of nothing because somebody asked for it.
 */
async function quiet(milliseconds: number): Promise<void> {
  const before = app.clock.now();
  app.clock.now = () => before + milliseconds;
  await app.tell();
  app.clock.now = () => before;
}

test('the chat to which an answer was lost is forgotten when nothing of it can be deleted any more', async () => {
  const chat = await beginChat(app, 'en', 'KG');
  const looksForIt = async (nothing: number) => {
    app.server.fail({ method: 'sendMessage', with: 'late' });
    app.server.fail({ method: 'deleteMessages', with: 500 });
    await chat.says('/about');
    await quiet(nothing);
    const before = app.server.callsOf('deleteMessages').length;
    await chat.says('/menu');
    return app.server.callsOf('deleteMessages').length > before;
  };
  expect(await looksForIt(47 * hour)).toBe(true);
  expect(await looksForIt(48 * hour)).toBe(false);
});

test('who has said that a contact or a tip is wrong is forgotten with the day', async () => {
  const saysSo = async () => {
    const chat = await beginChat(app, 'en', 'KG');
    await chat.says('/sos');
    await chat.press('crisis.whichButton');
    await chat.pressLabel(chat.buttons()[0] as string);
    await chat.says('/tips');
    await chat.press('situations.money');
    await chat.press('tips.feedback');
    await chat.press('tips.tag-wrong');
  };
  for (let chats = 0; chats < 4; chats++) await saysSo();
  await quiet(15 * hour);
  await saysSo();
  await app.restart();
  const keyring = openKeyring(app.keysDirectory, dayOf(app.clock.now()));
  const contacts = [...(await readContactFaults(app.db(), keyring)).values()];
  const tips = (await readCardFeedback(app.db(), keyring)).months.flatMap(({ rows }) => rows.map(({ wrong }) => wrong));
  // The fifth chat of one day would make it "many".
  for (const states of [contacts, tips]) expect(new Set(states)).toEqual(new Set(['none', 'some']));
});

/** Books the first free hour. Whether that was granted; it is given back at once. */
async function books(chat: ScriptedChat, office: OfficeInApp): Promise<boolean> {
  await chat.says('/menu');
  await chat.press('menu.book');
  await chat.press('book.show');
  await chat.pressLabel(chat.buttons()[0] as string);
  await chat.pressLabel(chat.buttons()[0] as string);
  await chat.press('book.confirm');
  if (chat.shows('book.tooMany')) return false;
  const code = parseBookingCode(/\d{4}-\d{4}-\d{4}/.exec(chat.person.alerts.at(-1)?.text ?? '')?.[0] ?? '');
  if (code === null) throw new Error(`no booking:\n${chat.screen()}`);
  await office.desk.cancel(code);
  return true;
}

test('how often a chat has booked is forgotten with the day', async () => {
  const office = await openOfficeInApp(app);
  const chat = await beginChat(app, 'en', 'KG');
  for (let times = 0; times < 4; times++) expect(await books(chat, office)).toBe(true);
  await quiet(14 * hour);
  expect(await books(chat, office)).toBe(false);
  await quiet(15 * hour);
  expect(await books(chat, office)).toBe(true);
});
