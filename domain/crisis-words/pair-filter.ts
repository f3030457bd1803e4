/** So many bits a pair that about one in twenty other pairs is taken for one. */
const bitsEach = 8;
const wordBits = 32;
/** A row is where its words begin, and below that how far a mixed number is shifted to give one of them. */
const shiftBits = 5;

/**
 * Pairs of numbers, to be asked before a longer look: two bits of one word in a table answer for a pair, and for a few
 * others by chance. All pairs of one first number lie together: a message asks for few first numbers, and often, so
 * that they stay in the processor's cache.
 */
export class PairFilter {
  /** Row by first number. */
  readonly #rows: Int32Array;
  readonly #words: Int32Array;

  /**
   * @param firsts how many first numbers there are, counted from 0
   * @param pairs gives each pair to what it is called with; it is called twice, first to count them
   */
  constructor(firsts: number, pairs: (onPair: (one: number, other: number) => void) => void) {
    const counts = new Int32Array(firsts);
    pairs((one) => {
      counts[one] = (counts[one] ?? 0) + 1;
    });
    let size = 0;
    this.#rows = counts.map((count) => {
      const shift = Math.min(Math.clz32((bitsEach * count) / wordBits), 31);
      const row = (size << shiftBits) | shift;
      if (count > 0) size += 2 ** (32 - shift);
      return row;
    });
    this.#words = new Int32Array(size);
    pairs((one, other) => {
      const mixed = mix(other);
      const at = this.#wordOf(one, mixed);
      this.#words[at] = (this.#words[at] ?? 0) | bitsOf(mixed);
    });
  }

  /** False is certain. */
  mayHold(one: number, other: number): boolean {
    const mixed = mix(other);
    const bits = bitsOf(mixed);
    return ((this.#words[this.#wordOf(one, mixed)] ?? 0) & bits) === bits;
  }

  #wordOf(one: number, mixed: number): number {
    const row = this.#rows[one] ?? 0;
    // Only the lowest five bits of a number say how far it is shifted.
    return (row >>> shiftBits) + (mixed >>> row);
  }
}

function mix(other: number): number {
  const mixed = Math.imul(other + 1, 0x9e3779b1);
  return Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
}

/** Two bits, by the lowest of a mixed number; its highest say in which word they are. */
function bitsOf(mixed: number): number {
  const further = mixed ^ (mixed >>> 13);
  return (1 << further) | (1 << (further >>> 5));
}
