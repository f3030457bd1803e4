import { booksOf } from './books.ts';
import { followersIn } from './followers.ts';
import { type CrisisLevel, crisisLevels } from './level.ts';
import type { Lexicon } from './lexicon.ts';
import { concernBit } from './phrase-book.ts';
import { letterScanner } from './scan-letters.ts';
import { wordScanner } from './scan-words.ts';
import { understand } from './understand.ts';
import { readMessage, type Word } from './words.ts';

/** A weak sign counts alone when the message is no longer than this, or than the sign itself. */
const littleElse = 2;
/** Two weak signs meet when they are no more than this many words apart. */
const near = 6;

interface WeakFind {
  readonly phrase: number;
  readonly at: number;
  /** Over how many words it stands. */
  readonly words: number;
  readonly level: CrisisLevel;
}

/** Prepares the lexicons once; the function that it gives keeps nothing of what it has read. */
export function detector(lexicons: readonly Lexicon[]): (text: string) => CrisisLevel | null {
  const { index, signs, friends, trees } = booksOf(lexicons);
  const followers = followersIn(signs.steps, signs.states);
  const scanSigns = wordScanner(signs, followers);
  const scanFriends = wordScanner(friends, followersIn(friends.steps, friends.states));
  const scanLetters = {
    spelling: letterScanner(signs, trees.spelling, followers),
    sound: letterScanner(signs, trees.sound, followers),
  };

  return (text) => {
    const message = understand(readMessage(text), index);
    const { words, clauses } = message;
    if (words.length === 0) return null;
    const marks = new Uint8Array(words.length);
    const nothing = new Uint8Array(words.length);
    scanFriends(message, nothing, (phrase, first, last) => {
      // «Больше не могу, ждать нечего»: a false friend does not reach over a comma or a full stop.
      if (clauses[first] !== clauses[last]) return;
      const bit = concernBit(friends.meanings[phrase] ?? 'self');
      for (let word = first; word <= last; word++) marks[word] = (marks[word] ?? 0) | bit;
    });

    let gravest: CrisisLevel | null = null;
    const weak: WeakFind[] = [];
    const note = (phrase: number, at: number, last: number) => {
      const sign = signs.meanings[phrase];
      if (sign?.isWeak) weak.push({ phrase, at, words: last - at + 1, level: sign.level });
      else if (sign !== undefined) gravest = graver(gravest, sign.level);
    };
    scanSigns(message, marks, note);
    const free = (key: string | null | undefined, i: number) => (marks[i] === 0 && key !== '#' ? (key ?? null) : null);
    for (const reading of ['spelling', 'sound'] as const) {
      const keys = words.map((word, i) => free(reading === 'sound' ? word.sounds[0] : word.spelling, i));
      if (keys.some((key) => key !== null)) scanLetters[reading](keys, note);
    }
    for (const level of weakLevels(weak, countWords(words))) gravest = graver(gravest, level);
    return gravest;
  };
}

/** Single letters count as one word: they are what a spelt-out word leaves. */
function countWords(words: readonly Word[]): number {
  const whole = words.filter((word) => (word.sounds[0] ?? word.spelling ?? '').length > 1).length;
  return whole + (whole < words.length ? 1 : 0);
}

/** The levels of the weak signs that count: those beside which there is little else, and those that meet another one. */
function weakLevels(finds: readonly WeakFind[], wordsInAll: number): readonly CrisisLevel[] {
  const inOrder = finds.toSorted((a, b) => a.at - b.at);
  return inOrder.flatMap((find, i) => {
    if (wordsInAll <= Math.max(littleElse, find.words)) return [find.level];
    const next = inOrder.slice(i + 1, i + 1 + 2 * near);
    // «мне конец» and the «конец» in it are one sign, not two.
    const met = next.find(
      (other) => other.phrase !== find.phrase && other.at >= find.at + find.words && other.at - find.at <= near,
    );
    return met === undefined ? [] : [find.level, met.level];
  });
}

function graver(a: CrisisLevel | null, b: CrisisLevel | null): CrisisLevel | null {
  if (a === null || b === null) return a ?? b;
  return crisisLevels.indexOf(a) <= crisisLevels.indexOf(b) ? a : b;
}
