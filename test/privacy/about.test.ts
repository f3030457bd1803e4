import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { describe, expect, it } from 'vitest';
import { conversationIdleMinutes } from '../../db/conversation-state.ts';
import { createBookingKeys } from '../../db/counselling/booking-keys.ts';
import { bookingBox, reminderBox, waitingBox } from '../../db/counselling/sealed-content.ts';
import { bookingReminders, takenSeats, waitingPlaces } from '../../db/counselling/tables.ts';
import * as schema from '../../db/schema.ts';
import { bookingFigures } from '../../domain/booking/booking-rules.ts';
import { weekly } from '../../domain/booking/hours.ts';
import { waitListFigures } from '../../domain/booking/wait-list.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import { settingsIdleDays } from '../../domain/chat-settings.ts';
import { languages } from '../../domain/language.ts';
import { reportRules } from '../../domain/report-rules.ts';
import { deletableHours } from '../../domain/standing-messages.ts';
import { renderAboutPage } from '../../handlers/about/render.ts';
import { type TextKey, wordsIn } from '../../locales/index.ts';
import {
  bookHour,
  firstHours,
  openOffice,
  organisation,
  reminding,
} from '../db/counselling/support/counselling-office.ts';
import { describeOnBothDatabases } from '../support/databases.ts';
import { newAlias, testKeyring } from '../support/keyrings.ts';
import { bookedPerson } from './support/booked-person.ts';

/**
 * What is kept, held against what `/about` says. Whoever adds a column or a field has to say here which line
 * tells people of it.
 */
type AboutKey = Extract<TextKey, `about.${'kept' | 'readers'}${string}`>;

/** Each table in which something of a person stands: its columns, by the line that tells of them. */
const told: Readonly<Record<string, Readonly<Partial<Record<AboutKey, readonly string[]>>>>> = {
  chat_settings: { 'about.keptSettings': ['key', 'sealed', 'lastUsedOn'] },
  conversation_states: { 'about.keptState': ['key', 'sealed', 'expiresAt'] },
  sweep_list: { 'about.keptMemory': ['key', 'sealed', 'dueAt'] },
  taken_seats: {
    'about.keptBooking': ['slotId', 'seat', 'seats', 'organisationId', 'lookup', 'sealed'],
    'about.keptChosen': ['heldUntil', 'holdKey', 'holderKey', 'isOffer'],
    'about.readersBooking': ['chatKey'],
  },
  booking_reminders: { 'about.keptAsked': ['key', 'chatKey', 'sealed', 'nextKind', 'nextDueAt', 'expiresAt'] },
  waiting_places: { 'about.keptAsked': ['key', 'country', 'turn', 'offers', 'offeredUntil', 'sealed', 'expiresOn'] },
  waiting_reports: { 'about.keptReport': ['tag', 'sealed'] },
  settled_reports: { 'about.keptReport': ['tag', 'sealed'] },
  reports: {
    'about.keptReport': [
      'id',
      'organisationId',
      'quarter',
      'sealed',
      'lookup',
      'replyPublicKey',
      'withdrawal',
      'expiresQuarter',
    ],
  },
  report_answers: { 'about.keptReport': ['reportId', 'position', 'sealed'] },
  waiting_lowerings: { 'about.keptMark': ['sealed'] },
  withdrawn_reports: { 'about.keptMark': ['id', 'organisationId', 'expiresQuarter'] },
  withdrawal_marks: { 'about.keptMark': ['mark', 'expiresQuarter'] },
  card_feedback_months: { 'about.keptNumbers': ['month', 'sealed'] },
  contact_fault_months: { 'about.keptNumbers': ['month', 'sealed'] },
  report_counts: { 'about.keptNumbers': ['name', 'isFrozen', 'sealed'] },
  counselling_counts: { 'about.keptNumbers': ['organisationId', 'month', 'outcome', 'hours'] },
};

/** Of organisations and of the program; nobody who visits has a part in them. */
const ofNobody = [
  'contact_checks',
  'contacts',
  'counselling_organisations',
  'counselling_slots',
  'counsellor_absences',
  'counsellors',
  'hour_offers',
  'imported_directory',
  'keys_in_use',
  'locations',
  'organisation_stops',
  'organizations',
  'receiving_keys',
  'report_folds',
  'seed_versions',
  'service_areas',
  'services',
];

/** What the boxes of bookings hold, for who has the keys. */
const toldOfBoxes: Readonly<Record<string, Readonly<Record<string, AboutKey>>>> = {
  booking: { name: 'about.readersCounsellor', way: 'about.readersCounsellor', zone: 'about.keptBooking' },
  reminder: {
    address: 'about.keptAsked',
    language: 'about.keptSettings',
    zone: 'about.keptBooking',
    startsAt: 'about.readersBooking',
  },
  waiting: {
    alias: 'about.readersBooking',
    address: 'about.keptAsked',
    language: 'about.keptSettings',
    zone: 'about.keptAsked',
    wish: 'about.keptAsked',
    offered: 'about.keptAsked',
  },
};

const tables = (Object.values(schema) as readonly unknown[]).filter((one): one is PgTable => one instanceof PgTable);
const nameOf = (table: PgTable) => getTableConfig(table).name;
const saidOn = (page: 'kept' | 'readers', key: AboutKey, language: (typeof languages)[number]) => {
  const words = wordsIn(language);
  return renderAboutPage(words, page).body.includes(words.text(key));
};

describe('what stands in the tables', () => {
  it('is told of in /about, column by column, or is of nobody', () => {
    expect(tables.map(nameOf).sort()).toEqual([...Object.keys(told), ...ofNobody].sort());
    for (const table of tables) {
      const lines = told[nameOf(table)];
      if (!lines) continue;
      const columns = Object.keys(table).filter((name) => name !== 'enableRLS');
      expect(Object.values(lines).flat().sort(), nameOf(table)).toEqual(columns.sort());
    }
  });

  it.each(languages)('is told on the pages of /about, in %s', (language) => {
    const keys = [...Object.values(told).flatMap(Object.keys), ...Object.values(toldOfBoxes).flatMap(Object.values)];
    for (const key of new Set(keys as AboutKey[])) {
      const page = key.startsWith('about.kept') ? 'kept' : 'readers';
      expect(saidOn(page, key, language), key).toBe(true);
    }
  });

  it.each(languages)('goes when /about says so, in %s', (language) => {
    const says = (key: AboutKey) => wordsIn(language).text(key);
    expect(says('about.keptSettings')).toContain(String(settingsIdleDays));
    expect(says('about.readersServer')).toContain(String(settingsIdleDays));
    expect(says('about.keptBooking')).toContain(String(bookingFigures.keptHours));
    expect(says('about.keptAsked')).toContain(String(settingsIdleDays));
    expect(waitListFigures.keptDays).toBeLessThanOrEqual(settingsIdleDays);
    // In words: two days, five minutes, half an hour, about two years.
    expect([deletableHours, bookingFigures.holdMinutes, conversationIdleMinutes, reportRules.keptQuarters]).toEqual([
      48, 5, 30, 8,
    ]);
  });
});

describeOnBothDatabases('who has server and keys', (open) => {
  const keys = createBookingKeys(testKeyring('counselling'));

  it('opens of somebody who booked and waits what /about says, and nothing else', async () => {
    const db = await open();
    await bookedPerson(db);
    const [seat] = await db.select().from(takenSeats);
    const [reminder] = await db.select().from(bookingReminders);
    const [place] = await db.select().from(waitingPlaces);
    if (!seat?.lookup || !reminder || !place) throw new Error('a row is missing');
    const opened: Record<string, object | null> = {
      booking: bookingBox.open(seat.sealed, keys.bookingSeal(organisation), seat.lookup),
      reminder: reminderBox.open(reminder.sealed, keys.reminderSeal, reminder.key),
      waiting: waitingBox.open(place.sealed, keys.waiting.sealKey, place.key),
    };
    for (const [box, content] of Object.entries(opened)) {
      expect(Object.keys(content ?? {}).sort(), box).toEqual(Object.keys(toldOfBoxes[box] ?? {}).sort());
    }
  });

  it('finds which account has which hour ahead, or asked for something, until the hour is over', async () => {
    const office = await openOffice(await open(), [weekly(1, 10, 13)]);
    const [booked, reminded, looked, never] = [newAlias(), newAlias(), newAlias(), newAlias()];
    const [first, second, third] = await firstHours(office);
    if (!first || !second || !third) throw new Error('no hours');
    await bookHour(office, first, booked);
    await bookHour(office, second, reminded, { reminding });
    await office.desk.hold(third.slot.id, looked);

    /** All ways that lead from an account to a row. */
    async function foundOf(alias: ChatAlias) {
      const seats = await office.db.select().from(takenSeats);
      const reminders = await office.db.select().from(bookingReminders);
      const places = await office.db.select().from(waitingPlaces);
      const is = (key: Buffer) => (held: Buffer | null) => held?.equals(key) ?? false;
      return {
        hours: seats
          .filter(({ chatKey }) => is(keys.chatKey(alias, organisation))(chatKey))
          .map(({ slotId }) => slotId),
        looksAt: seats.filter(({ holderKey }) => is(keys.holderKey(alias))(holderKey)).map(({ slotId }) => slotId),
        isReminded: reminders.some(({ chatKey }) => is(keys.remindedKey(alias))(chatKey)),
        waits: places.some(({ key }) => is(keys.waiting.rowKey(alias))(key)),
      };
    }
    const nothing = { hours: [], looksAt: [], isReminded: false, waits: false };
    expect(await foundOf(booked)).toEqual({ ...nothing, hours: [first.slot.id] });
    expect(await foundOf(reminded)).toEqual({ ...nothing, hours: [second.slot.id], isReminded: true });
    expect(await foundOf(looked)).toEqual({ ...nothing, looksAt: [third.slot.id] });
    expect(await foundOf(never)).toEqual(nothing);

    office.clock.now = third.slot.endsAt;
    await office.desk.sweep();
    for (const alias of [booked, reminded, looked, never]) expect(await foundOf(alias)).toEqual(nothing);
    expect(await office.db.select().from(takenSeats)).toHaveLength(2);
  });
});
