import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookingCodeFrom, formatBookingCode, parseBookingCode } from '../../../domain/booking/booking-code.ts';
import { bookingNameFrom } from '../../../domain/booking/booking-name.ts';
import { canBook, cancelTerms, canHold } from '../../../domain/booking/booking-rules.ts';
import { onlyZoneOf, zoneCities, zoneCitiesOf, zoneOfCity } from '../../../domain/booking/cities.ts';
import { fits, waysThatFit } from '../../../domain/booking/fits.ts';
import { nameWords } from '../../../domain/booking/name-words.ts';
import { parseOffer, type WrittenOffer } from '../../../domain/booking/parse-offer.ts';
import { dueReminder, remindersOf } from '../../../domain/booking/reminder.ts';
import { slotState } from '../../../domain/booking/slot.ts';
import { parseTimeZone } from '../../../domain/booking/time-zone.ts';
import { inTurn } from '../../../domain/booking/wait-list.ts';
import { anyWish, widerWishes } from '../../../domain/booking/wish.ts';
import { whereabouts } from '../../../domain/country.ts';
import { languages } from '../../../domain/language.ts';
import { counsellor, hour, sunday } from '../../db/counselling/support/counselling-office.ts';

const start = sunday + 48 * hour;
const slot = {
  startsAt: start,
  endsAt: start + hour,
  closesAt: start - 2 * hour,
  seats: 1,
  isCalledOff: false,
  outcome: null,
};
const free = { held: 0, booked: 0 };
const question = { slot, taken: free, heldAtOrganisation: 0, hasLiveBooking: false, now: sunday };

describe('an hour', () => {
  it('is free, held, booked, or what the counsellor said of it', () => {
    expect(slotState(slot, free)).toBe('free');
    expect(slotState(slot, { held: 1, booked: 0 })).toBe('held');
    expect(slotState(slot, { held: 0, booked: 1 })).toBe('booked');
    expect(slotState({ ...slot, seats: 3 }, { held: 1, booked: 1 })).toBe('free');
    expect(slotState({ ...slot, seats: 2 }, { held: 1, booked: 1 })).toBe('held');
    expect(slotState({ ...slot, outcome: 'did_not_come' }, { held: 0, booked: 1 })).toBe('did_not_come');
    expect(slotState({ ...slot, isCalledOff: true }, free)).toBe('called_off');
  });

  it('is held only while it is open, below the cap, and by who has no booking there', () => {
    const error = (changes: Partial<typeof question>) => {
      const answer = canHold({ ...question, ...changes });
      return answer.ok ? null : answer.error;
    };
    expect(error({})).toBeNull();
    expect(error({ now: slot.closesAt })).toBe('too_late');
    expect(error({ now: start + 9 * hour })).toBe('too_late');
    expect(error({ taken: { held: 1, booked: 0 } })).toBe('taken');
    expect(error({ hasLiveBooking: true })).toBe('has_booking');
    expect(error({ heldAtOrganisation: 12 })).toBe('busy');
    expect(error({ slot: { ...slot, isCalledOff: true } })).toBe('called_off');
  });

  it('can be confirmed within the notice, but not when it has begun or the hold is over', () => {
    const ask = (now: number, heldUntil: number) => canBook({ slot, heldUntil, hasLiveBooking: false, now });
    expect(ask(slot.closesAt + 1, slot.closesAt + 2).ok).toBe(true);
    expect(ask(start, start + 1)).toEqual({ ok: false, error: 'too_late' });
    expect(ask(sunday, sunday)).toEqual({ ok: false, error: 'hold_expired' });
  });

  it('explains until when cancelling is early, and since when late', () => {
    const rules = { lateCancelMinutes: 24 * 60 };
    const line = start - 24 * hour;
    expect(cancelTerms(slot, rules, line - 1)).toEqual({ kind: 'early', until: line });
    expect(cancelTerms(slot, rules, line)).toEqual({ kind: 'late', since: line });
    expect(cancelTerms(slot, rules, start)).toEqual({ kind: 'over' });
  });
});

describe('reminders', () => {
  it('are those that lie ahead', () => {
    expect(remindersOf(start, sunday).map(({ kind }) => kind)).toEqual(['day_before', 'hour_before']);
    expect(remindersOf(start, start - 5 * hour).map(({ kind }) => kind)).toEqual(['hour_before']);
    expect(remindersOf(start, start - hour)).toEqual([]);
  });

  it('come late only while they help, and the later one for both', () => {
    expect(dueReminder(start, start - 24 * hour - 1)).toBeNull();
    expect(dueReminder(start, start - 24 * hour)).toBe('day_before');
    expect(dueReminder(start, start - 3 * hour)).toBeNull();
    expect(dueReminder(start, start - hour)).toBe('hour_before');
    expect(dueReminder(start, start - 1)).toBe('hour_before');
    expect(dueReminder(start, start)).toBeNull();
  });
});

describe('the wait list', () => {
  const waiting = (turn: number, offers = 0, offeredUntil: number | null = null) => ({ turn, offers, offeredUntil });
  it('is called in turn, without who has an offer and who let three pass', () => {
    const all = [waiting(3), waiting(1, 1, sunday + 1), waiting(2, 3, sunday), waiting(4, 2, sunday)];
    expect(inTurn(all, sunday).map(({ turn }) => turn)).toEqual([3, 4]);
  });
});

describe('a wish', () => {
  const room = counsellor('room-1', { reach: ['KZ'], topics: ['anxiety'] });
  it('is fitted by who speaks the language, is as wished, and can be met from there', () => {
    const ask = (changes: object) => fits({ ...anyWish('KG'), ...changes }, room);
    expect(ask({})).toBe(true);
    expect(ask({ language: 'en' })).toBe(false);
    expect(ask({ companion: 'trans_competent' })).toBe(false);
    expect(ask({ topic: 'anxiety' })).toBe(true);
    expect(ask({ topic: 'identity' })).toBe(false);
    expect(ask({ way: 'phone' })).toBe(false);
    expect(ask({ country: 'KZ' })).toBe(true);
    expect(ask({ country: 'KZ', way: 'in_person' })).toBe(false);
    expect(ask({ country: 'DE' })).toBe(false);
    expect(waysThatFit(anyWish('KZ'), room)).toEqual(['online']);
  });

  it('is widened step by step, never beyond the language, and never to itself', () => {
    const narrow = { country: 'KG', language: 'ky', way: 'in_person', companion: 'woman', topic: 'anxiety' } as const;
    const wider = widerWishes(narrow);
    expect(wider.map(({ topic, companion, way }) => `${topic} ${companion} ${way}`)).toEqual([
      'any woman in_person',
      'any any in_person',
      'any any online',
      'any any any',
    ]);
    expect(wider.every(({ language }) => language === 'ky')).toBe(true);
    expect(widerWishes({ ...anyWish('KG') }).map(({ way }) => way)).toEqual(['online']);
  });
});

describe('a booking code and name', () => {
  it('comes back from every way of typing it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (bytes) => {
        const code = bookingCodeFrom(bytes);
        fc.pre(code !== null);
        if (code === null) return;
        for (const typed of [code, formatBookingCode(code), formatBookingCode(code).replaceAll('-', ' ')]) {
          expect(parseBookingCode(typed)).toBe(code);
        }
        expect(parseBookingCode(`${code}1`)).toBeNull();
        expect(parseBookingCode(code.slice(1))).toBeNull();
      }),
    );
  });

  it('is two different words of the language', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 32 }), fc.constantFrom(...languages), (bytes, language) => {
        const [first, second, ...rest] = bookingNameFrom(bytes, language).split('-');
        expect(rest).toEqual([]);
        expect(first).not.toBe(second);
        expect(nameWords[language]).toEqual(expect.arrayContaining([first, second]));
      }),
    );
    for (const language of languages) expect(new Set(nameWords[language]).size).toBe(nameWords[language].length);
  });
});

it('has at least two cities of every place, each with a zone that exists, and no city twice', () => {
  for (const place of whereabouts) expect(zoneCitiesOf(place).length, place).toBeGreaterThan(1);
  for (const city of zoneCities) expect(parseTimeZone(zoneOfCity(city)), city).not.toBeNull();
  expect(new Set(zoneCities).size).toBe(zoneCities.length);
  expect([onlyZoneOf('KG'), onlyZoneOf('RU')]).toEqual(['Asia/Bishkek', null]);
});

it('names what is wrong with a written offer', () => {
  const today = '2026-11-22';
  const faults: readonly (readonly [WrittenOffer, string])[] = [
    [{ from: '10:00' }, 'day_or_weekday'],
    [{ day: '2026-11-24', weekday: 'monday', from: '10:00' }, 'day_or_weekday'],
    [{ day: '2026-11-31', from: '10:00' }, 'no_such_day'],
    [{ day: '24.11.2026', from: '10:00' }, 'no_such_day'],
    [{ day: '2026-11-21', from: '10:00' }, 'past'],
    [{ day: '2026-11-24', from: '25:00' }, 'no_such_time'],
    [{ day: '2026-11-24', from: '10:00', minutes: 'many' }, 'wrong_length'],
    [{ day: '2026-11-24', from: '10:00', seats: '5' }, 'group_without_title'],
    [{ day: '2026-11-24', from: '10:00', seats: '0' }, 'wrong_seats'],
    [{ day: '2026-11-24', from: '10:00', titles: { en: 'Yoga' } }, 'title_not_in_all_languages'],
    [{ day: '2026-11-24', from: '10:00', ways: 'pigeon' }, 'no_such_way'],
    [{ weekday: 'someday', from: '10:00' }, 'no_such_weekday'],
    [{ weekday: 'monday', from: '10:00', to: '09:00' }, 'ends_before_it_begins'],
    [{ weekday: 'monday', from: '10:00', to: '10:30' }, 'longer_than_span'],
    [{ weekday: 'monday', from: '10:00', to: '12:00', breaks: '13:00-14:00' }, 'break_outside'],
    [{ weekday: 'monday', from: '10:00', to: '12:00', breaks: 'noon' }, 'no_such_break'],
    [{ weekday: 'monday', from: '10:00', to: '12:00', lastDay: '2026-11-01' }, 'past'],
  ];
  for (const [written, error] of faults) expect(parseOffer(written, today), error).toEqual({ ok: false, error });
  expect(parseOffer({ weekday: 'Mon', from: '9:30', to: '24:00', breaks: '13:00-14:00, 18:00-18:30' }, today).ok).toBe(
    true,
  );
});
