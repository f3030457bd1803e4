import { Arrivals } from './arrivals.ts';
import type { LetterTree } from './letter-tree.ts';
import { idOf, isPrefix, kindOf, lengthOf, type PackedStem } from './packed-stem.ts';
import * as step from './packed-steps.ts';
import type { PairFilter } from './pair-filter.ts';
import type { PhraseBook } from './phrase-book.ts';
import { hasWrongSpaces } from './wrong-spaces.ts';

/** How many letters may stand between two places inside one word: «нехочубольшежить». */
const gapInWord = 6;
const shortestFind = 7;
/** Shorter words are not searched from the middle: they are too often the end of something harmless. */
const shortestGlued = 7;
const shortestAlone = 6;
/** From here on something may follow without a space: «нехочужитьтак». */
const shortestWithRest = 9;
const shortestAfterGap = 3;

type OnFound = (phrase: number, first: number, last: number) => void;
const nobody: OnFound = () => {};

export type LetterScan = (words: readonly (string | null)[], onFound: OnFound) => void;

/**
 * Makes a function that finds phrases whose spaces are wrong: «нехочужить», «у м е р е т ь», "my self", and calls
 * `onFound` with each and with its first and last word. In its words `null` is one that cannot serve.
 */
export function letterScanner<Meaning>(book: PhraseBook<Meaning>, tree: LetterTree, followers: PairFilter): LetterScan {
  const { numbers, rows, widestGap } = book.steps;
  const arrivals = new Arrivals();
  /** For each letter its word; for each word where it ends. */
  let wordAt = new Int32Array(256);
  let ends = new Int32Array(64);
  // Where the scan stands. Functions made anew for each message would cost a tenth of it.
  let from = 0;
  let isInside = false;
  /** The stem that stands from there, where it ends, and where the word does that it begins. */
  let stem: PackedStem = 0;
  let stemEnd = 0;
  let wordEnd = 0;
  /** What has arrived at a place before, from which it may go on. */
  let arrival = 0;
  let place = 0;
  let found: OnFound = nobody;

  const startOf = (word: number) => (word === 0 ? 0 : (ends[word - 1] ?? 0));

  /** Whether a place lies inside a word, not where it begins. */
  const isWithin = (letter: number) => letter !== startOf(wordAt[letter] ?? 0);

  /** Notes what a stem or a step leads to. «стране хочу»: what began inside a word goes on only there. */
  function arrive(at: number, what: number, began: number): void {
    if (!isWithin(began) || at < (ends[wordAt[began] ?? 0] ?? 0)) arrivals.add(at, what, began);
  }

  /** Takes a step of the stem at hand, up to `end`: one with which a phrase begins, or goes on from `before`. */
  function take(at: number, end: number, before: number, began: number): void {
    const bits = numbers[at + step.gapAndMarks] ?? 0;
    if (before >= 0 && before !== from) {
      const gap = step.gapOf(bits);
      const words = (wordAt[from] ?? 0) - (wordAt[before - 1] ?? 0) - 1;
      if (isInside ? gap === 0 || end - from < shortestAfterGap : words > gap) return;
    }
    if ((bits & step.lastMark) === 0) {
      arrive(end, ~(numbers[at + step.target] ?? 0), began);
      return;
    }
    const length = end - began;
    const isWhole = isPrefix(stem) || end === ends[wordAt[end - 1] ?? 0] || (isInside && length >= shortestWithRest);
    const isLong = (bits & step.aloneMark) !== 0 ? lengthOf(stem) >= shortestAlone : length >= shortestFind;
    if (isWhole && isLong) found(numbers[at + step.target] ?? 0, wordAt[began] ?? 0, wordAt[end - 1] ?? 0);
  }

  /** The same where the stem ends, and where the word that it begins does. */
  function takeUpTo(at: number, before: number, began: number): void {
    take(at, stemEnd, before, began);
    if (wordEnd !== stemEnd) take(at, wordEnd, before, began);
  }

  /** Whether an arrival leads to a state. */
  function leadsTo(state: number, other: number): boolean {
    const what = arrivals.whatOf(other);
    return what < 0 ? ~what === state : step.firstTo(book.steps, what, state) >= 0;
  }

  /** Of all that lead to a state the last counts, of those at one place the longest: whether it is not the one at hand. */
  function isOutdone(state: number): boolean {
    const began = arrivals.beganOf(arrival);
    let isLater = false;
    for (let other = arrivals.firstAt(place); other >= 0; other = arrivals.nextTo(other)) {
      const isLonger = arrivals.beganOf(other) < began || (isLater && arrivals.beganOf(other) === began);
      if (isLonger && leadsTo(state, other)) return true;
      if (other === arrival) isLater = true;
    }
    for (let later = place + 1; later <= from; later++) {
      for (let other = arrivals.firstAt(later); other >= 0; other = arrivals.nextTo(other))
        if (leadsTo(state, other)) return true;
    }
    return false;
  }

  /** The steps from `first` on of the stem at hand, that follow on a state to which the arrival leads. */
  const takeAfter = (state: number, first: number) => {
    if (isOutdone(state)) return;
    const began = arrivals.beganOf(arrival);
    const last = rows[idOf(stem) * step.rowStride + step.ends] ?? 0;
    for (let at = first; at < last && numbers[at + step.before] === state; at += step.stride) {
      takeUpTo(at, place, began);
    }
  };

  /** The steps of the stem at hand that follow on what has arrived at a place. */
  function goOn(at: number): void {
    place = at;
    const id = idOf(stem);
    for (arrival = arrivals.firstAt(place); arrival >= 0; arrival = arrivals.nextTo(arrival)) {
      // Over a gap goes on only what began where a word does.
      if (isInside && place !== from && isWithin(arrivals.beganOf(arrival))) continue;
      const what = arrivals.whatOf(arrival);
      if (what >= 0) {
        if (followers.mayHold(what, id)) step.forStatesBetween(book.steps, what, id, takeAfter);
        continue;
      }
      const first = step.firstAfter(book.steps, id, ~what);
      if (first >= 0) takeAfter(~what, first);
    }
  }

  function onStem(standing: PackedStem, end: number): void {
    const word = wordAt[from] ?? 0;
    if (isInside && end > (ends[word] ?? 0)) return;
    stem = standing;
    stemEnd = end;
    wordEnd = isPrefix(stem) ? (ends[wordAt[end - 1] ?? 0] ?? end) : end;
    const id = idOf(stem);
    const kind = kindOf(stem);
    if ((kind & step.aloneKind) !== 0) {
      const last = rows[id * step.rowStride + step.follows] ?? 0;
      for (let at = rows[id * step.rowStride + step.alones] ?? 0; at < last; at += step.stride) takeUpTo(at, -1, from);
    }
    if ((kind & step.beginningKind) !== 0 && (!isInside || (ends[word] ?? 0) - from >= shortestFind)) {
      arrive(end, id, from);
      if (wordEnd !== end) arrive(wordEnd, id, from);
    }
    if ((kind & step.followingKind) === 0) return;
    goOn(from);
    if (!isInside) {
      const farthest = Math.max(0, word - 1 - widestGap);
      for (let before = word - 2; before >= farthest; before--) goOn(ends[before] ?? 0);
    } else if (wordEnd - from >= shortestAfterGap) {
      const farthest = Math.max(startOf(word) + 1, from - gapInWord);
      for (let before = from - 1; before >= farthest; before--) goOn(before);
    }
  }

  return (words, onFound) => {
    const letters = words.map((word) => word ?? ' ').join('');
    if (!hasWrongSpaces(tree, letters, words)) return;
    if (letters.length >= wordAt.length) wordAt = new Int32Array(2 * letters.length);
    if (words.length > ends.length) ends = new Int32Array(2 * words.length);
    let position = 0;
    for (let i = 0; i < words.length; i++) {
      const end = position + (words[i] ?? ' ').length;
      while (position < end) wordAt[position++] = i;
      ends[i] = end;
    }
    wordAt[position] = 0;
    found = onFound;
    arrivals.begin(position + 1);
    let arrived = -1;
    for (from = 0; from < letters.length; from++) {
      if (arrivals.firstAt(from) >= 0) arrived = from;
      const word = wordAt[from] ?? 0;
      const start = startOf(word);
      const end = ends[word] ?? 0;
      isInside = from !== start;
      if (isInside && arrived !== from) {
        const mayGoOn = arrived > start && from - arrived <= gapInWord;
        if (end - start < shortestGlued || (end - from < shortestAlone && !mayGoOn)) continue;
      }
      tree.at(letters, from, onStem);
    }
    found = nobody;
  };
}
