import * as step from './packed-steps.ts';
import { PairFilter } from './pair-filter.ts';

/** Stems that may come second in a phrase, after first ones, for a glance before their steps are looked through. */
export function followersIn({ numbers, rows, kinds }: step.PackedSteps, states: number): PairFilter {
  const firsts: number[][] = Array.from({ length: states }, () => []);
  const seconds: number[][] = Array.from({ length: states }, () => []);
  for (let stem = 0; stem < kinds.length; stem++) {
    const row = stem * step.rowStride;
    for (let at = rows[row + step.begins] ?? 0; at < (rows[row + step.alones] ?? 0); at += step.stride)
      firsts[numbers[at + step.target] ?? 0]?.push(stem);
    for (let at = rows[row + step.follows] ?? 0; at < (rows[row + step.ends] ?? 0); at += step.stride)
      seconds[numbers[at + step.before] ?? 0]?.push(stem);
  }
  return new PairFilter(kinds.length, (onPair) => {
    for (const [state, first] of firsts.entries())
      for (const one of first) for (const other of seconds[state] ?? []) onPair(one, other);
  });
}
