import { sql } from 'drizzle-orm';
import type { Database } from '../../../../db/client.ts';
import { createCounsellingDesk } from '../../../../db/counselling/create-counselling-desk.ts';
import { createOfferingDesk } from '../../../../db/counselling/create-offering-desk.ts';
import type { OfferingDesk } from '../../../../db/counselling/offering-desk.ts';
import type { Keyring } from '../../../../db/keyring.ts';
import { rowsOf } from '../../../../db/rows-of.ts';
import type {
  BookingRequest,
  CounsellingDesk,
  DueReminder,
  OfferedHour,
} from '../../../../domain/booking/counselling-desk.ts';
import type { Counsellor, CounsellorId } from '../../../../domain/booking/counsellor.ts';
import type { HourOffer } from '../../../../domain/booking/hours.ts';
import type { TimeZone } from '../../../../domain/booking/time-zone.ts';
import { anyWish } from '../../../../domain/booking/wish.ts';
import type { ChatAlias } from '../../../../domain/chat-alias.ts';
import type { OrganisationId } from '../../../../domain/organisation-id.ts';
import type { Outcome } from '../../../../domain/outcome.ts';
import type { SealedAddress } from '../../../../domain/sealed-address.ts';
import { testKeyring } from '../../../support/keyrings.ts';

export const bishkek = 'Asia/Bishkek' as TimeZone;
export const organisation = 'umbrella' as OrganisationId;
/** A Sunday morning. */
export const sunday = Date.UTC(2026, 10, 22, 3, 0);
export const hour = 3_600_000;
/** Where somebody wants to be reminded, as the edge has sealed it. */
export const reminding = { address: 'sealed-address' as SealedAddress, language: 'ru', zone: bishkek } as const;
export const anything = anyWish('KG');

/** A counsellor in Bishkek who has nothing special. */
export const counsellor = (id = 'room-1', changes: Partial<Counsellor> = {}): Counsellor => ({
  id: id as CounsellorId,
  organisation,
  displayName: 'Room 1',
  zone: bishkek,
  country: 'KG',
  reach: [],
  languages: ['ru', 'ky'],
  ways: ['online', 'in_person'],
  companions: ['woman'],
  topics: [],
  rules: { bufferMinutes: 10, noticeMinutes: 120, lateCancelMinutes: 24 * 60 },
  ...changes,
});

export const session = (day: string, from: number, seats: number): HourOffer => ({
  when: { kind: 'single', day, from: from * 60 },
  minutes: 90,
  seats,
  title: { en: 'Yoga', ru: 'Йога', ky: 'Йога' },
  ways: null,
});

export interface Office {
  readonly desk: CounsellingDesk;
  readonly offering: OfferingDesk;
  readonly clock: { now: number };
  readonly db: Database;
}

/** An organisation in Bishkek on an empty database; its clock is moved by hand. */
export async function openOffice(
  db: Database,
  offers: readonly HourOffer[] = [],
  { keepsRows = false } = {},
): Promise<Office> {
  const known = keepsRows && (await rowsOf(db, sql`select 1 from counsellors limit 1`)).length > 0;
  if (known) return desksOn(db, { now: sunday });
  return openOfficeWith({ db, clock: { now: sunday } }, offers);
}

/** The same with another clock and other keys, such as those of a program that runs. */
export async function openOfficeWith(
  { db, clock, keyring }: { db: Database; clock: { now: number }; keyring?: Keyring },
  offers: readonly HourOffer[],
): Promise<Office> {
  await emptyCounselling(db);
  const office = desksOn(db, clock, keyring);
  const name = { en: 'Umbrella', ru: 'Зонт', ky: 'Кол чатыр' };
  await office.offering.saveOrganisation({ id: organisation, name, isExample: false });
  await office.offering.saveCounsellor(counsellor(), { online: { en: 'Link', ru: 'Ссылка', ky: 'Шилтеме' } });
  if (offers.length > 0) {
    const added = await office.offering.addOffers(counsellor().id, offers);
    if (!added.ok) throw new Error(JSON.stringify(added));
  }
  return office;
}

/** Both desks on a database, as a program opens them. */
export function desksOn(db: Database, clock: { now: number }, keyring = testKeyring('counselling')): Office {
  const options = { db, keyring, now: () => clock.now };
  return {
    db,
    clock,
    desk: createCounsellingDesk({ ...options, isPreview: false }),
    offering: createOfferingDesk(options),
  };
}

export async function emptyCounselling(db: Database): Promise<void> {
  await db.execute(
    sql`truncate counselling_organisations, counsellors, hour_offers, counsellor_absences, counselling_slots, taken_seats, booking_reminders, waiting_places, counselling_counts`,
  );
}

export const request = (alias: ChatAlias, changes: Partial<BookingRequest> = {}): BookingRequest => ({
  alias,
  way: 'online',
  language: 'ru',
  zone: bishkek,
  reminding: null,
  ...changes,
});

/** The hours of the first day that has any. */
export async function firstHours({ desk }: Office): Promise<readonly OfferedHour[]> {
  const { days } = await desk.daysWithFreeHours(anything, bishkek);
  return days[0] ? desk.freeHours(days[0], anything, bishkek) : [];
}

/** The value of an outcome that must be one. */
export function granted<T>(outcome: Outcome<T, string>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.error}`);
  return outcome.value;
}

/** Holds and confirms. */
export async function bookHour({ desk }: Office, at: OfferedHour, alias: ChatAlias, changes?: Partial<BookingRequest>) {
  const { hold } = granted(await desk.hold(at.slot.id, alias));
  return granted(await desk.confirm(hold, request(alias, changes)));
}

/** All that is due, as a program takes it. */
export async function takeReminders({ desk }: Office): Promise<readonly DueReminder[]> {
  const taken: DueReminder[] = [];
  for (const { id } of await desk.dueReminders()) {
    const reminder = await desk.takeReminder(id);
    if (reminder) taken.push(reminder);
  }
  return taken;
}
