import * as step from './packed-steps.ts';
import type { PhraseBook } from './phrase-book.ts';
import { ReachedStates } from './reached-states.ts';
import { isDoubtful, stemOfMatch } from './stem-index.ts';
import type { Understood } from './understand.ts';

/** A phrase shorter than this, in letters typed, is not believed with a slip in it. */
const shortestWithSlip = 6;

/**
 * Makes a function that calls `onFound` with every phrase of the book whose words stand in a message, and with
 * its first and last word. `marks[i]` are the concerns that word i cannot serve any more. One word of a phrase may be doubtful, when the others are not.
 */
export function wordScanner<Meaning>(book: PhraseBook<Meaning>) {
  const { numbers, rows } = book.steps;
  const whole = new ReachedStates(book.states);
  const slipped = new ReachedStates(book.states);
  // How many letters the words of a phrase had so far.
  const letters = new Int32Array(book.states);
  const reached: number[] = [];

  return (
    { words, matches }: Understood,
    marks: Uint8Array,
    onFound: (phrase: number, first: number, last: number) => void,
  ): void => {
    whole.begin(matches.length);
    slipped.begin(matches.length);
    for (let word = 0; word < matches.length; word++) {
      const mark = marks[word] ?? 0;
      const length = words[word]?.length ?? 0;
      for (const match of matches[word] ?? []) {
        const stem = stemOfMatch(match);
        const isDoubt = isDoubtful(match);
        const end = rows[stem * step.rowStride + step.ends] ?? 0;
        for (let at = rows[stem * step.rowStride + step.begins] ?? 0; at < end; at += step.stride) {
          const bits = numbers[at + step.marks] ?? 0;
          if ((bits & step.concernMarks & mark) !== 0 || (isDoubt && (bits & step.aloneMark) !== 0)) continue;
          const before = numbers[at + step.before] ?? -1;
          const gap = numbers[at + step.gap] ?? 0;
          // With a doubtful word all others are sound; without one, what came before decides.
          for (let slips = isDoubt ? 1 : 0; slips < 2; slips++) {
            const states = isDoubt || slips === 0 ? whole : slipped;
            let began = word;
            let total = length;
            if (before >= 0) {
              const place = states.placeOf(before);
              if (place < 0 || word - place - 1 > gap) continue;
              began = states.beganOf(before);
              total += letters[before] ?? 0;
            } else if (slips > 0 && !isDoubt) continue;
            if ((bits & step.lastMark) === 0) reached.push(numbers[at + step.reaches] ?? 0, began, slips, total);
            else if (slips === 0 || total >= shortestWithSlip) onFound(numbers[at + step.phrase] ?? 0, began, word);
          }
        }
      }
      // Only now, so that one word never takes two steps of a phrase.
      for (let i = 0; i < reached.length; i += 4) {
        const state = reached[i] ?? 0;
        const states = reached[i + 2] === 0 ? whole : slipped;
        const most = states.placeOf(state) === word ? (letters[state] ?? 0) : 0;
        states.reach(state, word, reached[i + 1] ?? word);
        letters[state] = Math.max(most, reached[i + 3] ?? 0);
      }
      reached.length = 0;
    }
  };
}
