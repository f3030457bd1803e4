import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Counsellor } from '../../../domain/booking/counsellor.ts';
import type { HourOffer } from '../../../domain/booking/hours.ts';
import { weekly } from '../../../domain/booking/hours.ts';
import { overlapsAmong, planSlots } from '../../../domain/booking/plan-slots.ts';
import { clockIn, daysFrom, parseTimeZone, spanOfDay, type TimeZone } from '../../../domain/booking/time-zone.ts';
import { counsellor, hour, session } from '../../db/counselling/support/counselling-office.ts';

const zone = (name: string) => parseTimeZone(name) as TimeZone;
const at = (name: string, changes: Partial<Counsellor> = {}) => counsellor('room-1', { zone: zone(name), ...changes });
const from = (text: string, weeks = 8) => ({ from: Date.parse(text), to: Date.parse(text) + weeks * 7 * 24 * hour });
const clocks = (of: Counsellor, offers: readonly HourOffer[], within: { from: number; to: number }) =>
  planSlots(of, offers, [], within).map(({ startsAt }) => {
    const { day, time } = clockIn(of.zone, startsAt);
    return `${day} ${time}`;
  });
const utc = (of: Counsellor, offers: readonly HourOffer[], within: { from: number; to: number }) =>
  planSlots(of, offers, [], within).map(({ startsAt }) => new Date(startsAt).toISOString().slice(0, 16));

describe('weekly hours', () => {
  it('keep their local time over a change of the clock', () => {
    const october = from('2026-10-18T00:00Z', 3);
    expect(utc(at('Europe/Berlin'), [weekly(1, 15, 16)], october)).toEqual([
      '2026-10-19T13:00',
      '2026-10-26T14:00',
      '2026-11-02T14:00',
    ]);
    expect(utc(at('Europe/Istanbul'), [weekly(1, 15, 16)], october)).toEqual([
      '2026-10-19T12:00',
      '2026-10-26T12:00',
      '2026-11-02T12:00',
    ]);
  });

  it('do not take place at a time that the clock leaps over, and once at a time that comes twice', () => {
    const night = weekly(7, 1, 5, { minutes: 60 });
    const without = at('Europe/Berlin', { rules: { bufferMinutes: 0, noticeMinutes: 0, lateCancelMinutes: 0 } });
    expect(clocks(without, [night], from('2026-03-27T00:00Z', 1))).toEqual([
      '2026-03-29 01:00',
      '2026-03-29 03:00',
      '2026-03-29 04:00',
    ]);
    expect(clocks(without, [night], from('2026-10-23T00:00Z', 1))).toEqual([
      '2026-10-25 01:00',
      '2026-10-25 02:00',
      '2026-10-25 03:00',
      '2026-10-25 04:00',
    ]);
  });

  it('know that Bishkek and Almaty differ by an hour', () => {
    const week = from('2026-11-22T00:00Z', 1);
    expect(utc(at('Asia/Bishkek'), [weekly(1, 10, 11)], week)).toEqual(['2026-11-23T04:00']);
    expect(utc(at('Asia/Almaty'), [weekly(1, 10, 11)], week)).toEqual(['2026-11-23T05:00']);
  });

  it('take place on a leap day', () => {
    expect(clocks(at('Asia/Bishkek'), [weekly(2, 10, 11)], from('2028-02-28T00:00Z', 1))).toEqual(['2028-02-29 10:00']);
  });

  it('are cut around breaks, with a buffer between them', () => {
    const offer = weekly(1, 10, 15);
    const when = { ...offer.when, breaks: [{ from: 12 * 60 + 30, to: 13 * 60 + 15 }] } as HourOffer['when'];
    expect(clocks(at('Asia/Bishkek'), [{ ...offer, when }], from('2026-11-22T00:00Z', 1))).toEqual([
      '2026-11-23 10:00',
      '2026-11-23 11:00',
      '2026-11-23 13:15',
    ]);
  });

  it('leave out excepted days, days before the first and after the last, and absences', () => {
    const offer = weekly(1, 10, 11);
    const when = {
      ...offer.when,
      firstDay: '2026-11-30',
      lastDay: '2026-12-21',
      except: ['2026-12-07'],
    } as HourOffer['when'];
    const room = at('Asia/Bishkek');
    const away = [spanOfDay(room.zone, '2026-12-21')];
    const days = planSlots(room, [{ ...offer, when }], away, from('2026-11-22T00:00Z')).map(
      ({ startsAt }) => clockIn(room.zone, startsAt).day,
    );
    expect(days).toEqual(['2026-11-30', '2026-12-14']);
  });
});

const zones = [
  'Europe/Berlin',
  'Europe/Istanbul',
  'Asia/Bishkek',
  'Asia/Almaty',
  'Europe/London',
  'America/New_York',
].map(zone);
const anyOffer = fc
  .record({
    weekday: fc.integer({ min: 1, max: 7 }),
    from: fc.integer({ min: 0, max: 23 }),
    length: fc.integer({ min: 1, max: 12 }),
    minutes: fc.integer({ min: 10, max: 60 }),
  })
  .map(({ weekday, from: begin, length, minutes }) =>
    weekly(weekday, begin, Math.min(begin + length, 24), { minutes }),
  );
const anyTime = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) });

describe('whatever is offered, in whatever zone and year', () => {
  it('has the local times that were offered, the right weekday and the right length, and no two at once', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        anyOffer,
        anyTime,
        fc.integer({ min: 0, max: 30 }),
        (name, offer, now, buffer) => {
          const room = at(name, { rules: { bufferMinutes: buffer, noticeMinutes: 60, lateCancelMinutes: 0 } });
          const within = { from: now, to: now + 5 * 7 * 24 * hour };
          const slots = planSlots(room, [offer], [], within);
          expect(overlapsAmong(slots)).toEqual([]);
          const { when } = offer;
          if (when.kind !== 'weekly') throw new Error('weekly');
          for (const slot of slots) {
            const { day, time } = clockIn(name, slot.startsAt);
            const [hours = 0, minutes = 0] = time.split(':').map(Number);
            const start = hours * 60 + minutes;
            expect(start).toBeGreaterThanOrEqual(when.from);
            expect(start + offer.minutes).toBeLessThanOrEqual(when.to);
            expect((start - when.from) % (offer.minutes + buffer)).toBe(0);
            expect(((new Date(`${day}T00:00Z`).getUTCDay() + 6) % 7) + 1).toBe(when.weekday);
            expect(slot.endsAt - slot.startsAt).toBe(offer.minutes * 60_000);
            expect(slot.startsAt - slot.closesAt).toBe(hour);
            expect(slot.startsAt).toBeGreaterThanOrEqual(within.from);
            expect(slot.startsAt).toBeLessThan(within.to);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is the same whether it is looked at in one stretch or in two', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        anyOffer,
        anyTime,
        fc.integer({ min: 1, max: 30 * 24 }),
        (name, offer, now, hours) => {
          const [middle, end] = [now + hours * hour, now + 35 * 24 * hour];
          const starts = (a: number, b: number) =>
            planSlots(at(name), [offer], [], { from: a, to: b }).map((one) => one.startsAt);
          expect([...starts(now, middle), ...starts(middle, end)]).toEqual(starts(now, end));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('falls into days that follow each other without a gap', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), anyTime, (name, now) => {
        const spans = daysFrom(name, now, 60).map((day) => spanOfDay(name, day));
        expect(spans[0]?.from).toBeLessThanOrEqual(now);
        expect(spans[0]?.to).toBeGreaterThan(now);
        spans.slice(1).forEach((span, index) => {
          expect(span.from).toBe(spans[index]?.to);
        });
      }),
      { numRuns: 60 },
    );
  });
});

it('finds every pair of hours that lie upon each other with the one before', () => {
  const room = at('Asia/Bishkek');
  const week = from('2026-11-22T00:00Z', 1);
  const one = planSlots(room, [weekly(6, 17, 21), session('2026-11-28', 18, 5)], [], week);
  expect(overlapsAmong(one)).toHaveLength(2);
  expect(overlapsAmong(planSlots(room, [weekly(6, 17, 18), session('2026-11-28', 18, 5)], [], week))).toEqual([]);
});

it('knows zones by their names alone', () => {
  for (const name of ['Asia/Bishkek', 'Europe/Kyiv', 'UTC']) expect(parseTimeZone(name)).not.toBeNull();
  for (const name of ['', 'Mars/Base', '+06:00', 'GMT+25', 'asia bishkek', '../etc', 'W. Europe Standard Time']) {
    expect(parseTimeZone(name), name).toBeNull();
  }
});
