import * as step from './packed-steps.ts';
import type { PhraseBook } from './phrase-book.ts';
import { ReachedStates, type Way } from './reached-states.ts';
import { isDoubtful, type Match, stemOfMatch } from './stem-index.ts';
import type { Understood } from './understand.ts';

/** A phrase shorter than this, in letters typed, is not believed with a slip in it. */
const shortestWithSlip = 6;
const anyWay = [0, 1] as const;
const soundOnly = [0] as const;

type OnFound = (phrase: number, first: number, last: number) => void;
const nobody: OnFound = () => {};

export type WordScan = (message: Understood, marks: Uint8Array, onFound: OnFound) => void;

/**
 * Makes a function that calls `onFound` with every phrase of the book whose words stand in a message, and with
 * its first and last word. `marks[i]` are the concerns that word i cannot serve any more. One word of a phrase may be doubtful, when the others are not.
 */
export function wordScanner<Meaning>(book: PhraseBook<Meaning>): WordScan {
  const { numbers, rows, kinds } = book.steps;
  const states = new ReachedStates();
  /** What the word at hand reaches, four numbers each. */
  const reached: number[] = [];
  // Where the scan stands. Functions made anew for each message would cost a tenth of it.
  let word = 0;
  let length = 0;
  let mark = 0;
  let found: OnFound = nobody;

  /** Takes a step with a word that is sound or doubtful, so that the phrase so far is `way`. */
  function take(at: number, bits: number, way: Way, began: number, total: number): void {
    const target = numbers[at + step.target] ?? 0;
    if ((bits & step.lastMark) === 0) reached.push(target, way, began, total);
    else if (way === 0 || total >= shortestWithSlip) found(target, began, word);
  }

  const mayServe = (bits: number, isDoubt: boolean) =>
    (bits & step.concernMarks & mark) === 0 && !(isDoubt && (bits & step.aloneMark) !== 0);

  function onMatch(match: Match): void {
    const stem = stemOfMatch(match);
    const kind = kinds[stem] ?? 0;
    if (kind === 0) return;
    const isDoubt = isDoubtful(match);
    const row = stem * step.rowStride;
    const follow = rows[row + step.follows] ?? 0;
    for (let at = rows[row + step.begins] ?? 0; at < follow; at += step.stride) {
      const bits = numbers[at + step.gapAndMarks] ?? 0;
      if (mayServe(bits, isDoubt)) take(at, bits, isDoubt ? 1 : 0, word, length);
    }
    if ((kind & step.followingKind) === 0 || states.isEmpty) return;
    const end = rows[row + step.ends] ?? 0;
    for (let at = follow; at < end; at += step.stride) {
      const slot = states.slotOf(numbers[at + step.before] ?? 0);
      if (slot < 0) continue;
      const bits = numbers[at + step.gapAndMarks] ?? 0;
      if (!mayServe(bits, isDoubt)) continue;
      // With a doubtful word all others are sound; without one, what came before decides.
      for (const before of isDoubt ? soundOnly : anyWay) {
        const place = states.placeAt(slot, before);
        if (place < 0 || word - place - 1 > step.gapOf(bits)) continue;
        const total = length + states.lettersAt(slot, before);
        take(at, bits, isDoubt ? 1 : before, states.beganAt(slot, before), total);
      }
    }
  }

  return ({ words, matches }, marks, onFound) => {
    states.begin();
    found = onFound;
    for (word = 0; word < matches.length; word++) {
      mark = marks[word] ?? 0;
      length = words[word]?.length ?? 0;
      for (const match of matches[word] ?? []) onMatch(match);
      // Only now, so that one word never takes two steps of a phrase.
      for (let i = 0; i < reached.length; i += 4) {
        states.reach(reached[i] ?? 0, reached[i + 1] === 0 ? 0 : 1, word, reached[i + 2] ?? 0, reached[i + 3] ?? 0);
      }
      reached.length = 0;
    }
    found = nobody;
  };
}
