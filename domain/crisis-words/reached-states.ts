/** Places count on from message to message, so that nothing has to be cleared or made anew between them. */
const longestCount = 2 ** 30;

/**
 * Which states of a book were reached in the message at hand, where, and where their phrase began. It is made
 * once for a book: its size grows with the lexicon, and clearing it would cost that for every message.
 * Only numbers of places are held, nothing of the words.
 */
export class ReachedStates {
  readonly #at: Int32Array;
  readonly #began: Int32Array;
  #base = 0;
  #next = 0;

  constructor(states: number) {
    this.#at = new Int32Array(states).fill(-1);
    this.#began = new Int32Array(states);
  }

  /** Forgets the message before; this one has `places` places. */
  begin(places: number): void {
    if (this.#next > longestCount) {
      this.#at.fill(-1);
      this.#next = 0;
    }
    this.#base = this.#next;
    this.#next += places + 1;
  }

  reach(state: number, place: number, began: number): void {
    this.#at[state] = this.#base + place;
    this.#began[state] = began;
  }

  /** The last place where a state was reached, or below 0. */
  placeOf(state: number): number {
    return (this.#at[state] ?? -1) - this.#base;
  }

  beganOf(state: number): number {
    return this.#began[state] ?? 0;
  }
}
