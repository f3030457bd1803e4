import * as step from './packed-steps.ts';
import { PairFilter } from './pair-filter.ts';

/** What may follow on what, for a glance before steps are looked through. */
export interface Followers {
  /** Stems that may come second in a phrase, after first ones. */
  readonly ofStems: PairFilter;
  /** Stems with a step that follows on a state. */
  readonly ofStates: PairFilter;
}

/** The followers in the steps of a book that has so many states. */
export function followersIn({ numbers, rows, kinds }: step.PackedSteps, states: number): Followers {
  const firsts: number[][] = Array.from({ length: states }, () => []);
  const seconds: number[][] = Array.from({ length: states }, () => []);
  for (let stem = 0; stem < kinds.length; stem++) {
    const row = stem * step.rowStride;
    const follow = rows[row + step.follows] ?? 0;
    for (let at = rows[row + step.begins] ?? 0; at < follow; at += step.stride)
      if (!step.isLast(numbers, at)) firsts[numbers[at + step.target] ?? 0]?.push(stem);
    for (let at = follow; at < (rows[row + step.ends] ?? 0); at += step.stride)
      seconds[numbers[at + step.before] ?? 0]?.push(stem);
  }
  return {
    ofStems: new PairFilter((onPair) => {
      for (const [state, first] of firsts.entries())
        for (const one of first) for (const other of seconds[state] ?? []) onPair(one, other);
    }),
    ofStates: new PairFilter((onPair) => {
      for (const [state, second] of seconds.entries()) for (const stem of second) onPair(state, stem);
    }),
  };
}
