import { Arrivals } from './arrivals.ts';
import type { Followers } from './followers.ts';
import type { LetterTree } from './letter-tree.ts';
import { idOf, isPrefix, kindOf, lengthOf, type PackedStem } from './packed-stem.ts';
import * as step from './packed-steps.ts';
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

type OnFound = (phrase: number, first: number) => void;
const nobody: OnFound = () => {};

export type LetterScan = (words: readonly (string | null)[], onFound: OnFound) => void;

/**
 * Makes a function that finds phrases whose spaces are wrong: «нехочужить», «у м е р е т ь», "my self". In its
 * words `null` is one that cannot serve.
 */
export function letterScanner<Meaning>(book: PhraseBook<Meaning>, tree: LetterTree, followers: Followers): LetterScan {
  const { numbers, rows, widestGap } = book.steps;
  const arrivals = new Arrivals();
  /** For each letter its word; for each word where it ends. */
  let wordAt = new Int32Array(256);
  let ends = new Int32Array(64);
  // Where the scan stands. Functions made anew for each message would cost a tenth of it.
  let from = 0;
  let isInside = false;
  let found: OnFound = nobody;

  const startOf = (word: number) => (word === 0 ? 0 : (ends[word - 1] ?? 0));

  /** Whether a place lies inside a word, not where it begins. */
  const isWithin = (place: number) => place !== startOf(wordAt[place] ?? 0);

  /** Notes what a stem or a step leads to. «стране хочу»: what began inside a word goes on only there. */
  function arrive(place: number, what: number, began: number): void {
    if (!isWithin(began) || place < (ends[wordAt[began] ?? 0] ?? 0)) arrivals.add(place, what, began);
  }

  /** Takes a step of a stem that stands from here to `end`: one with which a phrase begins, or goes on from `before`. */
  function take(at: number, stem: PackedStem, end: number, before: number, began: number): void {
    const bits = numbers[at + step.gapAndMarks] ?? 0;
    const word = wordAt[from] ?? 0;
    if (before >= 0) {
      const gap = step.gapOf(bits);
      const wordBefore = wordAt[before - 1] ?? 0;
      const isGlued =
        from === before ||
        (wordBefore === word &&
          !isWithin(began) &&
          gap > 0 &&
          from - before <= gapInWord &&
          end - from >= shortestAfterGap);
      const isNextWord =
        !isInside && wordBefore !== word && before === ends[wordBefore] && word - wordBefore - 1 <= gap;
      if (!isGlued && !isNextWord) return;
    }
    if ((bits & step.lastMark) === 0) {
      arrive(end, ~(numbers[at + step.target] ?? 0), began);
      return;
    }
    const length = end - began;
    const isWhole = isPrefix(stem) || end === ends[wordAt[end - 1] ?? 0] || (isInside && length >= shortestWithRest);
    const isLong = (bits & step.aloneMark) !== 0 ? lengthOf(stem) >= shortestAlone : length >= shortestFind;
    if (isWhole && isLong) found(numbers[at + step.target] ?? 0, wordAt[began] ?? 0);
  }

  /** The same where the stem ends, and where the word that it begins does. */
  function takeUpTo(at: number, stem: PackedStem, end: number, wordEnd: number, before: number, began: number): void {
    take(at, stem, end, before, began);
    if (wordEnd !== end) take(at, stem, wordEnd, before, began);
  }

  /** Whether an arrival, or a later one at its place, leads to a state. */
  function isLedTo(state: number, arrival: number): boolean {
    for (let other = arrival; other >= 0; other = arrivals.nextTo(other)) {
      const what = arrivals.whatOf(other);
      if (what < 0 && ~what === state) return true;
      if (what < 0) continue;
      const last = rows[what * step.rowStride + step.follows] ?? 0;
      for (let at = rows[what * step.rowStride + step.begins] ?? 0; at < last; at += step.stride)
        if (numbers[at + step.target] === state && !step.isLast(numbers, at)) return true;
    }
    return false;
  }

  /** The steps of a stem that follow on a state to which something leads that arrived at `place`. */
  function takeAfter(
    arrival: number,
    place: number,
    state: number,
    stem: PackedStem,
    end: number,
    wordEnd: number,
  ): void {
    const id = idOf(stem);
    if (!followers.ofStates.mayHold(state, id)) return;
    const last = rows[id * step.rowStride + step.ends] ?? 0;
    let at = step.firstAfter(book.steps, id, state);
    if (at >= last || numbers[at + step.before] !== state) return;
    // Of all that lead to a state the last counts.
    if (isLedTo(state, arrivals.nextTo(arrival))) return;
    for (let later = place + 1; later <= from; later++) if (isLedTo(state, arrivals.firstAt(later))) return;
    const began = arrivals.beganOf(arrival);
    for (; at < last && numbers[at + step.before] === state; at += step.stride) {
      takeUpTo(at, stem, end, wordEnd, place, began);
    }
  }

  /** The steps of a stem that follow on what has arrived at a place. */
  function goOn(place: number, stem: PackedStem, end: number, wordEnd: number): void {
    for (let arrival = arrivals.firstAt(place); arrival >= 0; arrival = arrivals.nextTo(arrival)) {
      const what = arrivals.whatOf(arrival);
      if (what < 0) takeAfter(arrival, place, ~what, stem, end, wordEnd);
      else if (followers.ofStems.mayHold(what, idOf(stem))) {
        let previous = -1;
        const last = rows[what * step.rowStride + step.follows] ?? 0;
        for (let at = rows[what * step.rowStride + step.begins] ?? 0; at < last; at += step.stride) {
          const state = numbers[at + step.target] ?? 0;
          if (state === previous || step.isLast(numbers, at)) continue;
          previous = state;
          takeAfter(arrival, place, state, stem, end, wordEnd);
        }
      }
    }
  }

  function onStem(stem: PackedStem, end: number): void {
    const word = wordAt[from] ?? 0;
    if (isInside && end > (ends[word] ?? 0)) return;
    const id = idOf(stem);
    const kind = kindOf(stem);
    const row = id * step.rowStride;
    const wordEnd = isPrefix(stem) ? (ends[wordAt[end - 1] ?? 0] ?? end) : end;
    if ((kind & step.aloneKind) !== 0) {
      const follow = rows[row + step.follows] ?? 0;
      for (let at = rows[row + step.begins] ?? 0; at < follow; at += step.stride) {
        if (step.isLast(numbers, at)) takeUpTo(at, stem, end, wordEnd, -1, from);
      }
    }
    if ((kind & step.beginningKind) !== 0 && (!isInside || (ends[word] ?? 0) - from >= shortestFind)) {
      arrive(end, id, from);
      if (wordEnd !== end) arrive(wordEnd, id, from);
    }
    if ((kind & step.followingKind) === 0) return;
    goOn(from, stem, end, wordEnd);
    if (!isInside) {
      const farthest = Math.max(0, word - 1 - widestGap);
      for (let before = word - 2; before >= farthest; before--) goOn(ends[before] ?? 0, stem, end, wordEnd);
    } else if (wordEnd - from >= shortestAfterGap) {
      const farthest = Math.max(startOf(word) + 1, from - gapInWord);
      for (let place = from - 1; place >= farthest; place--) goOn(place, stem, end, wordEnd);
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
