import { readFileSync } from 'node:fs';
import type { CrisisLevel } from '../../../domain/crisis-words/index.ts';

export interface Sample {
  readonly level: CrisisLevel;
  readonly text: string;
}

const linesOf = (name: string) =>
  readFileSync(new URL(`./corpus/${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

/** Messages with the level that they have to raise, one `level | message` a line. */
export const samplesOf = (name: string): readonly Sample[] =>
  linesOf(name).map((line) => {
    const bar = line.indexOf(' | ');
    return { level: line.slice(0, bar) as CrisisLevel, text: line.slice(bar + 3) };
  });

/** Messages that may raise nothing, one a line. */
export const messagesOf = (name: string): readonly string[] => linesOf(name);

export const hits = {
  en: samplesOf('hits-en'),
  ru: samplesOf('hits-ru'),
  ky: samplesOf('hits-ky'),
  others: samplesOf('hits-uk-kk'),
  glued: samplesOf('hits-glued'),
  second: samplesOf('hits-second'),
  third: samplesOf('hits-third'),
  fourth: samplesOf('hits-fourth'),
  fifth: samplesOf('hits-fifth'),
  sixth: samplesOf('hits-sixth'),
  short: samplesOf('hits-short'),
};
export const everyday = {
  en: messagesOf('everyday-en'),
  ru: messagesOf('everyday-ru'),
  ky: messagesOf('everyday-ky'),
  second: messagesOf('everyday-second'),
  third: messagesOf('everyday-third'),
  fourth: messagesOf('everyday-fourth'),
  fifth: messagesOf('everyday-fifth'),
  sixth: messagesOf('everyday-sixth'),
  short: messagesOf('everyday-short'),
};
/** Never looked at while the detector is mended: only so they tell what it makes of a new message. */
export const heldOut = {
  hits: samplesOf('held-out-hits'),
  everyday: messagesOf('held-out-everyday'),
  /** Everyday messages in the words and the mood of distress. */
  near: messagesOf('held-out-near'),
  /** Of one to five words, as people type who have no strength for more. */
  short: messagesOf('held-out-short'),
  shortNear: messagesOf('held-out-short-near'),
};
/** The crisis lexicon from which variants are made. */
export const basePhrases = samplesOf('base-phrases');
export const accepted = samplesOf('soft');

/** A sentence with `[one/or another]` in its places, in all its fillings. */
function fillingsOf(sentence: string): readonly string[] {
  const [choice, words] = /\[([^\]]*)\]/.exec(sentence) ?? [];
  if (choice === undefined || words === undefined) return [sentence];
  return words.split('/').flatMap((word) => fillingsOf(sentence.replace(choice, () => word)));
}

/** What people say in many ways: the fillings of `constructions.txt`, which have to raise something. */
export const constructions: readonly Sample[] = samplesOf('constructions').flatMap(({ level, text }) =>
  fillingsOf(text).map((filling) => ({ level, text: filling })),
);
/** Sayings of every day: the fillings of `constructions-near.txt`, which may raise nothing. */
export const nearConstructions = messagesOf('constructions-near').flatMap(fillingsOf);

export const allHits = Object.values(hits).flat();
export const allEveryday = Object.values(everyday).flat();
