import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areasOf } from '../../domain/area.ts';
import { countries } from '../../domain/country.ts';
import { drawDiscreteLaplace, laplaceSumHalfWidth, type UniformBelow } from '../../domain/discrete-laplace.ts';
import { incidentTypes, perpetrators } from '../../domain/incident-report/vocabulary.ts';
import { cellName, cellOf, cellsOf, isCounted } from '../../domain/report-counts/cells.ts';
import {
  bearGrid,
  change,
  freeze,
  freezesOn,
  gridName,
  gridsOf,
  type NoisyCount,
  type NoisyGrid,
} from '../../domain/report-counts/noisy-grid.ts';
import { ReleasedTable } from '../../domain/report-counts/released-table.ts';
import { countTables, reportCountRules } from '../../domain/report-counts/rules.ts';
import { randomFrom } from '../support/seeded-random.ts';

const noNoise: UniformBelow = (limit) => limit - 1;
const born = (random: UniformBelow, quarter = '2026-Q4') => gridsOf(quarter).map((grid) => bearGrid(grid, random));

/** A frozen T0 of a quarter in which Kyrgyzstan has this count and nobody else any. */
function frozenT0(period: string, count: number): NoisyGrid<true> {
  const cells = new Map(cellsOf('T0').map((cell) => [cellName(cell), 0 as NoisyCount]));
  cells.set('KG', count as NoisyCount);
  return { table: 'T0', period, epsilon: reportCountRules.T0.epsilon, isFrozen: true, cells };
}

describe('the grids', () => {
  it('have a cell for each country, area and type, and "not said" beside the areas and the types', () => {
    const areas = countries.reduce((sum, country) => sum + areasOf(country).length, 0);
    expect(cellsOf('T0')).toHaveLength(countries.length);
    expect(cellsOf('T1')).toHaveLength(areas + countries.length);
    expect(cellsOf('T2')).toHaveLength((incidentTypes.length + 1) * countries.length);
    for (const table of countTables) expect(new Set(cellsOf(table).map(cellName)).size).toBe(cellsOf(table).length);
  });

  it('spend ε = 1 on a report in all', () => {
    const spent = countTables.map((table) => reportCountRules[table].epsilon);
    expect(spent.reduce((sum, { numerator, denominator }) => sum + numerator / denominator, 0)).toBe(1);
  });

  it('have exactly one place for whatever is reported', () => {
    const report = fc.record({
      country: fc.constantFrom(...countries),
      mainType: fc.constantFrom(...incidentTypes, 'not_said' as const),
    });
    const withArea = report.chain((one) =>
      fc
        .constantFrom(...areasOf(one.country), 'country_only' as const, 'not_said' as const)
        .map((area) => ({ ...one, area })),
    );
    fc.assert(
      fc.property(withArea, fc.constantFrom(...countTables), (one, table) => {
        const names = cellsOf(table).map(cellName);
        expect(names.filter((name) => name === cellName(cellOf(table, one)))).toHaveLength(1);
      }),
    );
  });

  it('count police and other state force, and who says nothing of it; nobody else', () => {
    const counted = perpetrators.filter((one) => isCounted({ perpetrators: [one] }));
    expect(counted).toEqual(['P01', 'P02', 'P03', 'P04']);
    expect(isCounted({ perpetrators: [] })).toBe(true);
    expect(isCounted({ perpetrators: ['P06', 'P02'] })).toBe(true);
  });

  it('freeze thirty days after their period', () => {
    expect(gridsOf('2026-Q3').map(gridName)).toEqual(['T0/2026-Q3', 'T1/2026-H2', 'T2/2026-H2']);
    expect(freezesOn('2026-Q3')).toBe('2026-10-30');
    expect(freezesOn('2026-H2')).toBe('2027-01-30');
  });
});

describe('a grid', () => {
  it('is born with one draw a cell, and the same draw never twice', () => {
    const [grid] = born(randomFrom(1)) as [NoisyGrid<false>];
    expect(grid.cells.size).toBe(cellsOf('T0').length);
    const drawn = born(randomFrom(1)).flatMap(({ cells }) => [...cells.values()]);
    expect(new Set(drawn).size).toBeGreaterThan(10);
    expect(drawn.filter((count) => count !== 0).length).toBeGreaterThan(drawn.length / 2);
  });

  it('takes and gives back what concerns it, and nothing else', () => {
    const [grid] = born(noNoise) as [NoisyGrid<false>];
    const [kyrgyzstan, elsewhere] = [
      { grid: 'T0/2026-Q4', cell: 'KG' } as const,
      { grid: 'T0/2026-Q3', cell: 'KG' } as const,
    ];
    const changed = change(
      grid,
      [
        { ...kyrgyzstan, by: 1 },
        { ...kyrgyzstan, by: 1 },
        { ...kyrgyzstan, by: -1 },
        { ...elsewhere, by: 1 },
      ],
      noNoise,
    );
    expect(changed.cells.get('KG')).toBe((grid.cells.get('KG') ?? 0) + 1);
    expect([...changed.cells].filter(([name, count]) => grid.cells.get(name) !== count)).toHaveLength(1);
  });
});

describe('a grid that is open when a newer version brings a cell', () => {
  const added = 'KG/KG-GO';
  const grids = born(randomFrom(7)).map((grid) => ({
    ...grid,
    cells: new Map([...grid.cells].filter(([name]) => name !== added)),
  }));
  const [, former] = grids as [unknown, NoisyGrid<false>];
  const report = { grid: gridName(former), cell: added, by: 1 } as const;

  it('draws for it at once, whether or not anything has changed, and then never again', () => {
    const unchanged = change(former, [], randomFrom(8));
    expect([...unchanged.cells.keys()].sort()).toEqual(cellsOf('T1').map(cellName).sort());
    const counted = change(former, [report], randomFrom(8));
    expect(counted.cells.get(added)).toBe((unchanged.cells.get(added) as number) + 1);
    expect(change(unchanged, [], randomFrom(9)).cells).toEqual(unchanged.cells);
  });

  it('has a line in what is released even when nobody reported there', () => {
    const { rows } = ReleasedTable.release(freeze(change(former, [], randomFrom(8))));
    expect(rows.map(({ cell }) => cellName(cell))).toContain(added);
  });
});

describe('a released table', () => {
  it('says "too few to say" when the band touches zero, and never shows a zero', () => {
    for (const count of [-40, -1, 0, 1, 6, 10]) {
      expect(
        ReleasedTable.release(frozenT0('2026-Q4', count)).rows.find(({ cell }) => cell.country === 'KG')?.figure,
      ).toBeNull();
    }
    const { figure } =
      ReleasedTable.release(frozenT0('2026-Q4', 42)).rows.find(({ cell }) => cell.country === 'KG') ?? {};
    expect(figure).toEqual({ about: 40, from: 35, to: 50 });
  });

  it('has totals for countries and quarters only, out of T0', () => {
    const grids = born(randomFrom(3)).map(freeze);
    const [t0, t1, t2] = grids.map(ReleasedTable.release);
    expect(t0?.total).not.toBeUndefined();
    expect(t1?.total).toBeUndefined();
    expect(t2?.total).toBeUndefined();
    const quarters = ['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4'].map((period) => frozenT0(period, 50));
    expect(ReleasedTable.releaseYear(quarters)?.rows.find(({ cell }) => cell.country === 'KG')?.figure).toMatchObject({
      about: 200,
    });
    expect(ReleasedTable.releaseYear(quarters.slice(1))).toBeNull();
    expect(ReleasedTable.releaseYear([...quarters.slice(1), frozenT0('2025-Q1', 50)])).toBeNull();
    const [, second] = grids as [unknown, NoisyGrid<true>];
    expect(ReleasedTable.releaseYear([second, second, second, second])).toBeNull();
  });

  it.each([
    [1, 1],
    [4, 1],
    [14, 1],
    [1, 2],
  ])('has a band that holds for a sum of %i draws', (draws, times) => {
    const epsilon = { numerator: times, denominator: 2 };
    const half = laplaceSumHalfWidth(epsilon, draws, 0.05);
    const random = randomFrom(11);
    const trials = 20_000;
    let outside = 0;
    for (let trial = 0; trial < trials; trial++) {
      let sum = 0;
      for (let draw = 0; draw < draws; draw++) sum += drawDiscreteLaplace(epsilon, random);
      if (Math.abs(sum) > half) outside += 1;
    }
    expect(outside / trials).toBeLessThan(0.055);
    expect(outside / trials).toBeGreaterThan(0.02);
  });

  it('cannot be made of anything but a frozen grid', () => {
    const [open] = born(randomFrom(5)) as [NoisyGrid<false>];
    // @ts-expect-error: an open grid
    const wrong = () => ReleasedTable.release(open);
    // @ts-expect-error: no public constructor
    const bare = () => new ReleasedTable([], '2026-Q4');
    // @ts-expect-error: a plain object that looks like one
    const forged: ReleasedTable = { table: 'T0', period: '2026-Q4', rows: [], total: null };
    expect([wrong, bare, forged]).toHaveLength(3);
  });
});
