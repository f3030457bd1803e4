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
export const stride = 3;
/** Where they stand: the state before (-1 at a beginning), what it leads to, the gap and the marks. */
export const before = 0;
/** The state that is reached; of a last step the phrase. */
export const target = 1;
export const gapAndMarks = 2;
/** Of the marks, the lowest bits are those of the concern. */
export const concernMarks = 7;
export const lastMark = 8;
export const aloneMark = 16;
const gapAt = 5;
export const gapOf = (bits: number) => bits >>> gapAt;

/** Where the steps of a stem stand, two numbers a stem: from where, and from where those that follow on a state. */
export const rowStride = 2;
export const begins = 0;
export const follows = 1;
/** To where: there the next stem's begin. */
export const ends = 2;

/** What there is to know of a stem without a look at its steps: it begins phrases, is one by itself, or follows. */
export const beginningKind = 1;
export const aloneKind = 2;
export const followingKind = 4;

/**
 * The steps of a book as numbers in a row, stem after stem: a message touches few of them, and each lies beside
 * the next. Objects would cost several times as much.
 */
export interface PackedSteps {
  /** A stem's steps stand in the order of the state before, so that those that follow on one stand together. */
  readonly numbers: Int32Array;
  readonly rows: Int32Array;
  /** By stem; 0 where it has no steps. */
  readonly kinds: Uint8Array;
  /** The most words that may stand between two steps. */
  readonly widestGap: number;
}

const inOrder = (a: Step, b: Step) => a.before - b.before || a.reaches - b.reaches;

export function packSteps(stepsOf: (stem: number) => readonly Step[], stems: number): PackedSteps {
  const numbers: number[] = [];
  const rows = new Int32Array(rowStride * (stems + 1));
  const kinds = new Uint8Array(stems);
  let widestGap = 0;
  for (let id = 0; id < stems; id++) {
    const row = rowStride * id;
    rows[row + begins] = rows[row + follows] = numbers.length;
    let kind = 0;
    const steps = stepsOf(id);
    for (const step of steps.length < 2 ? steps : steps.toSorted(inOrder)) {
      const bits = step.bit | (step.isLast ? lastMark : 0) | (step.isAlone ? aloneMark : 0);
      numbers.push(step.before, step.isLast ? step.phrase : step.reaches, (step.gap << gapAt) | bits);
      widestGap = Math.max(widestGap, step.gap);
      if (step.before < 0) rows[row + follows] = numbers.length;
      kind |= step.before >= 0 ? followingKind : step.isLast ? aloneKind : beginningKind;
    }
    kinds[id] = kind;
  }
  rows[rowStride * stems] = numbers.length;
  return { numbers: Int32Array.from(numbers), rows, kinds, widestGap };
}

/** Whether a step is the last one of its phrase. */
export const isLast = (numbers: Int32Array, at: number) => ((numbers[at + gapAndMarks] ?? 0) & lastMark) !== 0;

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
