import type { Concern } from './level.ts';
import type { Phrase } from './pattern.ts';
import type { StemIndex } from './stem-index.ts';

const concernBits: Readonly<Record<Concern, number>> = { self: 1, danger: 2, body: 4 };

/** Words that a false friend of this concern has taken are marked with this bit. */
export function concernBit(concern: Concern): number {
  return concernBits[concern];
}

/**
 * One word's step within a phrase: it leads from the state that has to be reached before to the state
 * that it reaches. A state is shared by all runs that fill the same place.
 */
export interface Step {
  readonly phrase: number;
  /** The state to be reached before, -1 at the beginning. */
  readonly before: number;
  readonly reaches: number;
  /** How many words may stand in between. */
  readonly gap: number;
  readonly isLast: boolean;
  /** A phrase of one single word. */
  readonly isAlone: boolean;
  /** Words with this bit in their mark cannot serve. */
  readonly bit: number;
}

/** Many phrases, arranged so that a word leads at once to the steps that it may take. */
export class PhraseBook<Meaning> {
  readonly #steps: Step[][] = [];
  readonly #meanings: Meaning[] = [];
  readonly #index: StemIndex;
  readonly #gap: number;
  #states = 0;

  /** `gap` is how many other words may stand between two places of a phrase. */
  constructor(index: StemIndex, gap: number) {
    this.#index = index;
    this.#gap = gap;
  }

  get states(): number {
    return this.#states;
  }

  add(phrase: Phrase, meaning: Meaning, concern: Concern): void {
    const number = this.#meanings.push(meaning) - 1;
    const bit = concernBit(concern);
    let placeBefore = -1;
    phrase.forEach((runs, place) => {
      const filled = this.#states++;
      for (const run of runs) {
        let before = placeBefore;
        run.forEach((stems, i) => {
          const isEnd = i === run.length - 1;
          const reaches = isEnd ? filled : this.#states++;
          const isLast = isEnd && place === phrase.length - 1;
          const gap = i === 0 ? this.#gap : 0;
          const step: Step = { phrase: number, before, reaches, gap, isLast, isAlone: isLast && before < 0, bit };
          for (const stem of stems) (this.#steps[this.#index.add(stem)] ??= []).push(step);
          before = reaches;
        });
      }
      placeBefore = filled;
    });
  }

  /** The steps that a word with this stem may take. */
  stepsOf(stem: number): readonly Step[] {
    return this.#steps[stem] ?? [];
  }

  meaningOf(phrase: number): Meaning | undefined {
    return this.#meanings[phrase];
  }
}
