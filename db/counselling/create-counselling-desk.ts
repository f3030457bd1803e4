import { bookingFigures } from '../../domain/booking/booking-rules.ts';
import type { CounsellingDesk, Elsewhere } from '../../domain/booking/counselling-desk.ts';
import { type Moment, parseTimeZone, spanOfDay, type TimeZone } from '../../domain/booking/time-zone.ts';
import { anyWish, type Wish, widerWishes } from '../../domain/booking/wish.ts';
import type { Expiring } from '../../domain/expiring.ts';
import type { OrganisationId } from '../../domain/organisation-id.ts';
import type { Database } from '../client.ts';
import { createDailyLimit } from '../daily-limit.ts';
import type { Keyring } from '../keyring.ts';
import { createBookingKeys } from './booking-keys.ts';
import { createBookingChanges } from './change-booking.ts';
import { createChatTies } from './chat-ties.ts';
import { confirmHold } from './confirm-hold.ts';
import type { DeskParts } from './desk-parts.ts';
import { createDueReminders } from './due-reminders.ts';
import { createHourFinder } from './find-hours.ts';
import { forgetOrder } from './forget-order.ts';
import { heldHour, holdHour, letHoldGo } from './hold-hour.ts';
import { daysAhead, nextFreeHours } from './next-free-hours.ts';
import { sweep } from './sweep.ts';
import { createWaitList } from './wait-list.ts';
import { createWaitListOffers } from './wait-list-offers.ts';

export interface CounsellingDeskOptions {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly now: () => Moment;
  /** Hours of an example organisation are shown in the preview alone. */
  readonly isPreview: boolean;
}

const hoursShown = 40;
const daysShown = 14;
const anywhere = parseTimeZone('UTC') as TimeZone;

/** The desk on a database: a table of contents of the files beside it. */
export function createCounsellingDesk(options: CounsellingDeskOptions): CounsellingDesk & Expiring {
  const { db, keyring, now, isPreview } = options;
  const finderIn = (database: Database) => createHourFinder(database, { now, showsExamples: isPreview });
  const finder = finderIn(db);
  const bookingsToday = createDailyLimit(bookingFigures.bookingsADay, now);
  const parts: DeskParts = { db, keys: createBookingKeys(keyring), now, finder, finderIn, bookingsToday };
  const waitList = createWaitList(parts);
  const ties = createChatTies(parts);
  const whoFits = async (wish: Wish, organisation?: OrganisationId) =>
    (await finder.whoFits(wish)).filter((one) => !organisation || one.organisation.id === organisation);

  return {
    async daysWithFreeHours(wish, zone, { from, most = daysShown, organisation, isGroup } = {}) {
      const among = await whoFits(wish, organisation);
      const found = await finder.freeDays(wish, among, daysAhead(zone, now(), from), most + 1, isGroup);
      return { days: found.slice(0, most), next: found[most] ?? null };
    },
    async freeHours(day, wish, zone, { organisation, isGroup } = {}) {
      return finder.freeHours(wish, await whoFits(wish, organisation), spanOfDay(zone, day), hoursShown, isGroup);
    },
    async elsewhere(wish) {
      const found: Elsewhere[] = [];
      for (const wider of widerWishes(wish)) {
        const [hour] = await nextFreeHours(finder, wider, { zone: anywhere, now: now(), most: 1 });
        if (hour && !found.some((one) => one.hour.slot.id === hour.slot.id)) {
          found.push({ wish: wider, isAbroad: hour.counsellor.country !== wish.country, hour });
        }
      }
      return found;
    },
    async sessions(country) {
      const wish: Wish = anyWish(country);
      return finder.freeSessions(wish, await finder.whoFits(wish), hoursShown);
    },
    hour: (slot) => finder.hour(slot),
    hold: (slot, alias) => holdHour(parts, slot, alias),
    letGo: (hold) => letHoldGo(parts, hold),
    confirm: (hold, request) => confirmHold(parts, hold, request),
    ...createBookingChanges(parts),
    hasSomething: async (alias) => (await ties.hasBooking(alias)) || waitList.isWaiting(alias),
    joinWaitList: waitList.join,
    isWaiting: waitList.isWaiting,
    leaveWaitList: waitList.leave,
    ...createDueReminders(parts),
    ...createWaitListOffers(parts),
    heldHour: (hold, alias) => heldHour(parts, hold, alias),
    forget: ties.forget,
    carry: ties.carry,
    sweep: () => sweep(db, now()),
    forgetOrder: () => forgetOrder(db),
    forgetExpired: bookingsToday.forgetExpired,
  };
}
