import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { languages } from '../../domain/language.ts';
import { playedByHand } from '../support/played-by-hand.ts';
import { beginChat, type ScriptedChat } from '../support/scripted-chat.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

const start = Date.UTC(2026, 10, 22, 9);
/** The example's support group is on Wednesdays at six, in Berlin. */
const dayBeforeSession = Date.UTC(2026, 10, 24, 17);
const { wait, waiting } = playedByHand();

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ isPreview: true, wait });
});
afterAll(() => app.stop());

const marked = (chat: ScriptedChat) => expect(chat.screen()).toContain(chat.words.plain('book.exampleMark'));

/** A chat of the preview; every press leads to a screen of booking, which must bear the mark. */
async function beginMarked(language: (typeof languages)[number]) {
  const chat = await beginChat(app, language, 'KG');
  const press: ScriptedChat['press'] = async (key) => {
    await chat.press(key);
    marked(chat);
  };
  const pressFirst = async () => {
    await chat.pressLabel(chat.buttons()[0] as string);
    marked(chat);
  };
  const enter = async (code: string) => {
    await chat.says(code);
    marked(chat);
  };
  return { ...chat, press, pressFirst, enter };
}

const lastCode = ({ person }: ScriptedChat) => (person.alerts.at(-1)?.text ?? '').replace(/-/g, '').slice(0, 12);

describe.each(languages)('every screen of the example hours says that nothing is sent, in %s', (language) => {
  test('from what matters to the booked hour, and what comes when time is over', async () => {
    app.clock.now = () => start;
    const chat = await beginMarked(language);
    await chat.press('menu.book');
    await chat.press('book.topic');
    await chat.press('common.back');
    await chat.press('book.remember');
    await chat.press('book.show');
    await chat.press('book.later');
    await chat.pressFirst();
    await chat.pressFirst();
    await chat.press('book.good');
    await chat.press('common.back');
    app.clock.now = () => start + 301_000;
    waiting.at(-1)?.pass();
    await expect.poll(() => chat.shows('book.expired')).toBe(true);
    marked(chat);
    await chat.pressFirst();
    await chat.press('book.confirm');
    await chat.press('book.remind');
    await chat.press('book.goOn');
    await chat.says('/book');
    marked(chat);
  });

  test('my booking, from the keypad to giving it back', async () => {
    app.clock.now = () => start;
    const chat = await beginMarked(language);
    await chat.press('menu.book');
    await chat.press('book.show');
    await chat.pressFirst();
    await chat.pressFirst();
    await chat.press('book.confirm');
    const code = lastCode(chat);
    await chat.says('/book');
    await chat.press('book.mine');
    await chat.enter('000000000000');
    await chat.press('receipt.again');
    await chat.enter(code);
    expect(chat.shows('my-booking.first')).toBe(true);
    await chat.press('my-booking.remindMe');
    await chat.press('my-booking.move');
    await chat.pressFirst();
    await chat.pressFirst();
    await chat.press('my-booking.toYes');
    expect(chat.shows('my-booking.moved')).toBe(true);
    waiting.at(-1)?.pass();
    await expect.poll(() => chat.shows('receipt.neutralFirst')).toBe(true);
    marked(chat);
    await chat.pressForged('mine:open');
    await chat.enter(code);
    await chat.press('my-booking.cancel');
    await chat.press('my-booking.yes');
    expect(chat.shows('my-booking.gone')).toBe(true);
    await chat.pressForged('mine:open');
    await chat.pressLabel('7');
    await chat.press('receipt.erase');
    for (let tries = 0; tries < 5; tries++) await chat.enter('000000000000');
    expect(chat.shows('receipt.limit')).toBe(true);
  });

  test('group sessions, the wait list, and what comes by itself', async () => {
    app.clock.now = () => start;
    const [chat, waits] = [await beginMarked(language), await beginMarked(language)];
    await chat.press('menu.meet');
    await chat.pressFirst();
    await chat.press('book.confirm');
    await chat.press('book.remind');
    await waits.pressForged('book:wait:haaaa-KG-fru');
    expect(waits.shows('book.waiting')).toBe(true);
    marked(waits);
    await app.tell();
    expect(waits.botMessages()).toBe(2);
    marked(waits);
    await waits.press('my-booking.offerLook');
    await waits.press('book.otherHours');
    await waits.pressForged('book:leave:haaaa-KG-fru');
    marked(waits);
    app.clock.now = () => dayBeforeSession;
    await app.hear();
    await app.tell();
    expect(chat.botMessages()).toBe(2);
    marked(chat);
  });
});
