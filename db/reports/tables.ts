import { sql } from 'drizzle-orm';
import { boolean, check, date, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { bytea } from '../columns.ts';
import { answerLength, hintLength, loweringLength, poolSaltLength, reportLength, waitingLength } from './lengths.ts';

/**
 * No table of this file holds an id of a person, a time finer than a quarter (or, of keys and folds, a
 * day), a sequence or a free text in clear. Every byte string has one length, held by a CHECK.
 */

const quarterForm = (column: unknown) => sql`${column} ~ '^[0-9]{4}-Q[1-4]$'`;
const length = (column: unknown, bytes: number) => sql`octet_length(${column}) = ${sql.raw(String(bytes))}`;

/** Reports before their fold. Both columns are made under the fold key, and share no value with folded rows. */
const waitingTable = <Name extends string>(name: Name) =>
  pgTable(name, { tag: bytea().primaryKey(), sealed: bytea().notNull() }, (table) => [
    check(`${name}_tag_length`, length(table.tag, 32)),
    check(`${name}_sealed_length`, length(table.sealed, waitingLength)),
  ]);

/** The pool, which is written anew whenever it changes (`waiting-pool.ts`): no value of a row is one of an earlier row. */
export const waitingReports = waitingTable('waiting_reports');
/** What a full pool let go: reports that wait as well, and are written anew only in the night. */
export const settledReports = waitingTable('settled_reports');
/** Where reports wait. */
export const waitingReportTables = [waitingReports, settledReports] as const;

/** Which counters the next fold lowers, under the fold key. */
export const waitingLowerings = pgTable('waiting_lowerings', { sealed: bytea().notNull() }, (table) => [
  check('waiting_lowerings_sealed_length', length(table.sealed, loweringLength)),
]);

/** One row: which fold key is in use, which salt the tags of the pool have, and the day of the last fold. */
export const reportFolds = pgTable(
  'report_folds',
  {
    isOnly: boolean().primaryKey(),
    keyId: text().notNull(),
    poolSalt: bytea().notNull(),
    lastFoldedOn: date().notNull(),
  },
  (table) => [
    check('report_folds_one_row', sql`${table.isOnly}`),
    check('report_folds_pool_salt_length', length(table.poolSalt, poolSaltLength)),
  ],
);

/** Folded reports. All rows are written anew, in random order, at every fold. */
export const reports = pgTable(
  'reports',
  {
    id: uuid().primaryKey(),
    /** Null: only counted, and nobody can open it. */
    organisationId: text(),
    /** Of receipt. */
    quarter: text().notNull(),
    sealed: bytea().notNull(),
    lookup: bytea().notNull().unique(),
    replyPublicKey: text().notNull(),
    /** Which counters it is in; only the code opens it. */
    withdrawal: bytea().notNull(),
    expiresQuarter: text().notNull(),
  },
  (table) => [
    check('reports_quarter_form', quarterForm(table.quarter)),
    check('reports_expires_quarter_form', quarterForm(table.expiresQuarter)),
    check('reports_sealed_length', length(table.sealed, reportLength)),
    check('reports_lookup_length', length(table.lookup, 32)),
    check('reports_reply_public_key_length', length(table.replyPublicKey, 62)),
    check('reports_withdrawal_length', length(table.withdrawal, hintLength)),
  ],
);

/** What an organisation answered, sealed to the report's reply key. */
export const reportAnswers = pgTable(
  'report_answers',
  {
    reportId: uuid().notNull(),
    position: smallint().notNull(),
    sealed: bytea().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.reportId, table.position] }),
    check('report_answers_sealed_length', length(table.sealed, answerLength)),
  ],
);

/** Ids that an organisation's reader drops. */
export const withdrawnReports = pgTable(
  'withdrawn_reports',
  {
    id: uuid().primaryKey(),
    organisationId: text(),
    expiresQuarter: text().notNull(),
  },
  (table) => [check('withdrawn_reports_quarter_form', quarterForm(table.expiresQuarter))],
);

/** Keyed marks of withdrawn reports, so that neither a late confirm nor a restore brings one back. */
export const withdrawalMarks = pgTable(
  'withdrawal_marks',
  {
    mark: bytea().primaryKey(),
    expiresQuarter: text().notNull(),
  },
  (table) => [
    check('withdrawal_marks_mark_length', length(table.mark, 32)),
    check('withdrawal_marks_quarter_form', quarterForm(table.expiresQuarter)),
  ],
);

/** What waits for the next fold, which empties them. */
export const waitingTables = [...waitingReportTables, waitingLowerings] as const;

/** What of withdrawals is written anew at each, in random order, as at a fold. */
export const withdrawalTables = [waitingLowerings, withdrawnReports, withdrawalMarks] as const;

/** What a fold writes anew in random order. */
export const foldedTables = [reports, reportAnswers, withdrawnReports, withdrawalMarks] as const;

/** A grid of counts in one sealed box, whose length depends on nothing but the list of cells. */
export const reportCounts = pgTable(
  'report_counts',
  {
    name: text().primaryKey(),
    isFrozen: boolean().notNull(),
    sealed: bytea().notNull(),
  },
  (table) => [
    check('report_counts_name_form', sql`${table.name} ~ '^T[0-2]/[0-9]{4}-[QH][1-4]$'`),
    check('report_counts_sealed_length', sql`(octet_length(${table.sealed}) - 29) % 4096 = 0`),
  ],
);

/** Public keys of organisations, as their holders made them. Rows are never changed but to retire them. */
export const receivingKeys = pgTable(
  'receiving_keys',
  {
    /** Of both public keys and the organisation: what people compare aloud. */
    fingerprint: text().primaryKey(),
    organisationId: text().notNull(),
    countries: text().array().notNull(),
    /** age1… */
    recipient: text().notNull(),
    /** Ed25519, raw. */
    signingKey: bytea().notNull(),
    validFrom: date().notNull(),
    validUntil: date().notNull(),
    /** The key whose holder vouched for this one, and the signature; null for a first key. */
    vouchedBy: text(),
    voucher: bytea(),
    retiredOn: date(),
    isExample: boolean().notNull(),
  },
  (table) => [
    check('receiving_keys_recipient_form', sql`${table.recipient} ~ '^age1[02-9ac-hj-np-z]{58}$'`),
    check('receiving_keys_signing_key_length', length(table.signingKey, 32)),
    check('receiving_keys_voucher_length', length(table.voucher, 64)),
  ],
);

/** Organisations that take no reports for now. */
export const organisationStops = pgTable('organisation_stops', {
  organisationId: text().primaryKey(),
  /** Made anew at each stop, so that an approval of an earlier opening counts for nothing. */
  stopId: uuid().notNull(),
  /** Who approved the opening so far: 'operator', or fingerprints of keys. */
  approvedBy: text().array().notNull(),
});
