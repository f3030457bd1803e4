import type { BookingCode } from '../../../../domain/booking/booking-code.ts';
import type { Booking, HoldToken, OfferedHour } from '../../../../domain/booking/counselling-desk.ts';
import { ways } from '../../../../domain/booking/wish.ts';
import { renderDays, renderHours, renderNone } from '../../../../handlers/book/render-days.ts';
import { renderAfter, renderDone } from '../../../../handlers/book/render-done.ts';
import { renderExpect, renderExpired, renderGood, renderHasBooking } from '../../../../handlers/book/render-hour.ts';
import { renderWaiting } from '../../../../handlers/book/render-waiting.ts';
import { renderCities, renderTopics, renderWish } from '../../../../handlers/book/render-wish.ts';
import { beginSearch, type PlacedSearch } from '../../../../handlers/booking-search.ts';
import { renderNoSessions, renderSessions } from '../../../../handlers/meet/render.ts';
import type { Words } from '../../../../locales/index.ts';
import { type Example, examplesOf } from './example.ts';
import { exampleHour } from './example-hour.ts';

const title = { en: 'Support group', ru: 'Группа поддержки', ky: 'Колдоо тобу' };
const hour = exampleHour;
const { startsAt } = hour.slot;
const session: OfferedHour = { ...hour, slot: { ...hour.slot, seats: 12, title }, seatsLeft: 12 };

/** From what matters to the code, the ways aside, and group sessions. */
export function bookExamples(words: Words): readonly Example[] {
  const search = beginSearch('KG', null, 'hours') as PlacedSearch;
  const unplaced = beginSearch('KZ', null, 'hours');
  const wished = { ...search, wish: { ...search.wish, topic: 'anxiety', way: 'online' } } as const;
  const list = { words, search, isPreview: true };
  const hold = '-'.repeat(22) as HoldToken;
  const held = { ...list, hold, until: startsAt, way: 'online', now: 0 } as const;
  const at = { search, hold, slot: hour.slot.id, until: startsAt, way: 'online' } as const;
  const done = (booking: Partial<Booking>) =>
    renderDone({
      words,
      ticket: { code: '000000000000' as BookingCode, minute: 0, city: 'bishkek' },
      sealedTicket: '-'.repeat(52),
      booking: {
        name: '…-…',
        way: 'online',
        zone: hour.counsellor.zone,
        hour,
        directions: null,
        terms: { kind: 'early', until: startsAt },
        hasReminders: false,
        ...booking,
      },
      isPreview: false,
      now: 0,
    });
  const days = ['2026-11-24', '2026-11-25'];
  return [
    ...examplesOf('book', [
      renderWish({ ...list, isRemembered: false }),
      renderWish({ words, search: unplaced, isPreview: false, isRemembered: true }),
      renderWish({ words, search: wished, isPreview: false, isRemembered: false }),
      renderTopics(words, search, true),
      renderCities(words, unplaced, false),
      renderDays(list, { days, next: '2026-11-26' }),
      renderHours(list, { day: '2026-11-24', page: 1, hours: Array.from({ length: 20 }, () => hour) }),
      renderNone(list, [{ wish: search.wish, isAbroad: true, hour }]),
      ...ways.map((way) => renderExpect({ ...held, hour, way })),
      renderExpect({ ...held, hour: session, now: startsAt - 1 }),
      renderGood(words, at, false),
      ...[true, false].map((isFreeAgain) =>
        renderExpired(words, search, { day: '2026-11-24', hours: [hour], isFreeAgain, isMarked: false }),
      ),
      renderHasBooking(words, search, false),
      done({}),
      done({ hasReminders: true, directions: title }),
      renderAfter(words, 'KG', false),
      renderWaiting(words, search, false),
    ]),
    ...examplesOf('meet', [
      renderSessions({ ...list, isPreview: false }, [session], 0),
      renderNoSessions(words, search, false),
    ]),
  ];
}
