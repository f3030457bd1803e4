import type { LetterTree } from './letter-tree.ts';

/** A word that may be two: «нехочу». */
const shortestOfTwo = 5;
/** Shorter stems stand inside of every second word. */
const shortestInside = 3;

/**
 * A glance before the letters of a message are scanned: whether some stem reaches over the end of a word, or begins
 * inside a long one.
 * @param letters the words without what stood between them, a blank for each that cannot serve (null)
 */
export function hasWrongSpaces(tree: LetterTree, letters: string, words: readonly (string | null)[]): boolean {
  let start = 0;
  for (const word of words) {
    const end = start + (word?.length ?? 1);
    const isLong = end - start >= shortestOfTwo;
    if (word !== null) {
      if (tree.reachesOver(letters, start, end, shortestInside)) return true;
      for (let at = start + 1; isLong && at < end; at++) {
        if (tree.reachesOver(letters, at, at, shortestInside)) return true;
      }
    }
    start = end;
  }
  return false;
}
