import type { CalendarDay } from '../calendar-day.ts';
import { addDays, type HalfYear, halfYearOf, lastDayOf, type Quarter } from '../calendar-period.ts';
import { drawDiscreteLaplace, type Ratio, type UniformBelow } from '../discrete-laplace.ts';
import type { IncidentReport } from '../incident-report/incident-report.ts';
import { cellName, cellOf, cellsOf, isCounted } from './cells.ts';
import { type CountTable, countTables, reportCountRules } from './rules.ts';

/** A count with its noise in it. There is no other kind: a cell is born with its draw. */
export type NoisyCount = number & { readonly __brand: 'NoisyReportCount' };

/** A table of one period, named like `T1/2026-H2`. */
export type GridName = `${CountTable}/${Quarter | HalfYear}`;

/** All cells of a table and a period. Freezing is for good. */
export interface NoisyGrid<IsFrozen extends boolean = boolean> {
  readonly table: CountTable;
  readonly period: Quarter | HalfYear;
  readonly epsilon: Ratio;
  readonly isFrozen: IsFrozen;
  readonly cells: ReadonlyMap<string, NoisyCount>;
}

/** What is to be added to a cell, or taken from it. */
export interface Change {
  readonly grid: GridName;
  readonly cell: string;
  readonly by: 1 | -1;
}

export const gridName = ({ table, period }: Pick<NoisyGrid, 'table' | 'period'>): GridName => `${table}/${period}`;

/** The grids in which a report of this quarter counts. */
export function gridsOf(quarter: Quarter): readonly Pick<NoisyGrid, 'table' | 'period'>[] {
  return countTables.map((table) => ({
    table,
    period: reportCountRules[table].every === 'quarter' ? quarter : halfYearOf(quarter),
  }));
}

/** Where a report of this quarter counts: once in each table, or nowhere. */
export function changesOf(report: IncidentReport, quarter: Quarter): readonly Change[] {
  if (!isCounted(report)) return [];
  return gridsOf(quarter).map((grid) => ({
    grid: gridName(grid),
    cell: cellName(cellOf(grid.table, report)),
    by: 1,
  }));
}

/** What takes these changes back. */
export const reversed = (changes: readonly Change[]): readonly Change[] =>
  changes.map((one) => ({ ...one, by: one.by === 1 ? -1 : 1 }));

/** A grid at the opening of its period: one draw a cell, the cells that nobody will ever count in too. */
export function bearGrid(
  { table, period }: Pick<NoisyGrid, 'table' | 'period'>,
  random: UniformBelow,
): NoisyGrid<false> {
  const { epsilon } = reportCountRules[table];
  return { table, period, epsilon, isFrozen: false, cells: drawMissing(table, new Map(), epsilon, random) };
}

/**
 * Adds what concerns this grid. Cells that a later version brought get their draws first, all of them, whatever
 * has changed: a cell that came with its first report would say that there was one.
 */
export function change(grid: NoisyGrid<false>, changes: readonly Change[], random: UniformBelow): NoisyGrid<false> {
  const cells = drawMissing(grid.table, grid.cells, grid.epsilon, random);
  for (const { grid: name, cell, by } of changes) {
    if (name !== gridName(grid)) continue;
    // A hint that a newer version sealed may name a cell that this one does not know.
    const before = cells.get(cell) ?? drawDiscreteLaplace(grid.epsilon, random);
    cells.set(cell, (before + by) as NoisyCount);
  }
  return { ...grid, cells };
}

/** All cells of a table: those there are, and one draw for each that is missing. */
function drawMissing(
  table: CountTable,
  known: NoisyGrid['cells'],
  epsilon: Ratio,
  random: UniformBelow,
): Map<string, NoisyCount> {
  const cells = new Map(known);
  for (const name of cellsOf(table).map(cellName)) {
    if (!cells.has(name)) cells.set(name, drawDiscreteLaplace(epsilon, random) as NoisyCount);
  }
  return cells;
}

/** Ends a grid. From now on it may be shown, and takes nothing more. */
export const freeze = (grid: NoisyGrid<false>): NoisyGrid<true> => ({ ...grid, isFrozen: true });

/** The first day on which a period may be frozen. */
export const freezesOn = (period: Quarter | HalfYear): CalendarDay =>
  addDays(lastDayOf(period), reportCountRules.freezesAfterDays);

export const isOpen = (grid: NoisyGrid): grid is NoisyGrid<false> => !grid.isFrozen;
export const isFrozen = (grid: NoisyGrid): grid is NoisyGrid<true> => grid.isFrozen;
