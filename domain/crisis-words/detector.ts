import { LetterTree } from './letter-tree.ts';
import { type Concern, type CrisisLevel, concernOf, concerns, crisisLevels } from './level.ts';
import type { Lexicon } from './lexicon.ts';
import { type Phrase, phrasesOf, type Reading, stemOf } from './pattern.ts';
import { concernBit, PhraseBook } from './phrase-book.ts';
import { scanLetters } from './scan-letters.ts';
import { scanWords } from './scan-words.ts';
import { StemIndex } from './stem-index.ts';
import { type Word, wordsOf } from './words.ts';

const gapInSigns = 2;
/** A false friend silences, so it has to fit closely. */
const gapInFalseFriends = 1;
/** A weak sign counts alone when the message is no longer than this. */
const littleElse = 2;

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
            signs.add(phrase, { level, isWeak }, concernOf(level));
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
    for (const word of lexicon.everyday.split(/\s+/).filter(Boolean)) index.addEveryday(stemOf(word));
  }
  const trees: Readonly<Record<Reading, LetterTree>> = { spelling: new LetterTree(), sound: new LetterTree() };
  index.stems.forEach((stem, id) => {
    if (/^[a-z]/.test(stem.key) && signs.stepsOf(id).length > 0) trees[stem.reading].add(stem, id);
  });

  return (text) => {
    const words = wordsOf(text);
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
      const bit = concernBit(friends.meaningOf(phrase) ?? 'self');
      for (let word = first; word <= last; word++) marks[word] = (marks[word] ?? 0) | bit;
    });

    let gravest: CrisisLevel | null = null;
    let weakest: CrisisLevel | null = null;
    const weakPhrases = new Set<number>();
    const note = (phrase: number) => {
      const sign = signs.meaningOf(phrase);
      if (sign === undefined) return;
      if (!sign.isWeak) gravest = graver(gravest, sign.level);
      else {
        weakPhrases.add(phrase);
        weakest = graver(weakest, sign.level);
      }
    };
    scanWords(signs, stems, marks, note);
    const free = (key: string | null | undefined, i: number) => (marks[i] === 0 && key !== '#' ? (key ?? null) : null);
    for (const reading of ['spelling', 'sound'] as const) {
      const keys = words.map((word, i) => free(reading === 'sound' ? word.sounds[0] : word.spelling, i));
      if (keys.some((key) => key !== null)) scanLetters(signs, trees[reading], index.stems, keys, note);
    }
    if (weakPhrases.size > 1 || words.filter(isMoreThanALetter).length <= littleElse) gravest = graver(gravest, weakest);
    return gravest;
  };
}

/** Spelt-out words leave single letters. */
const isMoreThanALetter = (word: Word) => (word.sounds[0] ?? word.spelling ?? '').length > 1;

/** A false friend silences, so nothing misspelt is taken for one. */
const exactly = (run: Phrase[number][number]) =>
  run.map((stems) => stems.map((stem) => ({ ...stem, mayBeMisspelt: false })));

function graver(a: CrisisLevel | null, b: CrisisLevel | null): CrisisLevel | null {
  if (a === null || b === null) return a ?? b;
  return crisisLevels.indexOf(a) <= crisisLevels.indexOf(b) ? a : b;
}
