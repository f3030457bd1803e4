import { inDigits } from './figures.ts';
import { printTable } from './table.ts';

/** A figure that was set as a goal. */
export interface Goal {
  readonly what: string;
  readonly figure: number;
  readonly atLeast?: number;
  readonly atMost?: number;
  /** Better than what is asked for. */
  readonly aim?: number;
}

/** Prints goals with what came of them. A busy machine may miss some: nothing fails by that. */
export function printGoals(goals: readonly Goal[]): void {
  printTable(
    'Goals',
    ['', 'figure', 'goal', 'aim', ''],
    goals.map(({ what, figure, atLeast, atMost, aim }) => [
      what,
      inDigits(figure),
      atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`,
      aim ?? null,
      figure >= (atLeast ?? -Infinity) && figure <= (atMost ?? Infinity) ? 'met' : 'missed',
    ]),
  );
}
