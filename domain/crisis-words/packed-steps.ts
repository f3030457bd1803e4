import type { Step } from './phrase-book.ts';

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
 * The steps of a book as numbers in a row, stem after stem: a message touches few of them, and each lies beside
 * the next. Objects would cost several times as much.
 */
export interface PackedSteps {
  readonly numbers: Int32Array;
  /** Where the steps of a stem begin; they end where those of the next begin. */
  readonly starts: Int32Array;
}

/** @param stepsOf the steps of each of so many `stems` */
export function packSteps(stepsOf: (stem: number) => readonly Step[], stems: number): PackedSteps {
  const numbers: number[] = [];
  const starts = new Int32Array(stems + 1);
  for (let stem = 0; stem < stems; stem++) {
    starts[stem] = numbers.length;
    for (const step of stepsOf(stem)) {
      const bits = step.bit | (step.isLast ? lastMark : 0) | (step.isAlone ? aloneMark : 0);
      numbers.push(step.before, step.reaches, step.phrase, step.gap, bits);
    }
  }
  starts[stems] = numbers.length;
  return { numbers: Int32Array.from(numbers), starts };
}
