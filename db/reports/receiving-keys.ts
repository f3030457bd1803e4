import { randomUUID } from 'node:crypto';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { type CalendarDay, dayOf } from '../../domain/calendar-day.ts';
import type { Country } from '../../domain/country.ts';
import type { OrganisationId } from '../../domain/organisation-id.ts';
import { type Outcome, refused, succeeded } from '../../domain/outcome.ts';
import {
  endsSoon,
  isForgotten,
  isServing,
  lifeOfNewKey,
  mayVouch,
  receivingKeyRules,
} from '../../domain/receiving-key.ts';
import type { ReportReader } from '../../domain/report-desk.ts';
import type { Database } from '../client.ts';
import { fingerprintOf, isSignedBy, type KeyPapers, statements } from './key-papers.ts';
import { organisationStops, receivingKeys } from './tables.ts';

/** A registered key, as the operators' commands list it. */
export interface RegisteredKey {
  readonly fingerprint: string;
  readonly organisation: OrganisationId;
  readonly countries: readonly Country[];
  readonly recipient: string;
  readonly signingKey: Buffer;
  readonly validFrom: CalendarDay;
  readonly validUntil: CalendarDay;
  readonly retiredOn: CalendarDay | null;
  readonly isExample: boolean;
  readonly isServing: boolean;
  /** True from three weeks before its end: a further key should be registered now. */
  readonly endsSoon: boolean;
}

/** A signature of somebody who holds a key of the organisation. */
export interface HolderSignature {
  readonly fingerprint: string;
  readonly signature: Buffer;
}

export interface Registration extends KeyPapers {
  readonly countries: readonly Country[];
  /** Over `statements.vouch`; not needed for a first key. */
  readonly vouchedBy?: HolderSignature;
  readonly isExample?: boolean;
}

export type RegistrationFault =
  | 'no_country'
  | 'not_a_key'
  | 'known_already'
  | 'too_many'
  | 'needs_signature'
  | 'wrong_signature';

/** The public keys of organisations, and whether they take reports. */
export interface ReceivingKeys {
  /** A first key serves at once; a further one after seven days, if a present holder signed for it. */
  register(registration: Registration): Promise<Outcome<RegisteredKey, RegistrationFault>>;
  /** Ends a key at once and for good; false when there is none. One person may do it. */
  retire(fingerprint: string): Promise<boolean>;
  list(): Promise<readonly RegisteredKey[]>;
  /** From now on nobody can choose this organisation. One person may do it. Answers the stop's id. */
  stopTaking(organisation: OrganisationId): Promise<string>;
  /** The stop's id, which holders sign, and who has approved the opening; null when it takes reports. */
  stopOf(organisation: OrganisationId): Promise<{ stopId: string; approvedBy: readonly string[] } | null>;
  /**
   * One of two approvals to take reports again: by whoever runs the command, and by holders of the
   * organisation's keys (over `statements.reopen`). An operator alone is one, however often.
   */
  approveTaking(
    organisation: OrganisationId,
    by: 'operator' | HolderSignature,
  ): Promise<Outcome<'one_more_is_needed' | 'takes_reports', 'not_stopped' | 'wrong_signature'>>;
  openForCountry(country: Country): Promise<readonly ReportReader[]>;
  /** True when somebody who holds a key of the organisation, and may speak for it, signed exactly this. */
  isFromHolder(organisation: OrganisationId, statement: string, by: HolderSignature): Promise<boolean>;
  /** Removes the keys of the preview's example, as if they had never been. */
  forgetExamples(): Promise<void>;
}

/** The keys on a database. */
export function createReceivingKeys(db: Database, now: () => number): ReceivingKeys {
  const today = () => dayOf(now());

  return {
    register: (registration) =>
      db.transaction(async (transaction) => {
        // Two first keys at once would both serve at once.
        await transaction.execute(sql`select pg_advisory_xact_lock(${sql.raw(String(registrationLock))})`);
        return register(transaction, registration, today());
      }),
    async retire(fingerprint) {
      const retired = await db
        .update(receivingKeys)
        .set({ retiredOn: today() })
        .where(and(eq(receivingKeys.fingerprint, fingerprint), isNull(receivingKeys.retiredOn)))
        .returning({ fingerprint: receivingKeys.fingerprint });
      return retired.length > 0;
    },
    async list() {
      const rows = await db.select().from(receivingKeys).orderBy(receivingKeys.organisationId, receivingKeys.validFrom);
      return rows.map((row) => registeredKey(row, today()));
    },
    async stopTaking(organisation) {
      const stop = { organisationId: organisation, stopId: randomUUID(), approvedBy: [] };
      await db
        .insert(organisationStops)
        .values(stop)
        .onConflictDoUpdate({ target: organisationStops.organisationId, set: stop });
      return stop.stopId;
    },
    async stopOf(organisation) {
      const [stop] = await db
        .select({ stopId: organisationStops.stopId, approvedBy: organisationStops.approvedBy })
        .from(organisationStops)
        .where(eq(organisationStops.organisationId, organisation));
      return stop ?? null;
    },
    approveTaking: (organisation, by) =>
      db.transaction((transaction) => approveTaking(transaction, organisation, by, today())),
    async openForCountry(country) {
      const open = (await openKeys(db, today())).filter(({ countries }) => countries.includes(country));
      const readers = new Map(
        open.map(({ organisation, isExample }) => [organisation, { organisation, isExample }] as const),
      );
      return [...readers.values()].sort((a, b) => (a.organisation < b.organisation ? -1 : 1));
    },
    isFromHolder: (organisation, statement, by) => isFromHolder(db, organisation, statement, by, today()),
    async forgetExamples() {
      await db.delete(receivingKeys).where(eq(receivingKeys.isExample, true));
    },
  };
}

/** The public keys to which a report of this country is sealed; none: it may not be chosen. */
export async function recipientsOf(
  transaction: Database,
  organisation: OrganisationId,
  country: Country,
  today: CalendarDay,
): Promise<readonly string[]> {
  const open = await openKeys(transaction, today);
  return open
    .filter((key) => key.organisation === organisation && key.countries.includes(country))
    .map(({ recipient }) => recipient);
}

/** Serving keys of organisations that take reports. */
async function openKeys(db: Database, today: CalendarDay): Promise<readonly RegisteredKey[]> {
  const rows = await db
    .select()
    .from(receivingKeys)
    .leftJoin(organisationStops, eq(organisationStops.organisationId, receivingKeys.organisationId))
    .where(isNull(organisationStops.organisationId));
  return rows.map((row) => registeredKey(row.receiving_keys, today)).filter((key) => key.isServing);
}

async function register(
  transaction: Database,
  registration: Registration,
  today: CalendarDay,
): Promise<Outcome<RegisteredKey, RegistrationFault>> {
  const { organisation, countries, recipient, signingKey, vouchedBy, isExample = false } = registration;
  if (countries.length === 0) return refused('no_country');
  if (!/^age1[02-9ac-hj-np-z]{58}$/.test(recipient) || signingKey.length !== 32) return refused('not_a_key');
  const fingerprint = fingerprintOf(registration);
  const rows = await transaction.select().from(receivingKeys).where(eq(receivingKeys.organisationId, organisation));
  if (rows.some((row) => row.fingerprint === fingerprint || row.recipient === recipient))
    return refused('known_already');
  const isFirst = isForgotten(rows, today);
  const notYetOver = rows.filter((row) => row.retiredOn === null && row.validUntil >= today);
  if (notYetOver.length >= receivingKeyRules.keysAtOnce) return refused('too_many');
  if (!isFirst) {
    if (!vouchedBy) return refused('needs_signature');
    const voucher = rows.find((row) => row.fingerprint === vouchedBy.fingerprint && mayVouch(row, today));
    const statement = statements.vouch(organisation, fingerprint);
    if (!voucher || !isSignedBy(statement, vouchedBy.signature, voucher.signingKey)) return refused('wrong_signature');
  }
  const [row] = await transaction
    .insert(receivingKeys)
    .values({
      fingerprint,
      organisationId: organisation,
      countries: [...countries],
      recipient,
      signingKey,
      ...lifeOfNewKey(today, isFirst),
      vouchedBy: isFirst ? null : (vouchedBy?.fingerprint ?? null),
      voucher: isFirst ? null : (vouchedBy?.signature ?? null),
      isExample,
    })
    .returning();
  return succeeded(registeredKey(row as Row, today));
}

async function approveTaking(
  transaction: Database,
  organisation: OrganisationId,
  by: 'operator' | HolderSignature,
  today: CalendarDay,
): Promise<Outcome<'one_more_is_needed' | 'takes_reports', 'not_stopped' | 'wrong_signature'>> {
  const ofOrganisation = eq(organisationStops.organisationId, organisation);
  const [stop] = await transaction.select().from(organisationStops).where(ofOrganisation).for('update');
  if (!stop) return refused('not_stopped');
  if (by !== 'operator') {
    const isGenuine = await isFromHolder(
      transaction,
      organisation,
      statements.reopen(organisation, stop.stopId),
      by,
      today,
    );
    if (!isGenuine) return refused('wrong_signature');
  }
  const approvedBy = [...new Set([...stop.approvedBy, by === 'operator' ? by : by.fingerprint])];
  if (approvedBy.length < approvalsNeeded) {
    await transaction.update(organisationStops).set({ approvedBy }).where(ofOrganisation);
    return succeeded('one_more_is_needed');
  }
  await transaction.delete(organisationStops).where(ofOrganisation);
  return succeeded('takes_reports');
}

async function isFromHolder(
  db: Database,
  organisation: OrganisationId,
  statement: string,
  { fingerprint, signature }: HolderSignature,
  today: CalendarDay,
): Promise<boolean> {
  const [holder] = await db
    .select()
    .from(receivingKeys)
    .where(and(eq(receivingKeys.fingerprint, fingerprint), eq(receivingKeys.organisationId, organisation)));
  return holder !== undefined && mayVouch(holder, today) && isSignedBy(statement, signature, holder.signingKey);
}

type Row = typeof receivingKeys.$inferSelect;

function registeredKey(row: Row, today: CalendarDay): RegisteredKey {
  const { fingerprint, recipient, signingKey, validFrom, validUntil, retiredOn, isExample } = row;
  return {
    fingerprint,
    // Checked when it was registered.
    organisation: row.organisationId as OrganisationId,
    countries: row.countries as Country[],
    recipient,
    signingKey,
    validFrom,
    validUntil,
    retiredOn,
    isExample,
    isServing: isServing(row, today),
    endsSoon: endsSoon(row, today),
  };
}

const approvalsNeeded = 2;

/** Any number that no other program on the same server uses. */
const registrationLock = 2_026_112_206;
