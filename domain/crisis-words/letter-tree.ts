import { groupedBy } from '../grouped-by.ts';
import { isPrefix, type PackedStem, packedStem } from './packed-stem.ts';
import type { Stem } from './pattern.ts';

const fanOut = 26;
/** Stems are far shorter; the limit keeps repeated letters from costing more than a glance. */
const farthest = 40;
export const anyLetter = (1 << fanOut) - 1;
/** Beside the letters with which stems go on from a node: stems end here. */
export const endsHere = 1 << fanOut;
/** And one of them is a beginning, so that a word may go on. */
export const beginsHere = 2 << fanOut;
/** And one of them is a whole word. */
export const wordHere = 4 << fanOut;
const none = -1;

/** What can stand in a tree. */
export const isLetters = /^[a-z]+$/;

interface Numbered {
  readonly id: number;
  readonly stem: Stem;
}

/**
 * A node is a row of four numbers: the ways on, the node of the first of its letters, behind which those of its
 * others follow in their order, the stem that ends here, and where further ones are. So that much of the tree stays in
 * the processor's cache: with a place for each letter of the alphabet it was seven times as large, and each step a wait
 * for memory.
 */
const ways = 0;
const children = 1;
const stemHere = 2;
const others = 3;
const stride = 4;

/** Stems of one reading as a tree of letters. Node 0 is the root, and what `next` gives where no stem goes on. */
export class LetterTree {
  readonly #rows: Int32Array;
  /** Of the stems that end at one node all but the first, one after the other; behind them is `none`. */
  readonly #others: Int32Array;

  /**
   * @param stems all stems, by their numbers
   * @param ids the numbers of those that it holds; what is not written in letters is found by none
   * @param kinds what they do in a book (see `PackedSteps`), or null when no finder asks about it
   */
  constructor(stems: readonly Stem[], ids: readonly number[], kinds: Uint8Array | null) {
    const rows = [0, 0, none, 0];
    const further = [none];
    // A node's letters one after the other, then what is below each: most of a way down lies in one place.
    const place = (node: number, depth: number, below: readonly Numbered[]) => {
      const here = below.filter(({ stem }) => stem.key.length === depth);
      const longer = below.filter(({ stem }) => stem.key.length > depth);
      const byLetter = [...groupedBy(longer, ({ stem }) => stem.key.charCodeAt(depth) - 97)].sort(([a], [b]) => a - b);
      let bits = here.length > 0 ? endsHere : 0;
      if (here.some(({ stem }) => stem.isPrefix)) bits |= beginsHere;
      if (here.some(({ stem }) => !stem.isPrefix)) bits |= wordHere;
      for (const [letter] of byLetter) bits |= 1 << letter;
      const firstChild = rows.length / stride;
      rows[node * stride + ways] = bits;
      rows[node * stride + children] = firstChild;
      const [stem = none, ...more] = here.map((each) => packedStem(each.id, each.stem, kinds?.[each.id] ?? 0));
      rows[node * stride + stemHere] = stem;
      if (more.length > 0) {
        rows[node * stride + others] = further.length;
        further.push(...more, none);
      }
      for (const _ of byLetter) rows.push(0, 0, none, 0);
      for (const [i, [, those]] of byLetter.entries()) place(firstChild + i, depth + 1, those);
    };
    const written = ids.flatMap((id): readonly Numbered[] => {
      const stem = stems[id];
      return stem !== undefined && isLetters.test(stem.key) ? [{ id, stem }] : [];
    });
    place(0, 0, written);
    this.#rows = Int32Array.from(rows);
    this.#others = Int32Array.from(further);
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

  /** The stem that ends at a node, or one of them, or what is below 0. */
  stemOf(node: number): PackedStem {
    return this.#rows[node * stride + stemHere] ?? none;
  }

  /** Where the others are; `otherAt` gives them one by one, and then what is below 0. */
  othersOf(node: number): number {
    return this.#rows[node * stride + others] ?? 0;
  }

  otherAt(at: number): PackedStem {
    return this.#others[at] ?? none;
  }

  /** The node to which a key leads, or 0. */
  nodeOf(key: string): number {
    let node = 0;
    for (let i = 0; i < key.length; i++) {
      node = this.next(node, key.charCodeAt(i) - 97);
      if (node === 0) return 0;
    }
    return node;
  }

  /** The lengths of the stems that are words and stand at `from`, a bit each. */
  wordsAt(key: string, from: number): number {
    let lengths = 0;
    let node = 0;
    for (let length = 1; from + length <= key.length && length < 32; length++) {
      node = this.next(node, key.charCodeAt(from + length - 1) - 97);
      if (node === 0) break;
      if ((this.waysOn(node) & wordHere) !== 0) lengths |= 1 << length;
    }
    return lengths;
  }

  /**
   * Calls `onStem` with every stem that a key is, or begins with where it is the beginning of words.
   * @returns whether the key is a whole word
   */
  heads(key: string, onStem: (stem: PackedStem) => void): boolean {
    let node = 0;
    for (let i = 0; i < key.length; i++) {
      node = this.next(node, key.charCodeAt(i) - 97);
      if (node === 0) return false;
      const wanted = i + 1 === key.length ? endsHere : beginsHere;
      if ((this.waysOn(node) & wanted) === 0) continue;
      for (let stem = this.stemOf(node), at = this.othersOf(node); stem >= 0; stem = this.otherAt(at++)) {
        if (wanted === endsHere || isPrefix(stem)) onStem(stem);
      }
    }
    return (this.waysOn(node) & wordHere) !== 0;
  }

  /** Calls `onStem` with every stem that stands at `from`, and where it ends. */
  at(text: string, from: number, onStem: (stem: PackedStem, end: number) => void): void {
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
      if ((this.waysOn(node) & endsHere) === 0) continue;
      for (let stem = this.stemOf(node), at = this.othersOf(node); stem >= 0; stem = this.otherAt(at++))
        onStem(stem, i + 1);
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
