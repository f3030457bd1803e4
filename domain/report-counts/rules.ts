import type { Ratio } from '../discrete-laplace.ts';

/**
 * All parameters of the report counts. A change holds for periods that open later, never for one that
 * is open or frozen: each grid keeps the ε that it was born with. A change needs two people's approval
 * in review.
 *
 * - `T0` country × quarter, `T1` area × half-year, `T2` main type × half-year. A report counts once in
 *   each: ε = 1 in all, so whoever knows everything else goes from even odds to 73.1 % at most.
 * - `freezesAfterDays`: after the period's last day; by then every report of the period is folded.
 * - `roundedTo`, `outsideBand`: of each printed figure and its band.
 */
export const reportCountRules = {
  T0: { epsilon: { numerator: 1, denominator: 2 }, every: 'quarter' },
  T1: { epsilon: { numerator: 1, denominator: 4 }, every: 'half_year' },
  T2: { epsilon: { numerator: 1, denominator: 4 }, every: 'half_year' },
  freezesAfterDays: 30,
  roundedTo: 5,
  outsideBand: 0.05,
} as const satisfies Record<CountTable, { epsilon: Ratio; every: 'quarter' | 'half_year' }> & Record<string, unknown>;

export const countTables = ['T0', 'T1', 'T2'] as const;
export type CountTable = (typeof countTables)[number];
