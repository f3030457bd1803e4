import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCopingContent } from '../../db/seed/coping/index.ts';
import { situations } from '../../domain/coping-tip.ts';
import { framesOf, type PacedExercise } from '../../domain/exercise.ts';
import { type Language, languages } from '../../domain/language.ts';
import { open } from '../../handlers/callback-data.ts';
import { beginChat, type ScriptedChat } from '../support/scripted-chat.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

const content = loadCopingContent();
const pacedIn = (language: Language) =>
  content[language].exercises.filter((one): one is PacedExercise => one.kind === 'paced');

/** Time that passes at once, and that the program sees pass. */
let milliseconds = 0;
let hasTimers = false;
const wait = async (wanted: number, signal: AbortSignal) => {
  if (!hasTimers)
    return new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  milliseconds += wanted;
};

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ wait });
  const begun = app.clock.now();
  app.clock.now = () => begun + milliseconds;
});
afterAll(() => app.stop());

describe.each(languages)('in %s', (language) => {
  test('every situation shows each of its cards, with people, an exercise or another card beside it', async () => {
    const chat = await beginChat(app, language, 'KG');
    for (const situation of situations) {
      const cards = content[language].cards.filter((card) => card.situation === situation);
      await chat.pressForged('tips:open');
      await chat.press(`situations.${situation}`);
      for (const card of cards) {
        const screen = chat.screen();
        for (const line of [card.title, ...card.lines, ...(card.notWhen ? [card.notWhen] : [])]) {
          expect(screen, `${situation} ${card.id}`).toContain(line);
        }
        const labels = chat.buttons();
        expect(labels).toContain(chat.words.plain('tips.people'));
        expect(labels).toContain(chat.words.plain('tips.feedback'));
        for (const id of card.exercises) {
          expect(labels).toContain(content[language].exercises.find((one) => one.id === id)?.title);
        }
        await chat.press('tips.another');
      }
      expect(chat.screen(), 'round to the first').toContain(cards[0]?.title);
    }
    expect(chat.botMessages()).toBe(1);
  });

  test('every exercise goes by taps to its kind end, and stops at one tap', async () => {
    const chat = await beginChat(app, language, 'KG');
    for (const exercise of content[language].exercises) {
      await begin(chat, exercise.title, exercise.kind === 'steps' ? 'tips.begin' : 'tips.ownPace');
      const screens = exercise.kind === 'steps' ? exercise.steps.length : framesOf(exercise).length;
      if (exercise.kind === 'paced') {
        await chat.press('tips.next');
        // All rounds look alike: on with the last.
        const last = { exercise: exercise.id, variant: null, frame: screens - 1, mode: 'tap' } as const;
        await chat.pressForged(open('tips:frame', last));
        await chat.press('tips.next');
      } else {
        for (const { text } of exercise.steps) {
          expect(chat.screen()).toContain(text);
          await chat.press('tips.next');
        }
      }
      expect(chat.screen(), exercise.id).toContain(exercise.after);
      await chat.press('tips.again');
      await chat.press(exercise.kind === 'steps' ? 'tips.begin' : 'tips.ownPace');
      expect(chat.buttons()).toContain(chat.words.plain('tips.somethingElse'));
      await chat.press('tips.stop');
      expect(chat.screen(), exercise.id).toContain(exercise.after);
    }
    expect(chat.botMessages()).toBe(1);
  });

  test('every exercise with a timer goes to its end by itself, in the time that it says', async () => {
    const chat = await beginChat(app, language, 'KG');
    for (const exercise of pacedIn(language)) {
      hasTimers = true;
      const begun = milliseconds;
      await begin(chat, exercise.title, 'tips.withTimer');
      await app.server.waitFor(() => chat.screen().includes(exercise.after), 20_000);
      await app.server.settled();
      hasTimers = false;
      const seconds = framesOf(exercise).reduce((sum, frame) => sum + frame.seconds, 0);
      expect(milliseconds - begun, exercise.id).toBe(seconds * 1000);
    }
    expect(chat.botMessages()).toBe(1);
  });
});

async function begin(chat: ScriptedChat, title: string, start: 'tips.begin' | 'tips.ownPace' | 'tips.withTimer') {
  await chat.says('/tips');
  await chat.press('tips.exercisesButton');
  await chat.pressLabel(title);
  await chat.press(start);
}
