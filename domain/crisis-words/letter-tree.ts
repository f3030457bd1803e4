import type { Stem } from './pattern.ts';

const fanOut = 26;
/** Stems are far shorter; the limit keeps repeated letters from costing more than a glance. */
const farthest = 40;
const noStems: readonly number[] = [];
/** Beside the letters with which stems go on from a node: stems end here. */
export const endsHere = 1 << fanOut;

/** Stems of one reading as a tree of letters. Node 0 is the root, and what `next` gives where no stem goes on. */
export class LetterTree {
  #next = new Int32Array(fanOut * 1024);
  #after = new Int32Array(1024);
  #nodes = 1;
  readonly #stemsAt: number[][] = [];

  add(stem: Stem, id: number): void {
    let node = 0;
    for (let i = 0; i < stem.key.length; i++) {
      const slot = node * fanOut + stem.key.charCodeAt(i) - 97;
      if (this.#next[slot] === 0) {
        this.#next[slot] = this.#nodes++;
        this.#after[node] = (this.#after[node] ?? 0) | (1 << (slot % fanOut));
        if (this.#nodes * fanOut > this.#next.length) this.#grow();
      }
      node = this.#next[slot] ?? 0;
    }
    this.#stemsAt[node] = [...(this.#stemsAt[node] ?? []), id];
    this.#after[node] = (this.#after[node] ?? 0) | endsHere;
  }

  /** The node one letter on; letters count from 0. */
  next(node: number, letter: number): number {
    return letter < 0 || letter >= fanOut ? 0 : (this.#next[node * fanOut + letter] ?? 0);
  }

  /** The letters with which stems go on from a node, a bit each, and `endsHere`. */
  waysOn(node: number): number {
    return this.#after[node] ?? 0;
  }

  /** The stems that end at a node. */
  stemsAt(node: number): readonly number[] {
    return this.#stemsAt[node] ?? noStems;
  }

  /** Calls `onStem` with every stem that stands at `from`, and where it ends. */
  at(letters: string, from: number, onStem: (id: number, end: number) => void): void {
    let node = 0;
    const until = Math.min(letters.length, from + farthest);
    for (let i = from; i < until; i++) {
      const letter = letters.charCodeAt(i) - 97;
      if (letter < 0 || letter >= fanOut) return;
      const next = this.#next[node * fanOut + letter] ?? 0;
      if (next === 0) {
        // "k i l l": stems have no doubled letters, spelt-out words do.
        if (i > from && letters.charCodeAt(i - 1) - 97 === letter) continue;
        return;
      }
      node = next;
      const stems = this.#stemsAt[node];
      if (stems !== undefined) for (const id of stems) onStem(id, i + 1);
    }
  }

  /** Whether a stem of at least `shortest` letters that stands at `from` ends after `after`. */
  reachesOver(letters: string, from: number, after: number, shortest: number): boolean {
    let node = 0;
    const until = Math.min(letters.length, from + farthest);
    for (let i = from; i < until; i++) {
      const letter = letters.charCodeAt(i) - 97;
      if (letter < 0 || letter >= fanOut) return false;
      const next = this.#next[node * fanOut + letter] ?? 0;
      if (next !== 0) node = next;
      else if (i === from || letters.charCodeAt(i - 1) - 97 !== letter) return false;
      if (i >= after && i - from + 1 >= shortest && this.#stemsAt[node] !== undefined) return true;
    }
    return false;
  }

  #grow(): void {
    const grown = new Int32Array(this.#next.length * 2);
    grown.set(this.#next);
    this.#next = grown;
    const after = new Int32Array(this.#after.length * 2);
    after.set(this.#after);
    this.#after = after;
  }
}
