import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadCopingContent } from '../../db/seed/coping/index.ts';
import { offeredSituations, onlyReviewed, situations } from '../../domain/coping-tip.ts';
import { isReviewed } from '../../domain/evidence.ts';
import { framesOf, shortestFrameSeconds } from '../../domain/exercise.ts';
import { type Language, languages } from '../../domain/language.ts';
import { needCodes } from '../../domain/referral-search.ts';
import { familiarWords } from '../locales/checks/address.ts';
import { mixedWords } from '../locales/checks/alphabets.ts';
import { avoidedWords } from '../locales/checks/avoided-words.ts';
import { longSentences } from '../locales/checks/sentences.ts';

const own = new URL('../../db/seed/coping/', import.meta.url);
const content = loadCopingContent();

/** About twelve words: two more where the sentence would be worse in two. */
const mostWords = 14;
/** Sentences that are longer, each for a reason. */
const longerForAReason: readonly string[] = [];

/** Words that blame or promise; "not your fault" is neither. */
const blame: Readonly<Record<Language, RegExp>> = {
  en: /(?<!not |n't |never )your (own )?fault|you should have|why did(n't)? you|asked for it|you will feel better|you must/i,
  ru: /(?<!не )(вы|сами) виноват|надо было|почему вы не|сами напросились|вам станет лучше|вы должны/i,
  ky: /өзүңүз күнөөлүү|күнөөлүүсүз|эмне үчүн сиз|сизге жакшы болот деп|сиз милдеттүүсүз/i,
};

function textsOf(language: Language): readonly string[] {
  const { cards, exercises } = content[language];
  return [
    ...cards.flatMap(({ title, lines, notWhen }) => [title, ...lines, ...(notWhen ? [notWhen] : [])]),
    ...exercises.flatMap(({ title, intro, notWhen, after }) => [title, ...intro, ...notWhen, after]),
    ...exercises.flatMap((one) => (one.kind === 'steps' ? one.steps.map(({ text }) => text) : [])),
  ];
}

describe.each(languages)('the tips and exercises in %s', (language) => {
  const { cards, exercises } = content[language];

  test('are all there: every item in this language too', () => {
    for (const kind of ['cards', 'exercises']) {
      const ids = readdirSync(new URL(kind, own));
      expect(ids.length).toBeGreaterThan(9);
      for (const id of ids) expect(readdirSync(new URL(`${kind}/${id}`, own)), id).toContain(`${language}.json`);
    }
  });

  test('have at least two cards for each situation, and each leads on to people', () => {
    for (const situation of situations) {
      expect(cards.filter((card) => card.situation === situation).length, situation).toBeGreaterThanOrEqual(2);
    }
    for (const { need } of cards) expect(needCodes).toContain(need);
  });

  test('hold nothing that our words avoid, and mix no alphabets', () => {
    const faults = (text: string) => [
      ...mixedWords(text),
      ...avoidedWords(text, language),
      ...familiarWords(text, language),
    ];
    expect(textsOf(language).flatMap(faults)).toEqual([]);
  });

  test('say one thing a sentence, in about twelve words', () => {
    const long = textsOf(language).flatMap((text) => longSentences(text, mostWords));
    expect(long.filter((sentence) => !longerForAReason.some((part) => sentence.includes(part)))).toEqual([]);
  });

  test('put no more than four lines on a card, and on the screen before an exercise', () => {
    for (const { id, lines, notWhen } of cards) {
      expect(lines.length + (notWhen ? 1 : 0), id).toBeLessThanOrEqual(4);
    }
    for (const { id, intro, notWhen } of exercises) {
      expect(intro.length, id).toBeGreaterThan(0);
      expect(notWhen.length, id).toBeGreaterThan(0);
      expect(intro.length + notWhen.length, id).toBeLessThanOrEqual(4);
    }
  });

  test('blame nobody, and promise nothing', () => {
    expect(textsOf(language).filter((text) => blame[language].test(text))).toEqual([]);
  });

  test('never offer first what holds the breath, and always a way without', () => {
    const holding = exercises.filter((one) => one.kind === 'paced' && one.phases.some(({ kind }) => kind === 'hold'));
    expect(holding.map(({ id }) => id)).toEqual(['box-breathing']);
    expect(exercises.at(-1)?.id).toBe('box-breathing');
    for (const card of cards) expect(card.exercises[0]).not.toBe('box-breathing');
  });

  test('change the screen of a timer no faster than Telegram lets a chat be edited', () => {
    for (const exercise of exercises) {
      if (exercise.kind !== 'paced') continue;
      for (const pace of [exercise, ...exercise.variants]) {
        const frames = framesOf(pace);
        expect(frames.length).toBeGreaterThan(1);
        expect(frames.every(({ seconds }) => seconds >= shortestFrameSeconds)).toBe(true);
      }
    }
  });

  test('can be hidden until somebody has read them', () => {
    expect(cards.some(isReviewed)).toBe(false);
    expect(onlyReviewed(content[language])).toEqual({ cards: [], exercises: [] });
  });
});

test('a situation whose name could harm is not offered where its services are hidden', () => {
  const needs = needCodes.filter((need) => need !== 'lgbti');
  expect(offeredSituations(content.ru.cards, needCodes)).toContain('lgbti');
  expect(offeredSituations(content.ru.cards, needs)).not.toContain('lgbti');
});

describe('a folder with a fault', () => {
  let folder: string;
  const load = () => loadCopingContent(pathToFileURL(`${folder}/`));
  const change = (name: string, from: string | RegExp, to: string) => {
    const path = join(folder, name);
    const before = readFileSync(path, 'utf8');
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    writeFileSync(path, after);
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'zont-coping-'));
    cpSync(own, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is named with its file, line and place', () => {
    change('cards/panic-1/ky.json', '"situation": "panic"', '"situation": "panics"');
    expect(load).toThrow(/cards\/panic-1\/ky\.json:\d+: situation: /);
  });

  test('of broken JSON is named too', () => {
    change('cards/panic-1/ru.json', /^\{/, '[');
    expect(load).toThrow(/cards\/panic-1\/ru\.json:\d+: /);
  });

  test('that makes two languages differ in timing is named', () => {
    change('exercises/slow-breathing/ru.json', '"seconds": 5', '"seconds": 6');
    expect(load).toThrow(/exercises\/slow-breathing\/ru\.json:\d+: phases\[0\]\.seconds/);
  });

  test('a language without an item hides the item, in that language only', () => {
    rmSync(join(folder, 'cards/panic-1/ky.json'));
    const { en, ky } = load();
    expect(en.cards.some(({ id }) => id === 'panic-1')).toBe(true);
    expect(ky.cards.some(({ id }) => id === 'panic-1')).toBe(false);
  });
});
