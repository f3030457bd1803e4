import type { HalfYear, Quarter } from '../calendar-period.ts';
import { laplaceSumHalfWidth, type Ratio } from '../discrete-laplace.ts';
import { type Cell, cellName, cellsOf } from './cells.ts';
import type { NoisyGrid } from './noisy-grid.ts';
import { type CountTable, reportCountRules } from './rules.ts';

/** A number of reports received (never: of incidents), and the band in which it lies in 95 of 100 cases. */
export interface Figure {
  readonly about: number;
  readonly from: number;
  readonly to: number;
}

export interface ReleasedRow {
  readonly cell: Cell;
  /** Null: too few to say. */
  readonly figure: Figure | null;
}

/**
 * What may be shown of the report counts, on a page, in a chat or in a file. Only `release` and
 * `releaseYear` make one, and only out of what is frozen: a page that takes it cannot be given a count.
 */
export class ReleasedTable {
  readonly table: CountTable;
  /** A quarter or half-year; four digits for a year. */
  readonly period: Quarter | HalfYear | string;
  /** Private, so that no plain object passes for a released table. */
  readonly #rows: readonly ReleasedRow[];
  /** Of all countries together; undefined but for T0, the only source of totals. */
  readonly total: Figure | null | undefined;

  private constructor(grids: readonly NoisyGrid<true>[], period: string) {
    const [{ table, epsilon }] = grids as [NoisyGrid<true>];
    const counts = (cell: Cell) => grids.map((grid) => grid.cells.get(cellName(cell)));
    const known = cellsOf(table).filter((cell) => counts(cell).every((count) => count !== undefined));
    const sumOf = (cells: readonly Cell[]) => figureOf(cells.flatMap(counts) as number[], epsilon);
    this.table = table;
    this.period = period;
    this.#rows = known.map((cell) => ({ cell, figure: sumOf([cell]) }));
    this.total = table === 'T0' ? sumOf(known) : undefined;
  }

  get rows(): readonly ReleasedRow[] {
    return this.#rows;
  }

  /** The table of a period that is over. */
  static release(grid: NoisyGrid<true>): ReleasedTable {
    return new ReleasedTable([grid], grid.period);
  }

  /** A year out of its four quarters of T0, or null when these are not the four. */
  static releaseYear(quarters: readonly NoisyGrid<true>[]): ReleasedTable | null {
    const year = quarters[0]?.period.slice(0, 4);
    const names = new Set(quarters.filter(({ table }) => table === 'T0').map(({ period }) => period));
    const isWhole = quarters.length === 4 && [1, 2, 3, 4].every((number) => names.has(`${year}-Q${number}`));
    // One band for all four needs one ε.
    const isAlike = new Set(quarters.map(({ epsilon }) => epsilon.numerator / epsilon.denominator)).size === 1;
    return year !== undefined && isWhole && isAlike ? new ReleasedTable(quarters, year) : null;
  }
}

/** The figure of some cells together. The band is rounded outwards, so that it holds at least as often. */
function figureOf(counts: readonly number[], epsilon: Ratio): Figure | null {
  const { roundedTo: step } = reportCountRules;
  const sum = counts.reduce((total, count) => total + count, 0);
  const half = halfWidthOf(epsilon, counts.length);
  const from = Math.floor((sum - half) / step) * step;
  const to = Math.ceil((sum + half) / step) * step;
  return from <= 0 ? null : { about: Math.round(sum / step) * step, from, to };
}

/** There are few kinds of bands, and that of a total takes milliseconds to work out. */
const halfWidths = new Map<string, number>();
function halfWidthOf(epsilon: Ratio, draws: number): number {
  const kind = `${epsilon.numerator}/${epsilon.denominator} × ${draws}`;
  const half = halfWidths.get(kind) ?? laplaceSumHalfWidth(epsilon, draws, reportCountRules.outsideBand);
  halfWidths.set(kind, half);
  return half;
}
