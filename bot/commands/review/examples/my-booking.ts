import type { Booking } from '../../../../domain/booking/counselling-desk.ts';
import { anyWish } from '../../../../domain/booking/wish.ts';
import type { SealedAddress } from '../../../../domain/sealed-address.ts';
import { renderPad } from '../../../../handlers/code-entry.ts';
import {
  padLines,
  renderCancelled,
  renderDetails,
  renderMoved,
  renderOver,
  renderSure,
  renderUnknown,
} from '../../../../handlers/my-booking/render.ts';
import { renderDays, renderHours, renderTo } from '../../../../handlers/my-booking/render-moving.ts';
import { renderOffer, renderReminder } from '../../../../handlers/my-booking/render-notices.ts';
import type { Words } from '../../../../locales/index.ts';
import { type Example, examplesOf } from './example.ts';
import { exampleHour } from './example-hour.ts';

const hour = exampleHour;
const { startsAt } = hour.slot;
const { zone } = hour.counsellor;
/** A day before, so that a reminder says "tomorrow". */
const now = startsAt - 24 * 3_600_000;
const booked: Booking = {
  name: '…',
  way: 'online',
  zone,
  hour,
  directions: { en: '…', ru: '…', ky: '…' },
  terms: { kind: 'early', until: now },
  hasReminders: true,
};
const late: Booking = {
  ...booked,
  way: 'in_person',
  hour: { ...hour, slot: { ...hour.slot, isCalledOff: true } },
  terms: { kind: 'late', since: now },
  hasReminders: false,
};
const told = { address: '' as SealedAddress, language: 'en', zone } as const;

/** What a booking code opens, and what comes by itself. */
export function myBookingExamples(words: Words): readonly Example[] {
  const pad = (hasSomething: boolean) =>
    renderPad(words, { flow: 'mine', lines: padLines(words, hasSomething), length: 12, digits: '12345' });
  const held = { hold: '-'.repeat(22) as never, until: now, hour };
  return examplesOf('my-booking', [
    pad(true),
    pad(false),
    renderUnknown(words),
    renderDetails(words, booked),
    renderDetails(words, late),
    renderDetails(words, { ...booked, way: 'phone' }),
    renderMoved(words, booked),
    renderSure(words, booked),
    renderSure(words, late),
    renderCancelled(words),
    renderOver(words),
    renderDays(words, zone, { days: ['2026-11-24'], next: '2026-11-25' }),
    renderDays(words, zone, { days: [], next: null }),
    renderHours(words, zone, '2026-11-24', [hour]),
    renderTo(words, booked, hour),
    ...(['day_before', 'called_off'] as const).map((kind) => renderReminder(words, { ...told, kind, startsAt }, now)),
    renderReminder(words, { ...told, kind: 'hour_before', startsAt }, startsAt - 3_600_000),
    ...[false, true].map((isLast) => renderOffer(words, { ...told, wish: anyWish('KG'), held, isLast })),
  ]);
}
