/** So many bits a pair that about one in ten other pairs is taken for one. */
const bitsEach = 8;

/**
 * Pairs of numbers, to be asked before a longer look: a bit in a table answers for a pair, and for a few others by
 * chance. It is small enough to stay in the processor's cache.
 */
export class PairFilter {
  readonly #bits: Int32Array;
  readonly #shift: number;

  /** @param pairs gives each pair to what it is called with; it is called twice, first to count them */
  constructor(pairs: (onPair: (one: number, other: number) => void) => void) {
    let count = 1;
    pairs(() => count++);
    this.#shift = Math.clz32(bitsEach * count);
    this.#bits = new Int32Array(2 ** (32 - this.#shift) / 32);
    pairs((one, other) => {
      const bit = this.#bitOf(one, other);
      this.#bits[bit >>> 5] = (this.#bits[bit >>> 5] ?? 0) | (1 << bit);
    });
  }

  /** False is certain. */
  mayHold(one: number, other: number): boolean {
    const bit = this.#bitOf(one, other);
    return ((this.#bits[bit >>> 5] ?? 0) & (1 << bit)) !== 0;
  }

  #bitOf(one: number, other: number): number {
    const mixed = Math.imul(one, 0x9e3779b1) + other;
    return Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b) >>> this.#shift;
  }
}
