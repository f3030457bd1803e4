import { eq, sql } from 'drizzle-orm';
import type { CalendarDay } from '../../domain/calendar-day.ts';
import type { Country } from '../../domain/country.ts';
import { type Outcome, refused, succeeded } from '../../domain/outcome.ts';
import { isForgotten, lifeOfNewKey, mayVouch, receivingKeyRules } from '../../domain/receiving-key.ts';
import type { Database } from '../client.ts';
import type { HolderSignature } from './holder-signature.ts';
import { fingerprintOf, isSignedBy, type KeyPapers, statements } from './key-papers.ts';
import { type RegisteredKey, registeredKey } from './registered-key.ts';
import { receivingKeys } from './tables.ts';

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

/** Any number that no other program on the same server uses. */
const registrationLock = 2_026_112_206;

/** A first key serves at once; a further one after seven days, if a present holder signed for it. */
export const register = (
  db: Database,
  registration: Registration,
  today: CalendarDay,
): Promise<Outcome<RegisteredKey, RegistrationFault>> =>
  db.transaction(async (transaction) => {
    // Two first keys at once would both serve at once.
    await transaction.execute(sql`select pg_advisory_xact_lock(${sql.raw(String(registrationLock))})`);
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
      if (!voucher || !isSignedBy(statement, vouchedBy.signature, voucher.signingKey))
        return refused('wrong_signature');
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
    return succeeded(registeredKey(row as typeof receivingKeys.$inferSelect, today));
  });
