import { and, eq, isNull } from 'drizzle-orm';
import { dayOf } from '../../domain/calendar-day.ts';
import type { OrganisationId } from '../../domain/organisation-id.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Database } from '../client.ts';
import { type HolderSignature, isFromHolder } from './holder-signature.ts';
import { createIntakeStops, type IntakeStops } from './intake-stops.ts';
import { type Registration, type RegistrationFault, register } from './key-registration.ts';
import { type RegisteredKey, registeredKey } from './registered-key.ts';
import { receivingKeys } from './tables.ts';

/** The public keys of organisations, and whether they take reports. */
export interface ReceivingKeys extends IntakeStops {
  /** A first key serves at once; a further one after seven days, if a present holder signed for it. */
  register(registration: Registration): Promise<Outcome<RegisteredKey, RegistrationFault>>;
  /** Ends a key at once and for good; false when there is none. One person may do it. */
  retire(fingerprint: string): Promise<boolean>;
  list(): Promise<readonly RegisteredKey[]>;
  /** True when somebody who holds a key of the organisation, and may speak for it, signed exactly this. */
  isFromHolder(organisation: OrganisationId, statement: string, by: HolderSignature): Promise<boolean>;
  /** Removes the keys of the preview's example, as if they had never been. */
  forgetExamples(): Promise<void>;
}

/** The keys on a database. */
export function createReceivingKeys(db: Database, now: () => number): ReceivingKeys {
  const today = () => dayOf(now());

  return {
    ...createIntakeStops(db, now),
    register: (registration) => register(db, registration, today()),
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
    isFromHolder: (organisation, statement, by) => isFromHolder(db, organisation, statement, by, today()),
    async forgetExamples() {
      await db.delete(receivingKeys).where(eq(receivingKeys.isExample, true));
    },
  };
}
