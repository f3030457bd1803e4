import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf } from '../../domain/calendar-day.ts';
import { addDays, addQuarters, halfYearOf, lastDayOf, quarterOf } from '../../domain/calendar-period.ts';

const days = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2060, 0, 1) }).map(dayOf);

describe('a calendar period', () => {
  it.each([
    ['2026-01-01', '2026-Q1', '2026-H1'],
    ['2026-06-30', '2026-Q2', '2026-H1'],
    ['2026-07-01', '2026-Q3', '2026-H2'],
    ['2026-12-31', '2026-Q4', '2026-H2'],
  ])('of %s is %s, in %s', (day, quarter, half) => {
    expect(quarterOf(day)).toBe(quarter);
    expect(halfYearOf(quarter)).toBe(half);
  });

  it.each([
    ['2026-Q1', '2026-03-31'],
    ['2026-Q2', '2026-06-30'],
    ['2026-H2', '2026-12-31'],
  ])('%s ends on %s', (period, day) => expect(lastDayOf(period)).toBe(day));

  it('is followed by the next on the day after its last, over the years', () => {
    fc.assert(
      fc.property(days, (day) => {
        const quarter = quarterOf(day);
        const next = quarterOf(addDays(lastDayOf(quarter), 1));
        expect(day <= lastDayOf(quarter)).toBe(true);
        expect(addQuarters(quarter, 1)).toBe(next);
        expect(addQuarters(next, -1)).toBe(quarter);
        expect(quarter < next).toBe(true);
      }),
    );
  });
});
