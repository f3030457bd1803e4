import { grown } from './grown.ts';
import type { Stem } from './pattern.ts';

const fanOut = 26;
/** Stems are far shorter; the limit keeps repeated letters from costing more than a glance. */
const farthest = 40;
export const anyLetter = (1 << fanOut) - 1;
/** Beside the letters with which stems go on from a node: stems end here. */
export const endsHere = 1 << fanOut;
/** And one of them is a beginning, so that a word may go on. */
export const beginsHere = 2 << fanOut;

/** A node is a row of numbers, which so lie beside each other: the ways on, the first stem here, the nodes of the letters. */
const ways = 0;
const first = 1;
const letters = 2;
const stride = letters + fanOut;

/** Stems of one reading as a tree of letters. Node 0 is the root, and what `next` gives where no stem goes on. */
export class LetterTree {
  #rows = new Int32Array(stride * 64);
  #nodes = 1;
  /** For a stem the next one at its node; both that and the first are counted from 1, and 0 is none. */
  #others = new Int32Array(64);

  /** @param id the stem's number; one that is added once */
  add(stem: Stem, id: number): void {
    let node = 0;
    for (let i = 0; i < stem.key.length; i++) {
      const letter = stem.key.charCodeAt(i) - 97;
      const slot = node * stride + letters + letter;
      if (this.#rows[slot] === 0) {
        this.#rows[slot] = this.#nodes++;
        this.#mark(node, 1 << letter);
        if (this.#nodes * stride > this.#rows.length) this.#rows = grown(this.#rows, this.#rows.length);
      }
      node = this.#rows[slot] ?? 0;
    }
    this.#mark(node, stem.isPrefix ? endsHere | beginsHere : endsHere);
    if (id >= this.#others.length) this.#others = grown(this.#others, id + 1);
    // At the end, so that they are found in the order in which they were added.
    let last = this.firstAt(node);
    if (last < 0) this.#rows[node * stride + first] = id + 1;
    else {
      while (this.nextTo(last) >= 0) last = this.nextTo(last);
      this.#others[last] = id + 1;
    }
  }

  #mark(node: number, bits: number): void {
    this.#rows[node * stride + ways] = this.waysOn(node) | bits;
  }

  /** The node one letter on; letters count from 0. */
  next(node: number, letter: number): number {
    return letter < 0 || letter >= fanOut ? 0 : (this.#rows[node * stride + letters + letter] ?? 0);
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
