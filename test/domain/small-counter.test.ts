import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UniformBelow } from '../../domain/discrete-laplace.ts';
import {
  addMonths,
  addTaps,
  type CounterMonth,
  drawMissingCells,
  freeze,
  freezesOn,
  monthOf,
  type NoisyCount,
  ReleasedCounter,
  safetyStateOf,
  safetyStates,
  smallCounterRules,
  worse,
} from '../../domain/small-counter.ts';

/** The highest number each time: with it every draw is 0. */
const noNoise: UniformBelow = (limit) => limit - 1;
const empty: CounterMonth<false> = { isFrozen: false, cells: new Map() };

const monthWith = (count: number): CounterMonth<false> => ({
  isFrozen: false,
  cells: new Map([['a', count as NoisyCount]]),
});
const figureOf = (count: number) => ReleasedCounter.release(freeze(monthWith(count)), 'a').figure;

describe('a month of small counters', () => {
  it('gives each cell one draw, once, the untapped ones too', () => {
    let calls = 0;
    const counting: UniformBelow = (limit) => {
      calls += 1;
      return noNoise(limit);
    };
    const drawn = drawMissingCells(empty, ['a', 'b', 'c'], counting);
    expect([...drawn.cells]).toEqual([
      ['a', 0],
      ['b', 0],
      ['c', 0],
    ]);
    const once = calls;
    expect(once).toBeGreaterThan(0);
    expect(drawMissingCells(drawn, ['c', 'a', 'b'], counting)).toEqual(drawn);
    expect(calls).toBe(once);
    expect([...drawMissingCells(drawn, ['b', 'd'], counting).cells.keys()]).toEqual(['a', 'b', 'c', 'd']);
  });

  it('keeps the noise that a cell was born with under all that is added', () => {
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 50 }), fc.array(fc.nat(20), { maxLength: 20 }), (born, days) => {
        const end = days.reduce((month, taps) => addTaps(month, new Map([['a', taps]])), monthWith(born));
        expect(end.cells.get('a')).toBe(born + days.reduce((sum, taps) => sum + taps, 0));
      }),
    );
  });

  it('never counts in a cell that was born without noise', () => {
    expect([...addTaps(empty, new Map([['a', 100]])).cells]).toEqual([]);
  });

  it('holds after freezing only the figures that are shown', () => {
    const counts = [-9, -1, 0, 4, 5, 7, 8, 12, 13, 1_234];
    const frozen = counts.map((count) => freeze(monthWith(count)).cells.get('a'));
    expect(frozen).toEqual([0, 0, 0, 0, 5, 5, 10, 10, 15, 1_235]);
  });
});

describe('a released counter', () => {
  it('says nothing of less than five', () => {
    for (const count of [-100, -1, 0, 1, 4]) expect(figureOf(count)).toBeNull();
    expect(ReleasedCounter.release(freeze(empty), 'nobody').figure).toBeNull();
  });

  it('is rounded to five, with a band that holds the count ± 3, never touches 0 and says no more than the figure', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 100_000 }), (count) => {
        const figure = figureOf(count);
        expect(figure).not.toBeNull();
        const { about, from, to } = figure as NonNullable<typeof figure>;
        expect(about % smallCounterRules.roundedTo).toBe(0);
        expect(Math.abs(about - count)).toBeLessThanOrEqual(2);
        expect(from).toBeLessThanOrEqual(count - 3);
        expect(to).toBeGreaterThanOrEqual(count + 3);
        expect(from).toBeGreaterThan(0);
        expect(figure).toEqual(figureOf(about));
      }),
    );
    expect(figureOf(6)).toEqual({ about: 5, from: 2, to: 10 });
    expect(figureOf(13)).toEqual({ about: 15, from: 10, to: 20 });
  });

  it('cannot be passed a count, an open month or anything that only looks alike', () => {
    const show = (counter: ReleasedCounter) => counter.figure;
    const check = () => {
      // @ts-expect-error a number is not released
      show(12);
      // @ts-expect-error nor is a count with noise in it
      show(12 as NoisyCount);
      // @ts-expect-error nor what has the same shape
      show({ figure: { about: 10, from: 5, to: 15 } });
      // @ts-expect-error an open month releases nothing
      ReleasedCounter.release(monthWith(12), 'a');
      // @ts-expect-error nobody else makes one
      return new ReleasedCounter(12);
    };
    expect(check).toBeTypeOf('function');
    expect(JSON.stringify(ReleasedCounter.release(freeze(monthWith(12)), 'a'))).toBe('{}');
  });
});

describe('a safety state', () => {
  it('is none, some below five chats, and many from five on', () => {
    expect([0, 1, 4, 5, 500].map(safetyStateOf)).toEqual(['none', 'some', 'some', 'many', 'many']);
  });

  it('never falls, in whatever order it is told', () => {
    const state = fc.constantFrom(...safetyStates);
    fc.assert(
      fc.property(state, state, state, (a, b, c) => {
        expect(worse(a, b)).toBe(worse(b, a));
        expect(worse(worse(a, b), c)).toBe(worse(a, worse(b, c)));
        expect(worse(a, a)).toBe(a);
        expect(worse(a, 'none')).toBe(a);
        expect(worse(a, 'many')).toBe('many');
      }),
    );
  });

  it('is as long as any other, so that a sealed box is', () => {
    expect(new Set(safetyStates.map((state) => state.length)).size).toBe(1);
  });
});

describe('months', () => {
  it('follow each other over the year, and freeze on the third of the next', () => {
    expect(monthOf('2026-12-31')).toBe('2026-12');
    expect([addMonths('2026-12', 1), addMonths('2026-01', -1), addMonths('2026-11', -24)]).toEqual([
      '2027-01',
      '2025-12',
      '2024-11',
    ]);
    expect([freezesOn('2026-11'), freezesOn('2026-12')]).toEqual(['2026-12-03', '2027-01-03']);
  });
});
