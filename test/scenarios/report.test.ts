import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { languages } from '../../domain/language.ts';
import { createDeskInMemory, type DeskInMemory, readerNamed } from '../support/desk-in-memory.ts';
import { playedByHand } from '../support/played-by-hand.ts';
import { beginChat, openChat, type ScriptedChat } from '../support/scripted-chat.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

let app: TestApp;
const desk: DeskInMemory = createDeskInMemory();
const { wait, waiting } = playedByHand();
beforeAll(async () => {
  app = await startTestApp({ desk, wait });
});
beforeEach(() => {
  desk.received.clear();
  desk.readers.set('KG', [readerNamed('tais-plus')]);
  waiting.splice(0);
});
afterAll(() => app.stop());

const minutes = (count: number) => count * 60_000;
const later = async (milliseconds: number) => {
  const before = app.clock.now();
  app.clock.now = () => before + milliseconds;
  // The first update after a leap looks like one that waited for long: it is a stranger's.
  openChat(app, 'en').person.sends('hello');
  await app.server.settled();
};

/** From the menu to the summary, with one answer a step. */
async function toSummary(chat: ScriptedChat, who = 'report.onlyCount' as const): Promise<void> {
  await chat.press('menu.report');
  await chat.press('report.myself');
  await chat.press(who);
  await chat.press('areas.KG-GB');
  await chat.press('incident.V01');
  await chat.press('common.next');
}

const only = () => [...desk.received.values()][0];
const alerts = (chat: ScriptedChat) => chat.person.alerts.map(({ text }) => text ?? '');
const codeIn = (text: string | undefined) => /\d{4}-\d{4}-\d{4}-\d{4}/.exec(text ?? '')?.[0] ?? 'no code';

describe.each(languages)('in %s', (language) => {
  test('the short way is seven taps from the menu; nothing is saved before the last', async () => {
    const chat = await beginChat(app, language, 'KG');
    await toSummary(chat);
    expect(chat.shows('report.notKeptYet')).toBe(true);
    expect(desk.received.size).toBe(0);
    await chat.press('report.confirm');
    expect(only()).toEqual({
      country: 'KG',
      recipient: null,
      area: 'KG-GB',
      types: ['V01'],
      mainType: 'V01',
      perpetrators: [],
      when: 'not_said',
      setting: 'not_said',
      effects: [],
      forSomebodyElse: false,
    });
    expect(chat.shows('report.doneCounted')).toBe(true);
    expect(codeIn(alerts(chat).at(-1)).replaceAll('-', '')).toBe([...desk.received.keys()][0]);
    expect(alerts(chat).at(-1)?.length).toBeLessThanOrEqual(200);
    expect(chat.botMessages()).toBe(1);
  });

  test('an organisation reads every detail that was chosen, and the summary says each of them', async () => {
    const chat = await beginChat(app, language, 'KG');
    await chat.press('menu.report');
    await chat.press('report.somebodyElse');
    await chat.pressLabel({ en: 'Tais Plus', ru: 'Таис Плюс', ky: 'Таис Плюс' }[language]);
    await chat.press('report.countryOnly');
    for (const type of ['V02', 'V07'] as const) await chat.press(`incident.${type}`);
    await chat.press('common.next');
    await chat.press('incident.V07');
    await chat.press('report.details');
    await chat.press('incident.P02', { context: 'militia' });
    await chat.press('common.next');
    await chat.press('incident.T1');
    await chat.press('incident.S04');
    await chat.press('incident.E04');
    expect(alerts(chat).at(-1)).toBe(chat.words.plain('report.alertNeck'));
    await chat.press('incident.E01');
    await chat.press('common.next');
    for (const code of ['V02', 'V07', 'T1', 'S04', 'E01', 'E04'] as const) {
      expect(chat.screen()).toContain(chat.words.plain(`incident.${code}`));
    }
    await chat.press('report.confirm');
    expect(only()).toEqual({
      country: 'KG',
      recipient: 'tais-plus',
      area: 'country_only',
      types: ['V02', 'V07'],
      mainType: 'V07',
      perpetrators: ['P02'],
      when: 'T1',
      setting: 'S04',
      effects: ['E01', 'E04'],
      forSomebodyElse: true,
    });
    expect(chat.shows('report.doneRead')).toBe(true);
  });

  test('an answer can be looked at with the code, and the report withdrawn', async () => {
    const chat = await beginChat(app, language, 'KG');
    await toSummary(chat);
    await chat.press('report.confirm');
    const code = codeIn(alerts(chat).at(-1));
    desk.answers.set(code.replaceAll('-', '') as never, ['We can help <you> & others', 'Come to evil.example']);
    await chat.says('/code');
    for (const digit of code.replaceAll('-', '')) await chat.pressLabel(digit);
    await chat.press('receipt.look');
    expect(chat.screen()).toContain('We can help <you> & others');
    expect(chat.screen()).not.toContain('evil');
    expect(chat.shows('receipt.withheld')).toBe(true);
    expect(chat.shows('receipt.never')).toBe(true);
    await chat.press('receipt.withdraw');
    expect(chat.shows('receipt.notRead')).toBe(true);
    await chat.press('receipt.yes');
    expect(chat.shows('receipt.gone')).toBe(true);
    expect(desk.received.size).toBe(0);
  });
});

describe('a form in progress', () => {
  test('keeps its answers when the language is changed in the middle', async () => {
    const chat = await beginChat(app, 'ru', 'KG');
    await toSummary(chat);
    await chat.press('common.language');
    await chat.pressLabel('English');
    expect(chat.screen()).toContain('Demanded money');
    await chat.pressLabel('✅ Confirm');
    expect(only()?.types).toEqual(['V01']);
  });

  test('keeps its answers over urgent help by the button, and over words of distress', async () => {
    const chat = await beginChat(app, 'en', 'KG');
    await toSummary(chat);
    await chat.press('common.sos');
    expect(chat.shows('crisis.noPerson')).toBe(true);
    await chat.press('crisis.tracesButton');
    await chat.press('common.back');
    await chat.press('distress.goOn');
    expect(chat.shows('report.notKeptYet')).toBe(true);
    await chat.says('I want to kill myself');
    expect(chat.shows('distress.ask')).toBe(true);
    await chat.press('distress.no');
    await chat.press('distress.goOn');
    await chat.press('report.confirm');
    expect(only()?.types).toEqual(['V01']);
  });

  test('goes on after the program was started again: it is in the buttons', async () => {
    const chat = await beginChat(app, 'en', 'KG');
    await toSummary(chat);
    await app.restart();
    await chat.press('common.sos');
    await chat.press('distress.goOn');
    await chat.press('report.confirm');
    expect(only()?.types).toEqual(['V01']);
  });

  test('answers typed words kindly, deletes them and keeps the answers; it never confirms by itself', async () => {
    const chat = await beginChat(app, 'en', 'KG');
    await toSummary(chat);
    await chat.says('they took all my money');
    expect(chat.shows('report.typed')).toBe(true);
    expect(chat.screen()).toContain('Demanded money');
    expect(chat.person.chat.filter(({ from }) => from !== 'bot')).toEqual([]);
    await chat.press('report.confirm');
    await chat.says('thank you');
    expect(desk.received.size).toBe(1);
    expect(chat.shows('report.doneCode')).toBe(true);
  });

  test('is gone after "stop", and the chat says that nothing was kept', async () => {
    const chat = await beginChat(app, 'en', 'KG');
    await toSummary(chat);
    await chat.press('report.stop');
    expect(chat.shows('menu.ask')).toBe(true);
    expect(alerts(chat).at(-1)).toBe(chat.words.plain('report.stopped'));
  });

  test('asks for the country where none of ours is known', async () => {
    const chat = await beginChat(app, 'en', 'INT' as never);
    await chat.press('menu.report');
    await chat.press('report.myself');
    expect(chat.shows('report.askCountry')).toBe(true);
    await chat.press('places.TR');
    expect(chat.shows('report.noReaders')).toBe(true);
    await chat.press('report.onlyCount');
    await chat.press('areas.marmara');
    expect(chat.buttons()).toContain(chat.words.plain('report.more'));
  });
});

describe('a confirmation', () => {
  test('older than ten minutes saves nothing, says so, and keeps the answers', async () => {
    const chat = await beginChat(app, 'en', 'KG');
    await toSummary(chat);
    await later(minutes(11));
    await chat.press('report.confirm');
    expect(chat.shows('report.stale')).toBe(true);
    expect(desk.received.size).toBe(0);
    await chat.press('report.confirm');
    expect(desk.received.size).toBe(1);
  });

  test('pressed twice is one report with one code', async () => {
    const chat = await beginChat(app, 'en', 'KG');
    await toSummary(chat);
    chat.person.presses(chat.words.plain('report.confirm'));
    chat.person.presses(chat.words.plain('report.confirm'));
    await app.server.settled();
    expect(desk.received.size).toBe(1);
    expect(new Set(alerts(chat).slice(-2).map(codeIn)).size).toBe(1);
  });

  test('says "not saved" while the database is away, and can be tried again with the same answers', async () => {
    const chat = await beginChat(app, 'en', 'KG');
    await toSummary(chat);
    desk.isAway = true;
    await chat.press('report.confirm');
    expect(chat.shows('errors.notSaved')).toBe(true);
    desk.isAway = false;
    await chat.press('common.tryAgain');
    expect(only()?.types).toEqual(['V01']);
  });

  test('to an organisation that no longer takes reports saves nothing and lets the person choose again', async () => {
    const chat = await beginChat(app, 'en', 'KG');
    await chat.press('menu.report');
    await chat.press('report.myself');
    await chat.pressLabel('Tais Plus');
    await chat.press('report.countryOnly');
    await chat.press('report.skip');
    desk.readers.clear();
    await chat.press('report.confirm');
    expect(chat.shows('report.noKey')).toBe(true);
    expect(desk.received.size).toBe(0);
  });

  test('a button that was copied from another chat opens nothing', async () => {
    const anna = await beginChat(app, 'en', 'KG');
    await toSummary(anna);
    const send = anna.person.callbackData.find((data) => data.startsWith('report:send:')) ?? '';
    const bela = await beginChat(app, 'en', 'KG');
    await bela.pressForged(send);
    expect(bela.shows('report.gone')).toBe(true);
    expect(desk.received.size).toBe(0);
  });

  test('a third one a day from a chat is not saved, and says why; for others ten are', async () => {
    const chat = await beginChat(app, 'en', 'KG');
    for (let count = 0; count < 3; count++) {
      await chat.says('/menu');
      await toSummary(chat);
      await chat.press('report.confirm');
    }
    expect(desk.received.size).toBe(2);
    expect(chat.shows('report.cap', { count: 2 })).toBe(true);
  });
});

describe('after a report was saved', () => {
  const saved = async () => {
    const chat = await beginChat(app, 'en', 'KG');
    await toSummary(chat);
    await chat.press('report.confirm');
    return chat;
  };

  test('the code is shown again for ten minutes', async () => {
    const chat = await saved();
    const code = codeIn(alerts(chat).at(-1));
    await later(minutes(9));
    await chat.press('report.showCode');
    expect(codeIn(alerts(chat).at(-1))).toBe(code);
    await later(minutes(2));
    await chat.press('report.showCode');
    expect(alerts(chat).at(-1)).toBe(chat.words.plain('report.codeOver'));
  });

  test('the message turns neutral by itself after ten minutes', async () => {
    const chat = await saved();
    expect(waiting.at(-1)?.milliseconds).toBe(minutes(10));
    waiting.at(-1)?.pass();
    await app.server.waitFor(() => chat.shows('report.after'));
    expect(chat.buttons()).not.toContain(chat.words.plain('report.showCode'));
  });

  test('help leads to people and to what is worth doing soon', async () => {
    const chat = await saved();
    await chat.press('report.goOn');
    await chat.press('report.medical');
    expect(chat.shows('medical.hiv')).toBe(true);
    await chat.press('common.back');
    await chat.press('report.lawyer');
    expect(chat.shows('help.listFirst')).toBe(true);
  });
});

describe('a code', () => {
  test('is accepted when it is typed, deleted at once, and nothing else is', async () => {
    const chat = await beginChat(app, 'en', 'KG');
    await toSummary(chat);
    await chat.press('report.confirm');
    const code = codeIn(alerts(chat).at(-1));
    await chat.says('/code');
    await chat.says('what is this');
    expect(chat.shows('receipt.notCode')).toBe(true);
    await chat.says(code);
    expect(chat.shows('receipt.found')).toBe(true);
    expect(chat.person.chat.filter(({ from }) => from !== 'bot')).toEqual([]);
  });

  test('that is wrong is answered like one that was withdrawn', async () => {
    const chat = await beginChat(app, 'en', 'KG');
    await toSummary(chat);
    await chat.press('report.confirm');
    const code = codeIn(alerts(chat).at(-1));
    await desk.withdraw(code.replaceAll('-', '') as never);
    await chat.says('/code');
    await chat.says(code);
    const gone = chat.screen();
    await chat.press('receipt.again');
    await chat.says('0000 0000 0000 0000');
    expect(chat.screen()).toBe(gone);
  });

  test('is not tried when the fault is ours', async () => {
    const chat = await beginChat(app, 'en', 'KG');
    await toSummary(chat);
    await chat.press('report.confirm');
    const code = codeIn(alerts(chat).at(-1));
    await chat.says('/code');
    desk.isAway = true;
    for (let count = 0; count < 6; count++) await chat.says(code);
    expect(chat.shows('errors.notSaved')).toBe(true);
    desk.isAway = false;
    await chat.says(code);
    expect(chat.shows('receipt.found')).toBe(true);
  });

  test('can be tried five times an hour in one chat; taps are not tries', async () => {
    const chat = await beginChat(app, 'en', 'KG');
    await chat.says('/code');
    for (let tap = 0; tap < 20; tap++) await chat.pressLabel('7');
    for (let count = 0; count < 5; count++) await chat.says('1111222233334444');
    expect(chat.shows('receipt.unknown')).toBe(true);
    await chat.says('1111222233334444');
    expect(chat.shows('receipt.limit')).toBe(true);
    await later(minutes(61));
    await chat.says('1111222233334444');
    expect(chat.shows('receipt.unknown')).toBe(true);
  });

  const saved = async () => {
    const chat = await beginChat(app, 'en', 'KG');
    await toSummary(chat);
    await chat.press('report.confirm');
    const code = codeIn(alerts(chat).at(-1));
    await chat.says('/code');
    return { chat, code };
  };
  /** What stands there closes by itself after five minutes. */
  const closes = async (chat: ScriptedChat) => {
    expect(waiting.filter(({ isStopped }) => !isStopped)).toEqual([
      expect.objectContaining({ milliseconds: minutes(5) }),
    ]);
    waiting.at(-1)?.pass();
    await app.server.waitFor(() => chat.shows('receipt.neutralFirst'));
  };

  test('is gone from memory after ten minutes, though the person has left and nobody else came', async () => {
    const { chat } = await saved();
    for (const digit of '1234') await chat.pressLabel(digit);
    expect(chat.screen()).toContain('1234');
    const before = app.clock.now();
    app.clock.now = () => before + minutes(10);
    await app.tell();
    // Set back: nothing can be gone because its time is over when somebody asks for it.
    app.clock.now = () => before;
    await chat.press('receipt.erase');
    expect(chat.screen()).toContain('____ ____ ____ ____');
  });

  test('leaves no answer on the screen after five minutes', async () => {
    const { chat, code } = await saved();
    await chat.says(code);
    await closes(chat);
  });

  test('leaves neither the question about withdrawing nor its end on the screen after five minutes', async () => {
    const first = await saved();
    await first.chat.says(first.code);
    await first.chat.press('receipt.withdraw');
    expect(first.chat.shows('receipt.sure')).toBe(true);
    await closes(first.chat);

    waiting.splice(0);
    const second = await saved();
    await second.chat.says(second.code);
    await second.chat.press('receipt.withdraw');
    await second.chat.press('receipt.yes');
    expect(second.chat.shows('receipt.gone')).toBe(true);
    await closes(second.chat);
  });

  test('leaves no answer on the screen when a digit was tapped while the code was looked up', async () => {
    const { chat, code } = await saved();
    desk.answers.set(code.replaceAll('-', '') as never, ['We can help']);
    for (const digit of code.replaceAll('-', '')) await chat.pressLabel(digit);
    chat.person.presses(chat.words.plain('receipt.look'));
    chat.person.presses('7');
    await app.server.settled();
    expect(chat.screen()).not.toContain('We can help');
    expect(chat.shows('receipt.first')).toBe(true);
    expect(chat.screen()).toContain('7___');
  });
});
