import type { PhraseBook } from './phrase-book.ts';

/**
 * Calls `onFound` with every phrase of the book whose words stand in a message, and with its first and
 * last word. `stems[i]` are the stems of word i, `marks[i]` the concerns that it cannot serve any more.
 */
export function scanWords<Meaning>(
  book: PhraseBook<Meaning>,
  stems: readonly (readonly number[])[],
  marks: Uint8Array,
  onFound: (phrase: number, first: number, last: number) => void,
): void {
  // The last word with which a state was reached, and the word with which its phrase began.
  const reachedAt = new Int32Array(book.states).fill(-1);
  const beganAt = new Int32Array(book.states);
  const reached: number[] = [];
  for (let word = 0; word < stems.length; word++) {
    const mark = marks[word] ?? 0;
    for (const stem of stems[word] ?? []) {
      for (const step of book.stepsOf(stem)) {
        if ((step.bit & mark) !== 0) continue;
        let began = word;
        if (step.before >= 0) {
          const before = reachedAt[step.before] ?? -1;
          if (before < 0 || word - before - 1 > step.gap) continue;
          began = beganAt[step.before] ?? word;
        }
        if (step.isLast) onFound(step.phrase, began, word);
        else reached.push(step.reaches, began);
      }
    }
    // Only now, so that one word never takes two steps of a phrase.
    for (let i = 0; i < reached.length; i += 2) {
      const state = reached[i] ?? 0;
      reachedAt[state] = word;
      beganAt[state] = reached[i + 1] ?? word;
    }
    reached.length = 0;
  }
}
