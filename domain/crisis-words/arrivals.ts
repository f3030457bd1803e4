const none = -1;

/**
 * Where in a message stems have ended from which a phrase may go on. What they lead to is looked up only when one
 * comes that may follow: short stems stand everywhere and lead to many states, nearly always in vain. Only places
 * are held, nothing of the words.
 */
export class Arrivals {
  /** By place, the first and the last that arrive there. */
  #firsts = new Int32Array(256).fill(none);
  #lasts = new Int32Array(256);
  #whats = new Int32Array(64);
  #begans = new Int32Array(64);
  #nexts = new Int32Array(64);
  #count = 0;

  /** Forgets the message before; this one has `places` places. */
  begin(places: number): void {
    if (places > this.#firsts.length) {
      this.#firsts = new Int32Array(2 * places);
      this.#lasts = new Int32Array(2 * places);
    }
    this.#firsts.fill(none, 0, places);
    this.#count = 0;
  }

  /** @param what either a stem with which phrases begin, or `~` a state */
  add(place: number, what: number, began: number): void {
    const arrival = this.#count++;
    if (arrival === this.#whats.length) this.#grow();
    this.#whats[arrival] = what;
    this.#begans[arrival] = began;
    this.#nexts[arrival] = none;
    if (this.firstAt(place) < 0) this.#firsts[place] = arrival;
    else this.#nexts[this.#lasts[place] ?? 0] = arrival;
    this.#lasts[place] = arrival;
  }

  /** The first that arrives at a place, or below 0. */
  firstAt(place: number): number {
    return this.#firsts[place] ?? none;
  }

  /** The one that arrives at the same place after this one, or below 0. */
  nextTo(arrival: number): number {
    return this.#nexts[arrival] ?? none;
  }

  whatOf(arrival: number): number {
    return this.#whats[arrival] ?? 0;
  }

  /** Where its phrase began. */
  beganOf(arrival: number): number {
    return this.#begans[arrival] ?? 0;
  }

  #grow(): void {
    this.#whats = grown(this.#whats, this.#count);
    this.#begans = grown(this.#begans, this.#count);
    this.#nexts = grown(this.#nexts, this.#count);
  }
}

/** The numbers, with room for so many more. */
function grown(numbers: Int32Array, more: number): Int32Array<ArrayBuffer> {
  const roomier = new Int32Array(numbers.length + more);
  roomier.set(numbers);
  return roomier;
}
