import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { CounsellorId, HourRules } from '../../domain/booking/counsellor.ts';
import type { HourOffer } from '../../domain/booking/hours.ts';
import type { ReminderKind } from '../../domain/booking/reminder.ts';
import type { SlotId, SlotOutcome } from '../../domain/booking/slot.ts';
import type { TimeZone } from '../../domain/booking/time-zone.ts';
import type { Companion, Topic, Way } from '../../domain/booking/wish.ts';
import type { Country, Whereabouts } from '../../domain/country.ts';
import type { Localized } from '../../domain/language.ts';
import type { OrganisationId } from '../../domain/organisation-id.ts';
import { bytea, moment } from '../columns.ts';

/** Organisations that offer hours. Not tied to the directory's rows, which a start may write anew. */
export const counsellingOrganisations = pgTable('counselling_organisations', {
  id: text().$type<OrganisationId>().primaryKey(),
  name: jsonb().$type<Localized>().notNull(),
  isExample: boolean().notNull(),
});

/** A counsellor or a room: what is offered, and no personal data but the name that the organisation chose. */
export const counsellors = pgTable(
  'counsellors',
  {
    id: text().$type<CounsellorId>().primaryKey(),
    organisationId: text()
      .$type<OrganisationId>()
      .notNull()
      .references(() => counsellingOrganisations.id, { onDelete: 'cascade' }),
    displayName: text().notNull(),
    zone: text().$type<TimeZone>().notNull(),
    country: text().$type<Country>().notNull(),
    reach: text().array().$type<Whereabouts[]>().notNull(),
    languages: text().array().notNull(),
    ways: text().array().$type<Way[]>().notNull(),
    companions: text().array().$type<Exclude<Companion, 'any'>[]>().notNull(),
    topics: text().array().$type<Topic[]>().notNull(),
    rules: jsonb().$type<HourRules>().notNull(),
    /** How to get there, by way; sealed, since an address may be raided. */
    directions: bytea(),
    /** A keyed hash of the calendar feed's secret address. */
    feedKey: bytea().unique('counsellors_feed_key'),
  },
  (table) => [
    index('counsellors_country').on(table.country),
    index('counsellors_reach').using('gin', table.reach),
    check('counsellors_feed_key_length', sql`octet_length(${table.feedKey}) = 32`),
  ],
);

const ofCounsellor = () =>
  text()
    .$type<CounsellorId>()
    .notNull()
    .references(() => counsellors.id, { onDelete: 'cascade' });

/** What a counsellor offers, from which its slots are made. */
export const hourOffers = pgTable(
  'hour_offers',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    counsellorId: ofCounsellor(),
    offer: jsonb().$type<HourOffer>().notNull(),
  },
  (table) => [index('hour_offers_counsellor').on(table.counsellorId)],
);

/** When a counsellor is away. */
export const counsellorAbsences = pgTable(
  'counsellor_absences',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    counsellorId: ofCounsellor(),
    startsAt: moment().notNull(),
    endsAt: moment().notNull(),
  },
  (table) => [
    index('counsellor_absences_counsellor').on(table.counsellorId),
    check('counsellor_absences_order', sql`${table.startsAt} < ${table.endsAt}`),
  ],
);

/** Hours of the coming weeks, made of the offers. */
export const counsellingSlots = pgTable(
  'counselling_slots',
  {
    id: bigint({ mode: 'number' }).$type<SlotId>().primaryKey().generatedAlwaysAsIdentity(),
    counsellorId: ofCounsellor(),
    startsAt: moment().notNull(),
    endsAt: moment().notNull(),
    closesAt: moment().notNull(),
    ways: text().array().$type<Way[]>().notNull(),
    seats: smallint().notNull(),
    title: jsonb().$type<Localized>(),
    isCalledOff: boolean().notNull().default(false),
    outcome: text().$type<SlotOutcome>(),
  },
  (table) => [
    uniqueIndex('counselling_slots_counsellor_starts_at').on(table.counsellorId, table.startsAt),
    // So that a taken seat can carry the number of seats, and its CHECK can hold it.
    unique('counselling_slots_id_seats').on(table.id, table.seats),
    index('counselling_slots_sessions').on(table.counsellorId, table.startsAt).where(sql`${table.seats} > 1`),
    index('counselling_slots_ends_at').on(table.endsAt),
    check(
      'counselling_slots_order',
      sql`${table.closesAt} <= ${table.startsAt} and ${table.startsAt} < ${table.endsAt}`,
    ),
    check('counselling_slots_seats', sql`${table.seats} > 0`),
  ],
);

/**
 * One row a seat that is held or booked. The primary key makes exactly one winner a seat, and the CHECK, with
 * the number of seats tied to the slot's, as many winners as there are seats.
 */
export const takenSeats = pgTable(
  'taken_seats',
  {
    slotId: bigint({ mode: 'number' }).$type<SlotId>().notNull(),
    seat: smallint().notNull(),
    seats: smallint().notNull(),
    organisationId: text()
      .$type<OrganisationId>()
      .notNull()
      .references(() => counsellingOrganisations.id, { onDelete: 'cascade' }),
    /** Held: until when, by which token, for which chat, and whether the wait list was offered it. */
    heldUntil: moment(),
    holdKey: bytea().unique('taken_seats_hold_key'),
    holderKey: bytea(),
    isOffer: boolean().notNull().default(false),
    /** Booked: by which code, what is known of it (sealed), and which chat may not book a second one here. */
    lookup: bytea().unique('taken_seats_lookup'),
    sealed: bytea(),
    chatKey: bytea().unique('taken_seats_chat_key'),
  },
  (table) => [
    primaryKey({ columns: [table.slotId, table.seat] }),
    foreignKey({
      name: 'taken_seats_slot',
      columns: [table.slotId, table.seats],
      foreignColumns: [counsellingSlots.id, counsellingSlots.seats],
    }).onUpdate('cascade'),
    index('taken_seats_holder').on(table.holderKey).where(sql`${table.holderKey} is not null`),
    index('taken_seats_held').on(table.organisationId, table.heldUntil).where(sql`${table.heldUntil} is not null`),
    check('taken_seats_seat', sql`${table.seat} between 1 and ${table.seats}`),
    check(
      'taken_seats_held_or_booked',
      sql`num_nonnulls(${table.heldUntil}, ${table.holdKey}) = case when ${table.lookup} is null then 2 else 0 end
        and (${table.sealed} is null) = (${table.lookup} is null)
        and (${table.chatKey} is null or ${table.lookup} is not null)
        and (${table.holderKey} is null or ${table.holdKey} is not null)`,
    ),
    check(
      'taken_seats_lengths',
      sql`octet_length(${table.holdKey}) = 32 and octet_length(${table.holderKey}) = 32
        and octet_length(${table.lookup}) = 32 and octet_length(${table.chatKey}) = 32
        and octet_length(${table.sealed}) = 285`,
    ),
  ],
);

/** Where to write to who asked to be reminded, and what is due next; gone with the hour. */
export const bookingReminders = pgTable(
  'booking_reminders',
  {
    key: bytea().primaryKey(),
    /** The chat that is reminded; when it is forgotten, so is this. */
    chatKey: bytea().notNull(),
    sealed: bytea().notNull(),
    nextKind: text().$type<ReminderKind>(),
    nextDueAt: moment(),
    expiresAt: moment().notNull(),
  },
  (table) => [
    index('booking_reminders_next_due_at').on(table.nextDueAt).where(sql`${table.nextDueAt} is not null`),
    index('booking_reminders_expires_at').on(table.expiresAt),
    index('booking_reminders_chat').on(table.chatKey),
    check('booking_reminders_next', sql`(${table.nextKind} is null) = (${table.nextDueAt} is null)`),
    check('booking_reminders_key_length', sql`octet_length(${table.key}) = 32 and octet_length(${table.chatKey}) = 32`),
    check('booking_reminders_sealed_length', sql`octet_length(${table.sealed}) = 541`),
  ],
);

/** Who waits for an hour, in turn. */
export const waitingPlaces = pgTable(
  'waiting_places',
  {
    key: bytea().primaryKey(),
    country: text().$type<Whereabouts>().notNull(),
    turn: bigint({ mode: 'number' }).notNull(),
    offers: smallint().notNull().default(0),
    offeredUntil: moment(),
    sealed: bytea().notNull(),
    expiresOn: date().notNull(),
  },
  (table) => [
    uniqueIndex('waiting_places_turn').on(table.turn),
    check('waiting_places_key_length', sql`octet_length(${table.key}) = 32`),
    check('waiting_places_sealed_length', sql`octet_length(${table.sealed}) = 797`),
  ],
);

/** How many hours took place, by month; no person is in it. */
export const counsellingCounts = pgTable(
  'counselling_counts',
  {
    organisationId: text()
      .$type<OrganisationId>()
      .notNull()
      .references(() => counsellingOrganisations.id, { onDelete: 'cascade' }),
    month: text().notNull(),
    outcome: text().$type<SlotOutcome>().notNull(),
    hours: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.month, table.outcome] }),
    check('counselling_counts_month_form', sql`${table.month} ~ '^[0-9]{4}-[0-9]{2}$'`),
    check('counselling_counts_hours', sql`${table.hours} >= 0`),
  ],
);
