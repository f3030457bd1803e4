import type { Concern } from './level.ts';
import { type PackedSteps, packSteps, type Step } from './packed-steps.ts';
import type { Phrase, Run } from './pattern.ts';
import type { StemIndex } from './stem-index.ts';

const concernBits: Readonly<Record<Concern, number>> = { self: 1, danger: 2, body: 4 };

/** Words that a false friend of this concern has taken are marked with this bit. */
export function concernBit(concern: Concern): number {
  return concernBits[concern];
}

/** Many phrases, arranged so that a word leads at once to the steps that it may take. */
export interface PhraseBook<Meaning> {
  readonly states: number;
  readonly steps: PackedSteps;
  /** What each phrase means, by its number. */
  readonly meanings: readonly Meaning[];
}

/** Writes a book. It needs several times the memory of the book, and is let go when the book is written. */
export class PhraseBookWriter<Meaning> {
  readonly #steps: Step[][] = [];
  readonly #meanings: Meaning[] = [];
  readonly #index: StemIndex;
  readonly #gap: number;
  /** States by what leads to them: phrases that begin alike share their steps. */
  readonly #shared = new Map<string, number>();
  #states = 0;

  /** `gap` is how many other words may stand between two places of a phrase. */
  constructor(index: StemIndex, gap: number) {
    this.#index = index;
    this.#gap = gap;
  }

  add(phrase: Phrase, meaning: Meaning, concern: Concern): void {
    const number = this.#meanings.push(meaning) - 1;
    const bit = concernBit(concern);
    let before = -1;
    phrase.forEach((runs, place) => {
      const isLast = place === phrase.length - 1;
      const known = isLast ? undefined : this.#shared.get(this.#name(before, bit, this.#gap, runs));
      before = known ?? this.#addPlace(runs, { phrase: number, before, bit, isLast });
    });
  }

  #addPlace(runs: readonly Run[], at: Pick<Step, 'phrase' | 'before' | 'bit' | 'isLast'>): number {
    const filled = this.#states++;
    if (!at.isLast) this.#shared.set(this.#name(at.before, at.bit, this.#gap, runs), filled);
    for (const run of runs) {
      let before = at.before;
      run.forEach((stems, i) => {
        const gap = i === 0 ? this.#gap : 0;
        const isEnd = i === run.length - 1;
        const name = this.#name(before, at.bit, gap, stems);
        const known = isEnd ? undefined : this.#shared.get(name);
        const reaches = isEnd ? filled : (known ?? this.#states++);
        if (known === undefined) {
          if (!isEnd) this.#shared.set(name, reaches);
          const isLast = isEnd && at.isLast;
          const step: Step = { ...at, before, reaches, gap, isLast, isAlone: isLast && before < 0 };
          for (const stem of stems) this.#stepsFrom(this.#index.add(stem)).push(step);
        }
        before = reaches;
      });
    }
    return filled;
  }

  #name(before: number, bit: number, gap: number, what: unknown): string {
    return `${before} ${bit} ${gap} ${JSON.stringify(what)}`;
  }

  #stepsFrom(stem: number): Step[] {
    const steps = this.#steps[stem] ?? [];
    this.#steps[stem] = steps;
    return steps;
  }

  /** The book, once all stems are known. */
  written(): PhraseBook<Meaning> {
    const steps = packSteps((stem) => this.#steps[stem] ?? [], this.#index.stems.length);
    return { states: this.#states, steps, meanings: this.#meanings };
  }
}
