import { sounds, spelling } from './letters.ts';
import { allowedTypos } from './typos.ts';

/** How a message is read when it is compared with a stem: as English spelling, or by sound. */
export type Reading = 'spelling' | 'sound';

/** A word or the beginning of a word. */
export interface Stem {
  readonly reading: Reading;
  readonly key: string;
  readonly isPrefix: boolean;
  /** How many misspellings are forgiven, whatever stands beside it. */
  readonly typos: 0 | 1 | 2;
  /** True when nothing is: not even a slip that the other words of a phrase would bear out. */
  readonly isExact: boolean;
  /** True when misspellings are forgiven even where the stem makes up the whole sign. */
  readonly isTrusted: boolean;
}

/** Words that follow each other directly; each is any of its stems. */
export type Run = readonly (readonly Stem[])[];

/** The places of a line, each to be filled by any of its runs. */
export type Phrase = readonly (readonly Run[])[];

type Groups = Readonly<Record<string, string>>;

/** The phrases that a line of a lexicon stands for. */
export function phrasesOf(line: string, groups: Groups): readonly Phrase[] {
  const isEitherOrder = line.startsWith('~');
  const phrase = (isEitherOrder ? line.slice(1) : line).split(' ').map((place) => runsOf(place, groups));
  return isEitherOrder ? [phrase, phrase.toReversed()] : [phrase];
}

function runsOf(place: string, groups: Groups): readonly Run[] {
  const alternatives = place
    .split('|')
    .flatMap((written) => (/^\{\w+\}$/.test(written) ? members(written, groups) : written));
  const single = new Map<string, Stem>();
  const runs: Run[] = [];
  for (const written of alternatives) {
    if (!written.includes('_')) for (const stem of stemsOf(written)) single.set(`${written} ${stem.key}`, stem);
    else runs.push(written.split('_').map((word) => wordStems(word, groups)));
  }
  return single.size > 0 ? [[[...single.values()]], ...runs] : runs;
}

function wordStems(written: string, groups: Groups): readonly Stem[] {
  if (!written.startsWith('{')) return stemsOf(written);
  return members(written, groups)
    .filter((member) => !member.includes('_'))
    .flatMap(stemsOf);
}

function members(written: string, groups: Groups): readonly string[] {
  const group = groups[written.slice(1, -1)];
  if (group === undefined) throw new Error(`The lexicon has no group ${written}.`);
  return group.split('|');
}

/** тс and ться have become one sound, which a typo undoes: «хочетьбся», and «ломит*» in «ломится». */
function stemsOf(written: string): readonly Stem[] {
  const stem = stemOf(written);
  const { key } = stem;
  if (stem.reading !== 'sound') return [stem];
  if (stem.isPrefix) return key.endsWith('t') ? [stem, { ...stem, key: `${key.slice(0, -1)}c` }] : [stem];
  return key.endsWith('ca') ? [stem, { ...stem, key: `${key.slice(0, -2)}tsa` }] : [stem];
}

/** The stem of one written word. */
function stemOf(written: string): Stem {
  const [, word = '', star = '', mark = ''] = /^([^*!?]+)(\*?)([!?]?)$/.exec(written) ?? [];
  const isEnglish = /[a-z]/.test(word);
  const plain = word.normalize('NFKD').replace(/\p{M}/gu, '');
  const key = /^\d+$|^#$/.test(word) ? word : isEnglish ? spelling(word) : sounds(plain)[0];
  if (!key) throw new Error(`The lexicon has a word that nothing can match: “${written}”.`);
  return {
    reading: isEnglish ? 'spelling' : 'sound',
    // и is silent before a vowel: «лезви*» has to be found in «лезвие».
    key: star && !isEnglish && key.length > 3 ? key.replace(/i$/, '') : key,
    isPrefix: star !== '',
    typos: mark === '!' ? 0 : allowedTypos(key.length, star !== ''),
    isExact: mark === '!',
    isTrusted: mark === '?',
  };
}
