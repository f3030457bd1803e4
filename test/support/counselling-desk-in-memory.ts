import type { BookingCode } from '../../domain/booking/booking-code.ts';
import type { Booking, CounsellingDesk, HoldToken, OfferedHour } from '../../domain/booking/counselling-desk.ts';
import type { CounsellorId } from '../../domain/booking/counsellor.ts';
import { usualHourRules } from '../../domain/booking/counsellor.ts';
import type { SlotId } from '../../domain/booking/slot.ts';
import { dayIn, type TimeZone } from '../../domain/booking/time-zone.ts';
import type { OrganisationId } from '../../domain/organisation-id.ts';
import { refused, succeeded } from '../../domain/outcome.ts';

const hour = 3_600_000;
const organisation = {
  id: 'umbrella' as OrganisationId,
  name: { en: 'Umbrella', ru: 'Зонтик', ky: 'Кол чатыр' },
  isExample: false,
};

/** An hour so many hours from now; with `seats` a group session. */
export const hourIn = (now: number, hours: number, seats = 1): OfferedHour => ({
  slot: {
    id: (hours + seats) as SlotId,
    counsellor: 'room' as CounsellorId,
    startsAt: now + hours * hour,
    endsAt: now + hours * hour + 50 * 60_000,
    closesAt: now + (hours - 2) * hour,
    ways: seats > 1 ? ['online'] : ['online', 'in_person', 'phone'],
    seats,
    title: seats > 1 ? { en: 'Support group', ru: 'Группа поддержки', ky: 'Колдоо тобу' } : null,
    isCalledOff: false,
    outcome: null,
  },
  counsellor: {
    id: 'room' as CounsellorId,
    organisation: organisation.id,
    displayName: 'Room 1',
    zone: 'Asia/Bishkek' as TimeZone,
    country: 'KG',
    reach: ['INT'],
    languages: ['en', 'ru', 'ky'],
    ways: ['online', 'in_person', 'phone'],
    companions: ['woman', 'trans_competent'],
    topics: [],
    rules: usualHourRules,
  },
  organisation,
  seatsLeft: seats,
});

const token = 'hold-hold-hold-hold-22' as HoldToken;
const code = '123456789012' as BookingCode;

/**
 * A desk whose hours are always free to people in Kyrgyzstan, and to nobody elsewhere; for walks over all
 * screens. What really happens to hours is tested with the desk on the database.
 */
export function createCounsellingDeskInMemory(now: () => number): CounsellingDesk {
  let hasReminders = false;
  const hours = () => [30, 31, 54, 80].map((hours) => hourIn(now(), hours));
  const sessions = () => [102, 126, 150, 174, 270].map((hours) => hourIn(now(), hours, 12));
  const all = () => [...hours(), ...sessions()];
  const booking = (): Booking => ({
    name: 'maple-harbour',
    way: 'online',
    zone: 'Asia/Bishkek' as TimeZone,
    hour: all()[0] as OfferedHour,
    directions: { en: 'Ring twice.', ru: 'Позвоните дважды.', ky: 'Эки жолу чалыңыз.' },
    terms: { kind: 'early', until: now() + hour },
    hasReminders,
  });
  const none = async () => {};
  return {
    daysWithFreeHours: async ({ country }, zone, { from } = {}) => {
      const days = [...new Set(all().map(({ slot }) => dayIn(zone, slot.startsAt)))];
      const shown = days.filter((day) => country === 'KG' && (from === undefined || from <= day)).slice(0, 2);
      return { days: shown, next: days.find((day) => shown.length > 0 && day > (shown.at(-1) as string)) ?? null };
    },
    freeHours: async (day, { country }, zone) =>
      all().filter(({ slot }) => country === 'KG' && dayIn(zone, slot.startsAt) === day),
    elsewhere: async (wish) =>
      wish.country === 'TR'
        ? [{ wish: { ...wish, way: 'online', topic: 'any' }, isAbroad: true, hour: hours()[0] as OfferedHour }]
        : [],
    sessions: async (country) => (country === 'KG' ? sessions() : []),
    hour: async (slot) => all().find((one) => one.slot.id === slot) ?? null,
    hold: async (slot) => {
      const found = all().find((one) => one.slot.id === slot);
      return found ? succeeded({ hold: token, until: now() + 300_000, hour: found }) : refused('no_such_hour');
    },
    letGo: none,
    confirm: async () => succeeded({ code, booking: booking() }),
    hasSomething: async () => false,
    look: async () => booking(),
    move: async () => succeeded(booking()),
    cancel: async () => succeeded({ kind: 'early', until: now() + hour } as const),
    remind: async (_, reminding) => {
      hasReminders = reminding !== null;
      return succeeded(null);
    },
    joinWaitList: none,
    // So that a walk over all screens sees how to leave.
    isWaiting: async () => true,
    leaveWaitList: none,
    dueReminders: async () => [],
    takeReminder: async () => null,
    giveBackReminder: none,
    heldHour: async () => null,
    takeDueOffers: async () => [],
    giveBackOffer: none,
    forget: none,
    carry: none,
    sweep: none,
    forgetOrder: none,
  };
}
