/** So many bits a pair that about one in twenty other pairs is taken for one. */
const bitsEach = 8;
const wordBits = 32;

/**
 * Pairs of numbers, to be asked before a longer look: two bits of one number in a table answer for a pair, and for a
 * few others by chance. It is small enough to stay in the processor's cache, and a question is one glance at it.
 */
export class PairFilter {
  readonly #words: Int32Array;
  readonly #shift: number;

  /** @param pairs gives each pair to what it is called with; it is called twice, first to count them */
  constructor(pairs: (onPair: (one: number, other: number) => void) => void) {
    let count = wordBits;
    pairs(() => count++);
    this.#shift = Math.clz32((bitsEach * count) / wordBits);
    this.#words = new Int32Array(2 ** (32 - this.#shift));
    pairs((one, other) => {
      const mixed = mix(one, other);
      this.#words[mixed >>> this.#shift] = (this.#words[mixed >>> this.#shift] ?? 0) | bitsOf(mixed);
    });
  }

  /** False is certain. */
  mayHold(one: number, other: number): boolean {
    const mixed = mix(one, other);
    const bits = bitsOf(mixed);
    return ((this.#words[mixed >>> this.#shift] ?? 0) & bits) === bits;
  }
}

function mix(one: number, other: number): number {
  const mixed = Math.imul(one, 0x9e3779b1) + other;
  return Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
}

/** Two bits, by the lowest of a mixed number; its highest say in which word they are. */
function bitsOf(mixed: number): number {
  const further = mixed ^ (mixed >>> 13);
  return (1 << further) | (1 << (further >>> 5));
}
