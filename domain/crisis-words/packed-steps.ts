import type { Stem } from './pattern.ts';

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

/** Numbers a step. */
export const stride = 5;
/** Where they stand: the state before (-1 at a beginning), the state that is reached, the phrase, the gap, the marks. */
export const before = 0;
export const reaches = 1;
export const phrase = 2;
export const gap = 3;
export const marks = 4;
/** Of the marks, the lowest bits are those of the concern. */
export const concernMarks = 7;
export const lastMark = 8;
export const aloneMark = 16;

/**
 * Where the steps of a stem stand, four numbers a stem: from where, from where those that follow on a state, to where;
 * and what there is to know of the stem without a look at them.
 */
export const rowStride = 4;
export const begins = 0;
export const follows = 1;
export const ends = 2;
export const kinds = 3;
/** The stem is the beginning of words. */
export const prefixKind = 1;
/** It begins phrases, or is one by itself. */
export const beginningKind = 2;
export const aloneKind = 4;

/**
 * The steps of a book as numbers in a row, stem after stem: a message touches few of them, and each lies beside
 * the next. Objects would cost several times as much.
 */
export interface PackedSteps {
  /** A stem's steps stand in the order of the state before, so that those that follow on one stand together. */
  readonly numbers: Int32Array;
  readonly rows: Int32Array;
  /** The most words that may stand between two steps. */
  readonly widestGap: number;
}

const inOrder = (a: Step, b: Step) => a.before - b.before || a.reaches - b.reaches;

export function packSteps(stepsOf: (stem: number) => readonly Step[], stems: readonly Stem[]): PackedSteps {
  const numbers: number[] = [];
  const rows = new Int32Array(rowStride * stems.length);
  let widestGap = 0;
  for (let id = 0; id < stems.length; id++) {
    const row = rowStride * id;
    rows[row + begins] = rows[row + follows] = numbers.length;
    let kind = stems[id]?.isPrefix ? prefixKind : 0;
    const steps = stepsOf(id);
    for (const step of steps.length < 2 ? steps : steps.toSorted(inOrder)) {
      const bits = step.bit | (step.isLast ? lastMark : 0) | (step.isAlone ? aloneMark : 0);
      numbers.push(step.before, step.reaches, step.phrase, step.gap, bits);
      widestGap = Math.max(widestGap, step.gap);
      if (step.before >= 0) continue;
      kind |= step.isLast ? aloneKind : beginningKind;
      rows[row + follows] = numbers.length;
    }
    rows[row + ends] = numbers.length;
    rows[row + kinds] = kind;
  }
  return { numbers: Int32Array.from(numbers), rows, widestGap };
}

export const hasSteps = ({ rows }: PackedSteps, stem: number) =>
  (rows[stem * rowStride + ends] ?? 0) > (rows[stem * rowStride + begins] ?? 0);

/** Whether a step is the last one of its phrase. */
export const isLast = (numbers: Int32Array, at: number) => ((numbers[at + marks] ?? 0) & lastMark) !== 0;

/** Where the first of a stem's steps is that follows on a state or on one with a higher number. */
export function firstAfter({ numbers, rows }: PackedSteps, stem: number, state: number): number {
  let low = (rows[stem * rowStride + follows] ?? 0) / stride;
  let high = (rows[stem * rowStride + ends] ?? 0) / stride;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle * stride + before] ?? 0) < state) low = middle + 1;
    else high = middle;
  }
  return low * stride;
}
