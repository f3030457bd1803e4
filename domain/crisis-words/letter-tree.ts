import { groupedBy } from '../grouped-by.ts';
import type { Stem } from './pattern.ts';

const fanOut = 26;
/** Stems are far shorter; the limit keeps repeated letters from costing more than a glance. */
const farthest = 40;
export const anyLetter = (1 << fanOut) - 1;
/** Beside the letters with which stems go on from a node: stems end here. */
export const endsHere = 1 << fanOut;
/** And one of them is a beginning, so that a word may go on. */
export const beginsHere = 2 << fanOut;

/**
 * A node is a row of three numbers: the ways on, the node of the first of its letters, behind which those of its
 * others follow in their order, and the first stem that ends here. So that much of the tree stays in the processor's
 * cache: with a place for each letter of the alphabet it was nine times as large, and each step a wait for memory.
 */
const ways = 0;
const children = 1;
const first = 2;
const stride = 3;

/** Stems of one reading as a tree of letters. Node 0 is the root, and what `next` gives where no stem goes on. */
export class LetterTree {
  readonly #rows: Int32Array;
  /** For a stem the next one at its node; both that and the first are counted from 1, and 0 is none. */
  readonly #others: Int32Array;

  /**
   * @param stems all stems, by their numbers
   * @param ids the numbers of those that it holds; what is not written in letters is found by none
   */
  constructor(stems: readonly Stem[], ids: readonly number[]) {
    const keyOf = (id: number) => stems[id]?.key ?? '';
    this.#others = new Int32Array(stems.length);
    const rows: number[] = [];
    // Level after level: so the nodes of a node's letters come one after the other.
    const nodes: { below: readonly number[]; depth: number }[] = [
      { below: ids.filter((id) => /^[a-z]+$/.test(keyOf(id))), depth: 0 },
    ];
    for (const { below, depth } of nodes) {
      const here = below.filter((id) => keyOf(id).length === depth);
      for (const [i, id] of here.entries()) this.#others[id] = (here[i + 1] ?? -1) + 1;
      let bits = here.length > 0 ? endsHere : 0;
      if (here.some((id) => stems[id]?.isPrefix)) bits |= beginsHere;
      const firstChild = nodes.length;
      const longer = below.filter((id) => keyOf(id).length > depth);
      const byLetter = groupedBy(longer, (id) => keyOf(id).charCodeAt(depth) - 97);
      for (const [letter, further] of [...byLetter].sort(([one], [other]) => one - other)) {
        bits |= 1 << letter;
        nodes.push({ below: further, depth: depth + 1 });
      }
      rows.push(bits, firstChild, (here[0] ?? -1) + 1);
    }
    this.#rows = Int32Array.from(rows);
  }

  /** The node one letter on; letters count from 0. */
  next(node: number, letter: number): number {
    if (letter < 0 || letter >= fanOut) return 0;
    const bit = 1 << letter;
    const bits = this.#rows[node * stride + ways] ?? 0;
    return (bits & bit) === 0 ? 0 : (this.#rows[node * stride + children] ?? 0) + countOf(bits & (bit - 1));
  }

  /** The letters with which stems go on from a node, a bit each, and `endsHere` and `beginsHere`. */
  waysOn(node: number): number {
    return this.#rows[node * stride + ways] ?? 0;
  }

  /** The first of the stems that end at a node, or -1. */
  firstAt(node: number): number {
    return (this.#rows[node * stride + first] ?? 0) - 1;
  }

  /** The next stem at the node of this one, or -1. */
  nextTo(id: number): number {
    return (this.#others[id] ?? 0) - 1;
  }

  /** Calls `onStem` with every stem that stands at `from`, and where it ends. */
  at(text: string, from: number, onStem: (id: number, end: number) => void): void {
    let node = 0;
    const until = Math.min(text.length, from + farthest);
    for (let i = from; i < until; i++) {
      const letter = text.charCodeAt(i) - 97;
      const next = this.next(node, letter);
      if (next === 0) {
        // "k i l l": stems have no doubled letters, spelt-out words do.
        if (i > from && text.charCodeAt(i - 1) - 97 === letter && letter >= 0 && letter < fanOut) continue;
        return;
      }
      node = next;
      for (let id = this.firstAt(node); id >= 0; id = this.nextTo(id)) onStem(id, i + 1);
    }
  }

  /** Whether a stem of at least `shortest` letters that stands at `from` ends after `after`. */
  reachesOver(text: string, from: number, after: number, shortest: number): boolean {
    let node = 0;
    const until = Math.min(text.length, from + farthest);
    for (let i = from; i < until; i++) {
      const letter = text.charCodeAt(i) - 97;
      if (letter < 0 || letter >= fanOut) return false;
      const next = this.next(node, letter);
      if (next !== 0) node = next;
      else if (i === from || text.charCodeAt(i - 1) - 97 !== letter) return false;
      if (i >= after && i - from + 1 >= shortest && (this.waysOn(node) & endsHere) !== 0) return true;
    }
    return false;
  }
}

/** How many bits are set. */
function countOf(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
