import type { LetterTree } from './letter-tree.ts';
import * as step from './packed-steps.ts';
import type { Stem } from './pattern.ts';
import type { PhraseBook } from './phrase-book.ts';
import { ReachedStates } from './reached-states.ts';

/** How many letters may stand between two places inside one word: «нехочубольшежить». */
const gapInWord = 6;
const shortestFind = 7;
/** Shorter words are not searched from the middle: they are too often the end of something harmless. */
const shortestGlued = 7;
const shortestAlone = 6;
/** From here on something may follow without a space: «нехочужитьтак». */
const shortestWithRest = 9;
const shortestAfterGap = 3;
/** A word that may be two: «нехочу». */
const shortestOfTwo = 5;
/** Shorter stems stand inside of every second word. */
const shortestInside = 3;

type OnFound = (phrase: number, first: number) => void;
const nobody: OnFound = () => {};

export type LetterScan = (words: readonly (string | null)[], onFound: OnFound) => void;

/**
 * Makes a function that finds phrases whose spaces are wrong: «нехочужить», «у м е р е т ь», "my self". In its
 * words `null` is one that cannot serve.
 */
export function letterScanner<Meaning>(
  book: PhraseBook<Meaning>,
  tree: LetterTree,
  stems: readonly Stem[],
): LetterScan {
  const { numbers, starts } = book.steps;
  const states = new ReachedStates(book.states);
  /** For each letter its word; for each word where it ends. */
  let wordAt = new Int32Array(256);
  let ends = new Int32Array(64);
  // A step counts only from where its word ends; until then it waits here.
  const waiting: number[][] = [];
  // Where the scan stands. Functions made anew for each message would cost a tenth of it.
  let from = 0;
  let isInside = false;
  let found: OnFound = nobody;

  const startOf = (word: number) => (word === 0 ? 0 : (ends[word - 1] ?? 0));

  /** A glance: whether some stem reaches over the end of a word, or begins inside a long one. */
  function hasWrongSpaces(letters: string, words: readonly (string | null)[]): boolean {
    let start = 0;
    for (let i = 0; i < words.length; i++) {
      const end = ends[i] ?? start;
      const isLong = end - start >= shortestOfTwo;
      if (words[i] !== null) {
        if (tree.reachesOver(letters, start, end, shortestInside)) return true;
        for (let at = start + 1; isLong && at < end; at++) {
          if (tree.reachesOver(letters, at, at, shortestInside)) return true;
        }
      }
      start = end;
    }
    return false;
  }

  function take(at: number, stem: Stem, end: number): void {
    const stateBefore = numbers[at + step.before] ?? -1;
    const gap = numbers[at + step.gap] ?? 0;
    const marks = numbers[at + step.marks] ?? 0;
    const word = wordAt[from] ?? 0;
    const isWordStart = from === startOf(word);
    let began = from;
    if (stateBefore >= 0) {
      const before = states.placeOf(stateBefore);
      began = states.beganOf(stateBefore);
      const wordBefore = wordAt[before - 1] ?? 0;
      const beganInside = began !== startOf(wordAt[began] ?? 0);
      const isGlued =
        from === before ||
        (wordBefore === word &&
          !beganInside &&
          gap > 0 &&
          from - before <= gapInWord &&
          end - from >= shortestAfterGap);
      const isNextWord =
        isWordStart && wordBefore !== word && before === ends[wordBefore] && word - wordBefore - 1 <= gap;
      if (!isGlued && !isNextWord) return;
      // «стране хочу»: the ending of another word is not «не».
      if (wordBefore !== word && beganInside) return;
    }
    if ((marks & step.lastMark) === 0) {
      const there = waiting[end] ?? [];
      waiting[end] = there;
      there.push(numbers[at + step.reaches] ?? 0, began);
      return;
    }
    const length = end - began;
    const isWhole = stem.isPrefix || end === ends[wordAt[end - 1] ?? 0] || (!isWordStart && length >= shortestWithRest);
    const isLong = (marks & step.aloneMark) !== 0 ? stem.key.length >= shortestAlone : length >= shortestFind;
    if (isWhole && isLong) found(numbers[at + step.phrase] ?? 0, wordAt[began] ?? 0);
  }

  function onStem(id: number, end: number): void {
    const stem = stems[id];
    const word = wordAt[from] ?? 0;
    if (stem === undefined || (isInside && end > (ends[word] ?? 0))) return;
    const wordEnd = ends[wordAt[end - 1] ?? 0] ?? end;
    const last = starts[id + 1] ?? 0;
    for (let at = starts[id] ?? 0; at < last; at += step.stride) {
      const before = numbers[at + step.before] ?? -1;
      if (before >= 0 && states.placeOf(before) < 0) continue;
      take(at, stem, end);
      if (stem.isPrefix && wordEnd !== end) take(at, stem, wordEnd);
    }
  }

  return (words, onFound) => {
    const letters = words.map((word) => word ?? ' ').join('');
    if (letters.length >= wordAt.length) wordAt = new Int32Array(2 * letters.length);
    if (words.length > ends.length) ends = new Int32Array(2 * words.length);
    let position = 0;
    for (let i = 0; i < words.length; i++) {
      const end = position + (words[i] ?? ' ').length;
      while (position < end) wordAt[position++] = i;
      ends[i] = end;
    }
    wordAt[position] = 0;
    if (!hasWrongSpaces(letters, words)) return;
    found = onFound;
    states.begin(position + 1);
    for (from = 0; from < letters.length; from++) {
      const arrived = waiting[from];
      const hasArrived = arrived !== undefined && arrived.length > 0;
      if (hasArrived) {
        for (let i = 0; i < arrived.length; i += 2) states.reach(arrived[i] ?? 0, from, arrived[i + 1] ?? 0);
        arrived.length = 0;
      }
      const word = wordAt[from] ?? 0;
      isInside = from !== startOf(word);
      if (isInside && !hasArrived && (words[word]?.length ?? 0) < shortestGlued) continue;
      tree.at(letters, from, onStem);
    }
    // Steps that wait at the very end belong to no message to come.
    const last = waiting[letters.length];
    if (last !== undefined) last.length = 0;
    found = nobody;
  };
}
