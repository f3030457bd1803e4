import * as step from './packed-steps.ts';

/** So many bits a pair that about one in ten other pairs is taken for one. */
const bitsEach = 8;

/**
 * Which stems may come second in a phrase after which first ones: a glance before their steps are looked through. A
 * bit in a table answers for a pair, and for a few others by chance.
 */
export class StemPairs {
  readonly #bits: Int32Array;
  readonly #shift: number;

  constructor({ numbers, rows }: step.PackedSteps, states: number) {
    const beginnings: number[][] = Array.from({ length: states }, () => []);
    const followers: number[][] = Array.from({ length: states }, () => []);
    for (let stem = 0; stem < rows.length / step.rowStride; stem++) {
      const row = stem * step.rowStride;
      for (let at = rows[row + step.begins] ?? 0; at < (rows[row + step.ends] ?? 0); at += step.stride) {
        const isBeginning = at < (rows[row + step.follows] ?? 0);
        const state = numbers[at + (isBeginning ? step.reaches : step.before)] ?? 0;
        if (!isBeginning || !step.isLast(numbers, at)) (isBeginning ? beginnings : followers)[state]?.push(stem);
      }
    }
    let pairs = 1;
    for (let state = 0; state < states; state++)
      pairs += (beginnings[state]?.length ?? 0) * (followers[state]?.length ?? 0);
    this.#shift = Math.clz32(bitsEach * pairs);
    this.#bits = new Int32Array(2 ** (32 - this.#shift) / 32);
    for (let state = 0; state < states; state++) {
      for (const first of beginnings[state] ?? []) {
        for (const second of followers[state] ?? []) {
          const bit = this.#bitOf(first, second);
          this.#bits[bit >>> 5] = (this.#bits[bit >>> 5] ?? 0) | (1 << bit);
        }
      }
    }
  }

  /** False is certain. */
  mayFollow(first: number, second: number): boolean {
    const bit = this.#bitOf(first, second);
    return ((this.#bits[bit >>> 5] ?? 0) & (1 << bit)) !== 0;
  }

  #bitOf(first: number, second: number): number {
    const mixed = Math.imul(first, 0x9e3779b1) + second;
    return Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b) >>> this.#shift;
  }
}
