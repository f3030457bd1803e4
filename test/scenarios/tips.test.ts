import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCopingContent } from '../../db/seed/coping/index.ts';
import { languages } from '../../domain/language.ts';
import { beginChat } from '../support/scripted-chat.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

const content = loadCopingContent();

/** Time that passes only when a test lets it. */
function heldTime() {
  const waiting: { milliseconds: number; pass: () => void }[] = [];
  return {
    waiting,
    wait: (milliseconds: number, signal: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        waiting.push({ milliseconds, pass: resolve });
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
    passNext: () => waiting.shift()?.pass(),
  };
}

let app: TestApp;
const time = heldTime();
beforeAll(async () => {
  app = await startTestApp({ wait: time.wait });
});
afterAll(() => app.stop());

describe.each(languages)('tips in %s', (language) => {
  test('lead from the menu by a situation to a card, another card, people and an exercise', async () => {
    const chat = await beginChat(app, language, 'KG');
    await chat.press('menu.tips');
    await chat.press('situations.panic');
    const cards = content[language].cards.filter(({ situation }) => situation === 'panic');
    expect(chat.screen()).toContain(cards[0]?.title);
    expect(chat.shows('tips.unreviewed')).toBe(true);
    await chat.press('tips.another');
    expect(chat.screen()).toContain(cards[1]?.title);
    const [exercise] = content[language].exercises.filter(({ id }) => cards[1]?.exercises.includes(id));
    await chat.pressLabel(chat.buttons()[0] as string);
    expect(content[language].exercises.map(({ title }) => title)).toContain(exercise?.title);
    expect(chat.shows('tips.exerciseFirst')).toBe(true);
    await chat.says('/tips');
    await chat.press('situations.grief');
    await chat.press('tips.people');
    expect(chat.buttons().length).toBeGreaterThan(3);
  });

  test('an exercise in steps goes at the person’s pace to a kind end', async () => {
    const chat = await beginChat(app, language, 'KG');
    const exercise = content[language].exercises.find(({ id }) => id === 'five-senses');
    if (exercise?.kind !== 'steps') throw new Error('five-senses goes by steps');
    await chat.says('/tips');
    await chat.press('tips.exercisesButton');
    await chat.pressLabel(exercise.title);
    await chat.press('tips.begin');
    for (const step of exercise.steps) {
      expect(chat.screen()).toContain(step.text);
      await chat.press('tips.next');
    }
    expect(chat.screen()).toContain(exercise.after);
    expect(chat.botMessages()).toBe(1);
  });

  test('what a person says of a card is thanked for, on the card', async () => {
    const chat = await beginChat(app, language, 'KG');
    await chat.says('/tips');
    await chat.press('situations.money');
    const card = chat.buttons();
    await chat.press('tips.feedback');
    await chat.press('tips.tag-helped');
    expect(chat.person.alerts.at(-1)?.text).toBe(chat.words.plain('tips.thanks'));
    expect(chat.buttons()).toEqual(card);
  });
});

describe('an exercise with a timer', () => {
  const begin = async () => {
    const chat = await beginChat(app, 'ru', 'KG');
    await chat.pressForged('tips:exercise:slow-breathing');
    time.waiting.splice(0);
    await chat.press('tips.withTimer');
    return chat;
  };

  test('edits one message in place, and no faster than Telegram lets a chat be edited', async () => {
    const chat = await begin();
    expect(chat.shows('tips.phaseIn')).toBe(true);
    expect(time.waiting[0]?.milliseconds).toBeGreaterThanOrEqual(4000);
    time.passNext();
    await app.server.waitFor(() => chat.shows('tips.phaseOut'));
    expect(chat.botMessages()).toBe(1);
  });

  test('stops by itself as soon as the person does anything, and can be taken up again', async () => {
    const chat = await begin();
    await chat.press('tips.pause');
    time.passNext();
    await app.server.settled();
    expect(chat.shows('tips.phaseIn')).toBe(true);
    await chat.press('tips.goOn');
    expect(time.waiting.length).toBeGreaterThan(0);
    await chat.press('tips.stop');
    expect(chat.shows('tips.afterFirst')).toBe(true);
  });

  test('loses only its timer when the program is stopped in the middle', async () => {
    const chat = await begin();
    await app.restart();
    await chat.press('tips.next');
    expect(chat.shows('tips.phaseOut')).toBe(true);
  });

  test.each([400, 500, { retryAfter: 5 }] as const)(
    'goes on by taps at once, and says nothing of it, when Telegram refuses an edit with %j',
    async (refusal) => {
      const chat = await begin();
      const editsBefore = app.server.callsOf('editMessageText').length;
      const fault = app.server.fail({ method: 'editMessageText', with: refusal, times: 1 });
      time.passNext();
      await app.server.waitFor(() => fault.happened === 1);
      await app.server.settled();
      expect(app.server.callsOf('editMessageText').length).toBe(editsBefore + 1);
      await chat.press('tips.next');
      expect(chat.shows('tips.phaseOut')).toBe(true);
      expect(chat.botMessages()).toBe(1);
      expect(app.log.join()).not.toContain('exercise');
    },
  );

  test('goes on by taps, and says nothing of it, when all exercises together would edit too often', async () => {
    // The clock of the tests stands still: all edits fall into one second.
    const crowdTime = heldTime();
    const crowded = await startTestApp({ wait: crowdTime.wait });
    try {
      const chats: Awaited<ReturnType<typeof beginChat>>[] = [];
      for (let i = 0; i < 22; i++) {
        const chat = await beginChat(crowded, 'en', 'KG');
        await chat.pressForged('tips:exercise:slow-breathing');
        await chat.press('tips.withTimer');
        chats.push(chat);
      }
      for (const _ of chats) crowdTime.passNext();
      const moved = () => chats.filter((chat) => chat.shows('tips.phaseOut'));
      await crowded.server.waitFor(() => moved().length === 20);
      await crowded.server.settled();
      const held = chats.filter((chat) => chat.shows('tips.phaseIn'));
      expect(held).toHaveLength(2);
      await held[0]?.press('tips.next');
      expect(held[0]?.shows('tips.phaseOut')).toBe(true);
    } finally {
      await crowded.stop();
    }
  });
});

test('where only reviewed tips are shown, nothing unreviewed is', async () => {
  const strict = await startTestApp({ env: { HIDE_UNREVIEWED_TIPS: 'yes' } });
  try {
    const chat = await beginChat(strict, 'en', 'KG');
    expect(chat.buttons()).not.toContain(chat.words.plain('menu.tips'));
    await chat.says('/tips');
    expect(chat.screen()).toContain(chat.words.plain('tips.noneYet'));
  } finally {
    await strict.stop();
  }
});
