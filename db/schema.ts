import { sql } from 'drizzle-orm';
import { boolean, check, date, index, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import type { CheckOutcome } from '../domain/directory-check.ts';
import type { Localized } from '../domain/language.ts';
import type { Claim, OpeningHours, ServiceFlag } from '../domain/referral.ts';
import { bytea } from './columns.ts';
import type { DirectoryFile } from './seed/directory/schema.ts';

export * from './counselling/tables.ts';

/** Sealed settings of a chat. The key is a keyed hash; the day is all that is said about time. */
export const chatSettings = pgTable(
  'chat_settings',
  {
    key: bytea().primaryKey(),
    sealed: bytea().notNull(),
    lastUsedOn: date().notNull(),
  },
  (table) => [
    check('chat_settings_key_length', sql`octet_length(${table.key}) = 32`),
    check('chat_settings_sealed_length', sql`octet_length(${table.sealed}) = 93`),
    index('chat_settings_last_used_on').on(table.lastUsedOn),
  ],
);

/** Sealed state of a conversation in progress, for half an hour. */
export const conversationStates = pgTable(
  'conversation_states',
  {
    key: bytea().primaryKey(),
    sealed: bytea().notNull(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    check('conversation_states_key_length', sql`octet_length(${table.key}) = 32`),
    check('conversation_states_sealed_length', sql`(octet_length(${table.sealed}) - 29) % 2048 = 0`),
    index('conversation_states_expires_at').on(table.expiresAt),
  ],
);

/**
 * What stands in a chat and must be taken away, with the way to reach it: sealed, one length. The due
 * time lies on a grid of six hours, which is all that is said about time.
 */
export const sweepList = pgTable(
  'sweep_list',
  {
    key: bytea().primaryKey(),
    sealed: bytea().notNull(),
    dueAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    check('sweep_list_key_length', sql`octet_length(${table.key}) = 32`),
    check('sweep_list_sealed_length', sql`octet_length(${table.sealed}) = 1053`),
    check('sweep_list_due_grid', sql`extract(epoch from ${table.dueAt})::bigint % 21600 = 0`),
    index('sweep_list_due_at').on(table.dueAt),
  ],
);

/** Which version of each seed the database holds, so that a start reads it only when it changed. */
export const seedVersions = pgTable('seed_versions', {
  name: text().primaryKey(),
  digest: text().notNull(),
});

/** One row: a mark of the root key with which this database was begun (`whose-keys.ts`). */
export const keysInUse = pgTable(
  'keys_in_use',
  {
    isOnly: boolean().primaryKey(),
    whose: text().notNull(),
  },
  (table) => [
    check('keys_in_use_one_row', sql`${table.isOnly}`),
    check('keys_in_use_whose_form', sql`${table.whose} ~ '^[0-9a-f]{64}$'`),
  ],
);

export const organizations = pgTable('organizations', {
  id: text().primaryKey(),
  name: jsonb().$type<Localized>().notNull(),
  shortName: jsonb().$type<Localized>().notNull(),
});

export const services = pgTable('services', {
  id: text().primaryKey(),
  organizationId: text()
    .notNull()
    .references(() => organizations.id, { onDelete: 'cascade' }),
  kinds: text().array().notNull(),
  flags: jsonb().$type<Partial<Record<ServiceFlag, Claim>>>().notNull(),
  languages: text().array().notNull(),
  schedule: jsonb().$type<OpeningHours>(),
  description: jsonb().$type<Localized>(),
  warnBefore: text().array().notNull(),
  hiddenIn: text().array().notNull(),
});

export const serviceAreas = pgTable('service_areas', {
  id: text().primaryKey(),
  serviceId: text()
    .notNull()
    .references(() => services.id, { onDelete: 'cascade' }),
  country: text().notNull(),
  city: text(),
});

export const locations = pgTable('locations', {
  id: text().primaryKey(),
  organizationId: text()
    .notNull()
    .references(() => organizations.id, { onDelete: 'cascade' }),
  country: text().notNull(),
  city: text(),
  cityName: jsonb().$type<Localized>(),
});

/** HSDS phones, e-mails and urls in one table. `assured_on`: the day a person last tried it. */
export const contacts = pgTable('contacts', {
  id: text().primaryKey(),
  organizationId: text()
    .notNull()
    .references(() => organizations.id, { onDelete: 'cascade' }),
  position: integer().notNull(),
  type: text().notNull(),
  value: text().notNull(),
  labels: text().array().notNull(),
  isOnHold: boolean().notNull(),
  isAlwaysShown: boolean().notNull(),
  assuredOn: date(),
});

/** Small counters of a month in one sealed box, written anew every day whether or not somebody tapped. */
const monthBoxes = <N extends string>(name: N) =>
  pgTable(
    name,
    {
      month: text().primaryKey(),
      sealed: bytea().notNull(),
    },
    (table) => [
      check(`${name}_month_form`, sql`${table.month} ~ '^[0-9]{4}-[0-9]{2}$'`),
      check(`${name}_sealed_length`, sql`(octet_length(${table.sealed}) - 29) % 4096 = 0`),
    ],
  );

export const cardFeedbackMonths = monthBoxes('card_feedback_months');
export const contactFaultMonths = monthBoxes('contact_fault_months');

/**
 * What came of calling, writing to or opening a contact. Not tied to `contacts`: it outlives re-seeding,
 * and a contact that comes back in the files finds what was noted of it.
 */
export const contactChecks = pgTable(
  'contact_checks',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    contactId: text().notNull(),
    checkedOn: date().notNull(),
    outcome: text().$type<CheckOutcome>().notNull(),
    /** Of who checked. */
    initials: text().notNull(),
    note: text(),
  },
  (table) => [index('contact_checks_contact_id').on(table.contactId)],
);

/** A directory that was imported takes the place of the program's own files; at most one row. */
export const importedDirectory = pgTable('imported_directory', {
  id: text().primaryKey(),
  files: jsonb().$type<readonly DirectoryFile[]>().notNull(),
});

export * from './reports/tables.ts';
