const free = -1;
const nowhere = -(2 ** 20);
/** A message reaches some fifty states. */
const firstSize = 256;
/** Numbers of a state: itself, and for each way where it was reached last, where its phrase began, and its letters. */
const stride = 8;
const place = 1;
const began = 2;
const letters = 3;
const lanes = 3;

/** How a state is reached: by sound words only, or with a slip in one of them. */
export type Way = 0 | 1;

/**
 * Which states of a book were reached in the message at hand, where, and by how many letters. A small table that
 * stays in the processor's cache, however large the book is: a place for each state of the book would be a wait for
 * memory for each that is reached. Only numbers of places are held, nothing of the words.
 */
export class ReachedStates {
  #rows = new Int32Array(firstSize * stride).fill(free);
  /** The slots that are taken. */
  readonly #taken: number[] = [];
  #latest = nowhere;

  /** Forgets the message before. */
  begin(): void {
    for (const slot of this.#taken) this.#rows[slot] = free;
    this.#taken.length = 0;
    this.#latest = nowhere;
  }

  /** The last place where any was reached, or far below 0. */
  get latest(): number {
    return this.#latest;
  }

  /** At a place; where its phrase began, and how many letters its words have so far. The last place counts. */
  reach(state: number, way: Way, at: number, from: number, total: number): void {
    if (this.#taken.length * stride * 2 >= this.#rows.length) this.#grow();
    this.#latest = Math.max(this.#latest, at);
    const slot = this.#find(state);
    const rows = this.#rows;
    if (rows[slot] === free) {
      rows[slot] = state;
      rows[slot + place] = rows[slot + lanes + place] = free;
      this.#taken.push(slot);
    }
    const lane = slot + way * lanes;
    if ((rows[lane + place] ?? free) > at) return;
    // Of several runs with which one word reaches a state the longest counts.
    const isAlso = rows[lane + place] === at;
    rows[lane + place] = at;
    rows[lane + began] = isAlso ? Math.min(rows[lane + began] ?? 0, from) : from;
    rows[lane + letters] = isAlso ? Math.max(rows[lane + letters] ?? 0, total) : total;
  }

  /** How many states were reached. */
  get count(): number {
    return this.#taken.length;
  }

  /** Where the numbers of the n-th state are, from 0. */
  slotAt(n: number): number {
    return this.#taken[n] ?? 0;
  }

  stateAt(slot: number): number {
    return this.#rows[slot] ?? free;
  }

  /** Where a state's numbers are, or below 0 when it was not reached in any way. */
  slotOf(state: number): number {
    const slot = this.#find(state);
    return this.#rows[slot] === free ? -1 : slot;
  }

  /** The last place where it was reached this way, or below 0. */
  placeAt(slot: number, way: Way): number {
    return this.#rows[slot + way * lanes + place] ?? free;
  }

  beganAt(slot: number, way: Way): number {
    return this.#rows[slot + way * lanes + began] ?? 0;
  }

  lettersAt(slot: number, way: Way): number {
    return this.#rows[slot + way * lanes + letters] ?? 0;
  }

  /** The slot of a state, or the free one where it belongs. */
  #find(state: number): number {
    const rows = this.#rows;
    const last = rows.length - stride;
    let slot = Math.imul(state, 0x9e3779b1) >>> 13;
    for (;;) {
      slot &= last;
      const other = rows[slot];
      if (other === state || other === free) return slot;
      slot += stride;
    }
  }

  #grow(): void {
    const rows = this.#rows;
    this.#rows = new Int32Array(2 * rows.length).fill(free);
    for (const [i, old] of this.#taken.entries()) {
      const slot = this.#find(rows[old] ?? 0);
      this.#rows.set(rows.subarray(old, old + stride), slot);
      this.#taken[i] = slot;
    }
  }
}
