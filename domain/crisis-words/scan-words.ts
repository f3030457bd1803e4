import * as step from './packed-steps.ts';
import type { PairFilter } from './pair-filter.ts';
import type { PhraseBook } from './phrase-book.ts';
import { ReachedStates } from './reached-states.ts';
import { isDoubtful, type Match, stemOfMatch } from './stem-index.ts';
import type { Understood } from './understand.ts';

/** A phrase shorter than this, in letters typed, is not believed with a slip in it. */
const shortestWithSlip = 6;
/** So many steps are looked through in the time in which one is searched for. */
const searched = 2;
const anyWay = [0, 1] as const;
const soundOnly = [0] as const;

type OnFound = (phrase: number, first: number, last: number) => void;
const nobody: OnFound = () => {};

export type WordScan = (message: Understood, marks: Uint8Array, onFound: OnFound) => void;

/** A word with which phrases of the book may begin. */
interface Beginning {
  readonly stem: number;
  readonly place: number;
  readonly isDoubt: boolean;
  /** The concerns that the word cannot serve. */
  readonly mark: number;
  readonly length: number;
}

/**
 * Makes a function that calls `onFound` with every phrase of the book whose words stand in a message, and with
 * its first and last word. `marks[i]` are the concerns that word i cannot serve any more. One word of a phrase may
 * be doubtful, when the others are not.
 */
export function wordScanner<Meaning>(book: PhraseBook<Meaning>, followers: PairFilter): WordScan {
  const { numbers, rows, kinds, widestGap } = book.steps;
  const states = new ReachedStates();
  /** Small words stand everywhere and lead to many states, nearly always in vain: they wait for one that may follow. */
  const beginnings: Beginning[] = [];
  /** What the word at hand reaches, four numbers each. */
  const reached: number[] = [];
  /** The one that is looked at. */
  let beginning: Beginning = { stem: 0, place: 0, isDoubt: false, mark: 0, length: 0 };
  // Where the scan stands. Functions made anew for each message would cost a tenth of it.
  let word = 0;
  let length = 0;
  let mark = 0;
  let found: OnFound = nobody;

  const isSilenced = (bits: number, by: number) => (bits & step.concernMarks & by) !== 0;

  function foundAlone(stem: number): void {
    const last = rows[stem * step.rowStride + step.follows] ?? 0;
    for (let at = rows[stem * step.rowStride + step.alones] ?? 0; at < last; at += step.stride) {
      const bits = numbers[at + step.gapAndMarks] ?? 0;
      if (!isSilenced(bits, mark)) found(numbers[at + step.target] ?? 0, word, word);
    }
  }

  /** Reaches a state by the steps of a beginning. */
  const begin = (state: number, _after: number, to: number) => {
    const { stem, place, isDoubt, mark: by, length: letters } = beginning;
    const last = rows[stem * step.rowStride + step.alones] ?? 0;
    for (let at = to; at < last && numbers[at + step.target] === state; at += step.stride) {
      if (isSilenced(numbers[at + step.gapAndMarks] ?? 0, by)) continue;
      states.reach(state, isDoubt ? 1 : 0, place, place, letters);
    }
  };

  /** Takes the steps of a stem that follow on what was reached. */
  function follow(stem: number, isDoubt: boolean): void {
    for (let i = beginnings.length - 1; i >= 0; i--) {
      beginning = beginnings[i] ?? beginning;
      if (word - beginning.place - 1 > widestGap) break;
      if (beginning.place === word || !followers.mayHold(beginning.stem, stem)) continue;
      step.forStatesBetween(book.steps, beginning.stem, stem, begin);
    }
    if (word - states.latest - 1 > widestGap) return;
    const first = rows[stem * step.rowStride + step.follows] ?? 0;
    const end = rows[stem * step.rowStride + step.ends] ?? 0;
    // Either way finds the same: a common word has more steps than a message reaches states.
    if (end - first <= states.count * searched * step.stride) {
      for (let at = first; at < end; at += step.stride) {
        const slot = states.slotOf(numbers[at + step.before] ?? 0);
        if (slot >= 0) takeStep(at, slot, isDoubt);
      }
      return;
    }
    for (let i = 0; i < states.count; i++) {
      const slot = states.slotAt(i);
      const state = states.stateAt(slot);
      const after = step.firstAfter(book.steps, stem, state);
      if (after < 0) continue;
      for (let at = after; at < end && numbers[at + step.before] === state; at += step.stride)
        takeStep(at, slot, isDoubt);
    }
  }

  /** Takes a step that follows on the state of a slot, with the word at hand. */
  function takeStep(at: number, slot: number, isDoubt: boolean): void {
    const bits = numbers[at + step.gapAndMarks] ?? 0;
    if (isSilenced(bits, mark)) return;
    // With a doubtful word all others are sound; without one, what came before decides.
    for (const before of isDoubt ? soundOnly : anyWay) {
      const place = states.placeAt(slot, before);
      if (place < 0 || word - place - 1 > step.gapOf(bits)) continue;
      const way = isDoubt ? 1 : before;
      const began = states.beganAt(slot, before);
      const total = length + states.lettersAt(slot, before);
      const target = numbers[at + step.target] ?? 0;
      if ((bits & step.lastMark) === 0) reached.push(target, way, began, total);
      else if (way === 0 || total >= shortestWithSlip) found(target, began, word);
    }
  }

  function onMatch(match: Match): void {
    const stem = stemOfMatch(match);
    const kind = kinds[stem] ?? 0;
    const isDoubt = isDoubtful(match);
    if ((kind & step.aloneKind) !== 0 && !isDoubt) foundAlone(stem);
    if ((kind & step.beginningKind) !== 0) beginnings.push({ stem, place: word, isDoubt, mark, length });
    if ((kind & step.followingKind) !== 0) follow(stem, isDoubt);
  }

  return ({ words, matches }, marks, onFound) => {
    states.begin();
    beginnings.length = 0;
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
