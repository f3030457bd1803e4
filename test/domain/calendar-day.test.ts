import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import { dayOf, daysBetween } from '../../domain/calendar-day.ts';

const time = fc.integer({ min: 0, max: Date.UTC(2200, 0, 1) });

it('the day of a time and the days between two are those of the calendar', () => {
  fc.assert(
    fc.property(time, time, (one, other) => {
      const [first, second] = [one, other].map((at) =>
        Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC').toPlainDate(),
      ) as [Temporal.PlainDate, Temporal.PlainDate];
      expect(dayOf(one)).toBe(first.toString());
      expect(daysBetween(first.toString(), second.toString())).toBe(first.until(second).days);
    }),
  );
});

it('a day that is none is no number of days away', () => {
  expect(daysBetween('never', '2026-11-22')).toBeNaN();
});
