import { expect } from 'vitest';
import type { Country } from '../../domain/country.ts';
import { nothingSaid } from '../../domain/incident-report/draft.ts';
import { type Language, languages } from '../../domain/language.ts';
import { ownNames } from '../../locales/formats.ts';
import { type TextKey, type Words, wordsIn } from '../../locales/index.ts';
import { answered, type Question, questions } from './form-answers.ts';
import { plainOf, type ScriptedChat } from './scripted-chat.ts';
import { type Chosen, summaryOf, summaryOn } from './summary-of.ts';

/** Leads out of the form; or somewhere that has a test of its own. */
const notWalked = ['report.stop', 'menu.help', 'medical.doctors', 'report.confirm', 'common.sos', 'common.language'];

/** Somebody who presses whatever there is, and keeps in mind what that says. */
export interface FormWalk {
  /** What was chosen so far, worked out from the labels alone. */
  readonly chosen: () => Chosen;
  /** Presses the button that this number falls on, and checks that "back" undoes it. */
  pressAny(number: number): Promise<void>;
  back(): Promise<void>;
  changeLanguage(number: number): Promise<void>;
  /** To urgent help, and back to the very same screen. */
  lookAtHelp(): Promise<void>;
  typeWords(): Promise<void>;
  /** By the shortest way to the summary. */
  goToSummary(): Promise<void>;
  confirm(): Promise<void>;
}

const withoutMark = (label: string) => label.replace(/^✅ /, '');
const withoutMarks = (screen: string) => screen.replaceAll('✅ ', '');
/**
 * Walks through the form of a chat in which it was just opened.
 * @param readers the names of those who may read, by country, as `words` say them
 */
export function walkForm(
  chat: ScriptedChat,
  started: { readonly language: Language; readonly country: Country },
  readersOf: (words: Words) => readonly string[],
): FormWalk {
  let words = wordsIn(started.language);
  let isEditing = false;
  /** Until something is pressed there may be no answers to speak of. */
  let isUntouched = true;
  const trail: string[] = [];
  let chosen: Chosen = {
    country: started.country,
    reader: null,
    ...nothingSaid,
  };

  /** For whoever has to understand a failure. */
  const told = () => trail.join(' · ');
  const shows = (key: TextKey) => chat.screen().includes(plainOf(words.text(key)));
  const question = (): Question => {
    const asked = questions.filter(shows);
    if (asked.length !== 1)
      throw new Error(`It asks ${asked.join(' and ') || 'nothing'}:\n${chat.screen()}\n${told()}`);
    return asked[0] as Question;
  };
  const isKey = (label: string, ...keys: readonly string[]) =>
    keys.some((key) => words.plain(key as TextKey) === label);

  /** A single thing is the main thing. */
  const asReported = (): Chosen => ({
    ...chosen,
    mainType: chosen.types.length === 1 ? (chosen.types[0] ?? 'not_said') : chosen.mainType,
  });

  /** Presses anything, and looks that one screen is there. */
  async function tap(label: string): Promise<void> {
    trail.push(label);
    await chat.pressLabel(label);
    expect(chat.botMessages(), told()).toBe(1);
  }

  async function press(label: string): Promise<void> {
    isUntouched = false;
    const before = question();
    await tap(label);
    const after = question();
    const isEnd = after === 'report.askChange' || after === 'report.notKeptYet';
    const isInNewCountry = before === 'report.askCountry' && after === 'report.askScope';
    isEditing = !isEnd && !isInNewCountry && (isEditing || before === 'report.askChange');
    if (after === 'report.notKeptYet')
      expect(summaryOn(chat.screen(), words), told()).toEqual(summaryOf(words, asReported()));
  }

  async function answer(label: string): Promise<void> {
    chosen = { ...chosen, ...answered(question(), withoutMark(label), { words, chosen, readers: readersOf(words) }) };
    await press(label);
  }

  /** What leads on is undone by "back", and done again; but answers to a list of changes lead back to that list. */
  async function answerAndTryBack(label: string): Promise<void> {
    const [before, screenBefore, wasEditing] = [question(), chat.screen(), isEditing];
    await answer(label);
    const [after, screenAfter] = [question(), chat.screen()];
    const isReturn =
      (wasEditing && after === 'report.askChange') ||
      (before === 'report.askEffects' && after === 'report.notKeptYet') ||
      before === 'medical.soon';
    if (after === before || isReturn) return;
    await press(words.plain('common.back'));
    expect(withoutMarks(chat.screen()), told()).toBe(withoutMarks(screenBefore));
    await press(chat.buttons().find((one) => withoutMark(one) === withoutMark(label)) as string);
    expect(chat.screen(), told()).toBe(screenAfter);
  }

  /** What leads on from this question and says little; undefined where only "back" does. */
  function onward(): string | undefined {
    const asked = question();
    if (asked === 'report.askChange' || asked === 'medical.soon') return undefined;
    const labels = chat.buttons();
    const keys = ['report.myself', 'report.notSay', 'common.next', 'report.skip'] as const;
    const wanted = [...readersOf(words), ...keys.map((key) => words.plain(key))];
    return labels.find((label) => wanted.includes(withoutMark(label))) ?? labels[0];
  }

  return {
    chosen: asReported,
    async pressAny(number) {
      const labels = chat.buttons().filter((label) => !isKey(label, 'common.back', ...notWalked));
      const label = labels[number % labels.length];
      // The windows of the first days lead nowhere but to doctors.
      if (label === undefined) await press(words.plain('common.back'));
      else await answerAndTryBack(label);
    },
    async back() {
      if (question() !== 'report.askWho') await press(words.plain('common.back'));
    },
    async changeLanguage(number) {
      const before = chat.screen();
      await tap(words.plain('common.language'));
      await tap(words.plain('common.back'));
      expect(chat.screen(), told()).toBe(before);
      await tap(words.plain('common.language'));
      const language = languages[number % languages.length] as Language;
      await tap(ownNames[language]);
      const reader = chosen.reader === null ? undefined : readersOf(words).indexOf(chosen.reader);
      words = wordsIn(language);
      if (reader !== undefined) chosen = { ...chosen, reader: readersOf(words)[reader] ?? null };
      question();
    },
    async lookAtHelp() {
      const before = chat.screen();
      await tap(words.plain('common.sos'));
      expect(shows('crisis.first'), told()).toBe(true);
      await tap(words.plain('distress.goOn'));
      expect(chat.screen(), told()).toBe(before);
    },
    async typeWords() {
      const before = question();
      trail.push('typed words');
      await chat.says('they took all that I had');
      const isTold = shows('report.typed') || (isUntouched && shows('anything.text'));
      expect([question(), isTold], told()).toEqual([before, true]);
      // The same screen without the line about it.
      await tap(words.plain('common.language'));
      await tap(words.plain('common.back'));
    },
    async goToSummary() {
      for (let presses = 0; question() !== 'report.notKeptYet'; presses++) {
        expect(presses, told()).toBeLessThan(20);
        const label = onward();
        if (label === undefined) await press(words.plain('common.back'));
        else await answer(label);
      }
    },
    async confirm() {
      await tap(words.plain('report.confirm'));
      expect(shows(chosen.reader === null ? 'report.doneCounted' : 'report.doneRead'), told()).toBe(true);
    },
  };
}
