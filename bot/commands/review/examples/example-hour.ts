import type { OfferedHour } from '../../../../domain/booking/counselling-desk.ts';
import { type CounsellorId, usualHourRules } from '../../../../domain/booking/counsellor.ts';
import type { SlotId } from '../../../../domain/booking/slot.ts';
import type { TimeZone } from '../../../../domain/booking/time-zone.ts';
import { ways } from '../../../../domain/booking/wish.ts';
import type { OrganisationId } from '../../../../domain/organisation-id.ts';

const startsAt = Date.UTC(2026, 10, 24, 9);

/** An hour of one's own with an invented counsellor, for the screens of a review. */
export const exampleHour: OfferedHour = {
  slot: {
    id: 1 as SlotId,
    counsellor: 'room' as CounsellorId,
    startsAt,
    endsAt: startsAt + 50 * 60_000,
    closesAt: startsAt,
    ways,
    seats: 1,
    title: null,
    isCalledOff: false,
    outcome: null,
  },
  counsellor: {
    id: 'room' as CounsellorId,
    organisation: 'example' as OrganisationId,
    displayName: 'Aida',
    zone: 'Asia/Bishkek' as TimeZone,
    country: 'KG',
    reach: [],
    languages: ['en', 'ru', 'ky'],
    ways,
    companions: ['woman'],
    topics: [],
    rules: usualHourRules,
  },
  organisation: {
    id: 'example' as OrganisationId,
    name: { en: 'Example centre', ru: 'Центр-пример', ky: 'Мисал үчүн борбор' },
    isExample: true,
  },
  seatsLeft: 1,
};
