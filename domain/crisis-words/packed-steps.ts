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

/**
 * Where the steps of a stem stand, three numbers a stem: from where those that begin a phrase, from where those that
 * are one by themselves, and from where those that follow on a state.
 */
export const rowStride = 3;
export const begins = 0;
export const alones = 1;
export const follows = 2;
/** To where: there the next stem's begin. */
export const ends = 3;

/** What there is to know of a stem without a look at its steps: it begins phrases, is one by itself, or follows. */
export const beginningKind = 1;
export const aloneKind = 2;
export const followingKind = 4;

/**
 * The steps of a book as numbers in a row, stem after stem: a message touches few of them, and each lies beside
 * the next. Objects would cost several times as much.
 */
export interface PackedSteps {
  /**
   * A stem's steps that begin a phrase stand in the order of the states that they reach, those that follow in the
   * order of the state before.
   */
  readonly numbers: Int32Array;
  readonly rows: Int32Array;
  /** By stem; 0 where it has no steps. */
  readonly kinds: Uint8Array;
  /** The most words that may stand between two steps. */
  readonly widestGap: number;
}

const inOrder = (a: Step, b: Step) =>
  a.before - b.before || Number(a.isAlone) - Number(b.isAlone) || a.reaches - b.reaches;

export function packSteps(stepsOf: (stem: number) => readonly Step[], stems: number): PackedSteps {
  const numbers: number[] = [];
  const rows = new Int32Array(rowStride * (stems + 1));
  const kinds = new Uint8Array(stems);
  let widestGap = 0;
  for (let id = 0; id < stems; id++) {
    const row = rowStride * id;
    rows[row + begins] = rows[row + alones] = rows[row + follows] = numbers.length;
    let kind = 0;
    const steps = stepsOf(id);
    for (const step of steps.length < 2 ? steps : steps.toSorted(inOrder)) {
      const bits = step.bit | (step.isLast ? lastMark : 0) | (step.isAlone ? aloneMark : 0);
      numbers.push(step.before, step.isLast ? step.phrase : step.reaches, (step.gap << gapAt) | bits);
      widestGap = Math.max(widestGap, step.gap);
      if (step.before < 0 && !step.isAlone) rows[row + alones] = numbers.length;
      if (step.before < 0) rows[row + follows] = numbers.length;
      kind |= step.before >= 0 ? followingKind : step.isLast ? aloneKind : beginningKind;
    }
    kinds[id] = kind;
  }
  rows[rowStride * stems] = numbers.length;
  return { numbers: Int32Array.from(numbers), rows, kinds, widestGap };
}

/** Where the first of a stem's steps is that follows on a state, or below 0. */
export function firstAfter({ numbers, rows }: PackedSteps, stem: number, state: number): number {
  const row = stem * rowStride;
  return firstOf(numbers, rows[row + follows] ?? 0, rows[row + ends] ?? 0, before, state);
}

/** Where the first of a stem's steps is that begins a phrase and reaches a state, or below 0. */
export function firstTo({ numbers, rows }: PackedSteps, stem: number, state: number): number {
  const row = stem * rowStride;
  return firstOf(numbers, rows[row + begins] ?? 0, rows[row + alones] ?? 0, target, state);
}

/** The first step between two places whose numbers of one kind are in order, in which it is `value`; or below 0. */
function firstOf(numbers: Int32Array, from: number, to: number, which: number, value: number): number {
  let low = from / stride;
  let high = to / stride;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle * stride + which] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  const at = low * stride;
  return at < to && numbers[at + which] === value ? at : -1;
}

/**
 * Calls `onState` with every state that a phrase reaches with its first stem and leaves with its second one, and with
 * where the first steps from and to it are. Common words lead to many states and follow on many: the fewer are looked
 * up among the others.
 */
export function forStatesBetween(
  steps: PackedSteps,
  first: number,
  second: number,
  onState: (state: number, after: number, to: number) => void,
): void {
  const { numbers, rows } = steps;
  const [begin, beginEnd] = [rows[first * rowStride + begins] ?? 0, rows[first * rowStride + alones] ?? 0];
  const [follow, followEnd] = [rows[second * rowStride + follows] ?? 0, rows[second * rowStride + ends] ?? 0];
  if (beginEnd - begin <= followEnd - follow) {
    for (let at = begin; at < beginEnd; ) {
      const state = numbers[at + target] ?? 0;
      const after = firstAfter(steps, second, state);
      if (after >= 0) onState(state, after, at);
      while (at < beginEnd && numbers[at + target] === state) at += stride;
    }
  } else {
    for (let at = follow; at < followEnd; ) {
      const state = numbers[at + before] ?? 0;
      const to = firstTo(steps, first, state);
      if (to >= 0) onState(state, at, to);
      while (at < followEnd && numbers[at + before] === state) at += stride;
    }
  }
}
