import { LetterTree } from './letter-tree.ts';
import { type Concern, type CrisisLevel, concernOf, concerns, crisisLevels } from './level.ts';
import type { Lexicon } from './lexicon.ts';
import { type Phrase, phrasesOf, type Reading, type Stem } from './pattern.ts';
import { concernBit, PhraseBook } from './phrase-book.ts';
import { scanLetters } from './scan-letters.ts';
import { scanWords } from './scan-words.ts';
import { StemIndex } from './stem-index.ts';
import { allowedTypos } from './typos.ts';
import { readMessage, type Word } from './words.ts';

const gapInSigns = 2;
/** A false friend silences, so it has to fit exactly. */
const gapInFalseFriends = 0;
/** A weak sign counts alone when the message is no longer than this. */
const littleElse = 2;
/** Two weak signs meet when they are no more than this many words apart. */
const near = 6;

interface WeakFind {
  readonly phrase: number;
  readonly at: number;
  readonly level: CrisisLevel;
}

interface Sign {
  readonly level: CrisisLevel;
  readonly isWeak: boolean;
}

/** Prepares the lexicons once; the function that it gives keeps nothing of what it has read. */
export function detector(lexicons: readonly Lexicon[]): (text: string) => CrisisLevel | null {
  const index = new StemIndex();
  const signs = new PhraseBook<Sign>(index, gapInSigns);
  const friends = new PhraseBook<Concern>(index, gapInFalseFriends);
  for (const lexicon of lexicons) {
    for (const level of crisisLevels) {
      for (const isWeak of [false, true]) {
        for (const line of (isWeak ? lexicon.weakSigns : lexicon.signs)[level] ?? []) {
          for (const phrase of phrasesOf(line, lexicon.groups)) {
            signs.add(carefully(phrase), { level, isWeak }, concernOf(level));
          }
        }
      }
    }
    for (const concern of concerns) {
      for (const line of lexicon.falseFriends[concern] ?? []) {
        for (const phrase of phrasesOf(line, lexicon.groups)) {
          friends.add(
            phrase.map((runs) => runs.map(exactly)),
            concern,
            concern,
          );
        }
      }
    }
    for (const word of readMessage(lexicon.everyday).words) index.addEveryday(word);
  }
  const trees: Readonly<Record<Reading, LetterTree>> = { spelling: new LetterTree(), sound: new LetterTree() };
  index.stems.forEach((stem, id) => {
    if (/^[a-z]/.test(stem.key) && signs.stepsOf(id).length > 0) trees[stem.reading].add(stem, id);
  });

  return (text) => {
    const { words, sentences } = readMessage(text);
    if (words.length === 0) return null;
    const known = new Map<Word, readonly number[]>();
    const stems = words.map((word) => {
      const found = known.get(word) ?? index.matches(word);
      known.set(word, found);
      return found;
    });
    const marks = new Uint8Array(words.length);
    const nothing = new Uint8Array(words.length);
    scanWords(friends, stems, nothing, (phrase, first, last) => {
      // «Больше не могу. Ждать нечего»: a false friend does not reach into the next sentence.
      if (sentences[first] !== sentences[last]) return;
      const bit = concernBit(friends.meaningOf(phrase) ?? 'self');
      for (let word = first; word <= last; word++) marks[word] = (marks[word] ?? 0) | bit;
    });

    let gravest: CrisisLevel | null = null;
    const weak: WeakFind[] = [];
    const note = (phrase: number, at: number) => {
      const sign = signs.meaningOf(phrase);
      if (sign?.isWeak) weak.push({ phrase, at, level: sign.level });
      else if (sign !== undefined) gravest = graver(gravest, sign.level);
    };
    scanWords(signs, stems, marks, note);
    const free = (key: string | null | undefined, i: number) => (marks[i] === 0 && key !== '#' ? (key ?? null) : null);
    for (const reading of ['spelling', 'sound'] as const) {
      const keys = words.map((word, i) => free(reading === 'sound' ? word.sounds[0] : word.spelling, i));
      if (keys.some((key) => key !== null)) scanLetters(signs, trees[reading], index.stems, keys, note);
    }
    const isLittle = countWords(words) <= littleElse;
    for (const find of weak) {
      if (isLittle || weak.some((other) => meets(find, other))) gravest = graver(gravest, find.level);
    }
    return gravest;
  };
}

/** Single letters count as one word: they are what a spelt-out word leaves. */
function countWords(words: readonly Word[]): number {
  const whole = words.filter((word) => (word.sounds[0] ?? word.spelling ?? '').length > 1).length;
  return whole + (whole < words.length ? 1 : 0);
}

const meets = (a: WeakFind, b: WeakFind) => a.phrase !== b.phrase && a.at !== b.at && Math.abs(a.at - b.at) <= near;

/** A false friend silences, so nothing misspelt is taken for one. */
const exactly = (run: Phrase[number][number]) =>
  run.map((stems) => stems.map((stem) => ({ ...stem, typos: 0 as const })));

/** A word that makes up a sign by itself has to be longer before a misspelling is forgiven. */
function carefully(phrase: Phrase): Phrase {
  const [runs = [], ...others] = phrase;
  if (others.length > 0) return phrase;
  const careful = (stem: Stem) =>
    stem.isTrusted || stem.typos === 0
      ? stem
      : { ...stem, typos: allowedTypos(stem.key.length - (stem.isPrefix ? 3 : 2), stem.isPrefix) };
  return [runs.map((run) => (run.length > 1 ? run : run.map((stems) => stems.map(careful))))];
}

function graver(a: CrisisLevel | null, b: CrisisLevel | null): CrisisLevel | null {
  if (a === null || b === null) return a ?? b;
  return crisisLevels.indexOf(a) <= crisisLevels.indexOf(b) ? a : b;
}
