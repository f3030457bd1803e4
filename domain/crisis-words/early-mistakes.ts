import { anyLetter, endsHere, type LetterTree } from './letter-tree.ts';
import type { PackedStem } from './packed-stem.ts';

/** A mistake in so many first letters is looked up here; further on, few stems are left to try one by one. */
export const earlyLetters = 4;
const letterBits = 5;
const placeBits = 2;

/** A pattern is a number: letters, which count from 0, and `emptyPattern` for none. */
export const emptyPattern = 0;
/** In patterns letters count from 1: "ab" is another one than "aab". */
export const patternWith = (pattern: number, letter: number) => (pattern << letterBits) | (letter + 1);
/** With the place of the letter that was left out. */
const keyOf = (pattern: number, place: number) => (pattern << placeBits) | place;
export const patternOf = (key: number) => key >>> placeBits;
export const placeOf = (key: number) => key & ((1 << placeBits) - 1);
/** In how many places a letter may have been left out of a pattern of so many letters. */
const placesIn = (length: number) => Math.min(length + 1, earlyLetters);

/** Of a lead: the node, and which of its letters was left out. */
export const nodeOf = (lead: number) => lead >>> letterBits;
export const leftOut = (lead: number) => lead & ((1 << letterBits) - 1);

/** Three numbers a lead: its key, itself, and the ways on from its node (see `LetterTree`). */
export const stride = 3;

/**
 * The beginnings of stems with one of their first letters left out, as patterns that lead to the nodes of a tree.
 * A word with a mistake there meets by a glance what it may stand for. Trying letter after letter at a node near the
 * root would branch over most of the tree.
 */
export class EarlyMistakes {
  /** How many letters the longest patterns have. */
  readonly reach: number;
  /** Leads, bucket after bucket. */
  readonly numbers: Int32Array;
  /** Where the leads of a bucket begin; they end where those of the next begin. */
  readonly starts: Int32Array;
  /** How many letters the shortest patterns have. */
  readonly shortest: number;
  /** And the shortest of those whose stems may stand at the beginning of much longer words. */
  readonly shortestWithMore: number;
  readonly #shift: number;

  /**
   * Patterns shorter than `reach` lead only to nodes where a stem ends.
   * @param mayGoOn whether a misspelt stem may be followed by more than an ending
   */
  constructor(tree: LetterTree, reach: number, mayGoOn: (stem: PackedStem) => boolean) {
    this.reach = reach;
    const { leads: found, shortest, shortestWithMore } = leadsOf(tree, reach, mayGoOn);
    this.shortest = shortest;
    this.shortestWithMore = shortestWithMore;
    // One bucket a lead, or two.
    this.#shift = Math.min(Math.clz32(found.length / stride), 31);
    this.starts = new Int32Array(2 ** (32 - this.#shift) + 1);
    this.numbers = new Int32Array(found.length);
    const { numbers, starts } = this;
    for (let i = 0; i < found.length; i += stride) {
      const after = this.bucketOf(patternOf(found[i] ?? 0)) + 1;
      starts[after] = (starts[after] ?? 0) + stride;
    }
    for (let i = 1; i < starts.length; i++) starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0);
    const free = starts.slice();
    for (let i = 0; i < found.length; i += stride) {
      const bucket = this.bucketOf(patternOf(found[i] ?? 0));
      const at = free[bucket] ?? 0;
      free[bucket] = at + stride;
      numbers[at] = found[i] ?? 0;
      numbers[at + 1] = found[i + 1] ?? 0;
      numbers[at + 2] = found[i + 2] ?? 0;
    }
  }

  /** Where the leads of a pattern are, among others: `numbers` from `starts[bucket]` on. */
  bucketOf(pattern: number): number {
    return Math.imul(pattern, 0x9e3779b1) >>> this.#shift;
  }
}

/** Key, lead and ways on in turn, of all nodes that a mistake may lead to. */
function leadsOf(tree: LetterTree, reach: number, mayGoOn: (stem: PackedStem) => boolean) {
  const leads: number[] = [];
  const path: number[] = [];
  let shortest = reach;
  let shortestWithMore = reach;
  const visit = (node: number) => {
    const isFarthest = path.length > reach;
    const length = path.length - 1;
    if (isFarthest || (tree.waysOn(node) & endsHere) !== 0) {
      shortest = Math.min(shortest, length);
      for (let place = 0; place < placesIn(length); place++) {
        let pattern = emptyPattern;
        for (let i = 0; i < path.length; i++) if (i !== place) pattern = patternWith(pattern, path[i] ?? 0);
        leads.push(keyOf(pattern, place), (node << letterBits) | (path[place] ?? 0), tree.waysOn(node));
      }
    }
    if (isFarthest) return;
    for (let stem = tree.stemOf(node), other = tree.othersOf(node); stem >= 0; stem = tree.otherAt(other++))
      if (mayGoOn(stem)) shortestWithMore = Math.min(shortestWithMore, length);
    for (let rest = tree.waysOn(node) & anyLetter; rest !== 0; rest &= rest - 1) {
      const letter = 31 - Math.clz32(rest & -rest);
      path.push(letter);
      visit(tree.next(node, letter));
      path.pop();
    }
  };
  visit(0);
  return { leads: leads as readonly number[], shortest, shortestWithMore };
}
