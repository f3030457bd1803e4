/** Places count on from message to message, so that nothing has to be cleared or made anew between them. */
const longestCount = 2 ** 30;
/** Of numbers of 32 bits; a message reaches some fifty states. */
const glanceSize = 32;

/**
 * Which states of a book were reached in the message at hand, where, and where their phrase began. It is made
 * once for a book: its size grows with the lexicon, and clearing it would cost that for every message.
 * Only numbers of places are held, nothing of the words.
 */
export class ReachedStates {
  readonly #at: Int32Array;
  readonly #began: Int32Array;
  /** A bit for each state that was reached, shared by many: most that are asked for were not, and need no look further. */
  readonly #glance = new Int32Array(glanceSize);
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
    this.#glance.fill(0);
    this.#base = this.#next;
    this.#next += places + 1;
  }

  reach(state: number, place: number, began: number): void {
    const number = (state >>> 5) & (glanceSize - 1);
    this.#glance[number] = (this.#glance[number] ?? 0) | (1 << state);
    this.#at[state] = this.#base + place;
    this.#began[state] = began;
  }

  /** The last place where a state was reached, or below 0. */
  placeOf(state: number): number {
    const isPossible = ((this.#glance[(state >>> 5) & (glanceSize - 1)] ?? 0) & (1 << state)) !== 0;
    return isPossible ? (this.#at[state] ?? -1) - this.#base : -1;
  }

  beganOf(state: number): number {
    return this.#began[state] ?? 0;
  }
}
