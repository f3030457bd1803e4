import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { dayOf } from '../../domain/calendar-day.ts';
import type { OrganisationId } from '../../domain/organisation-id.ts';
import { type Outcome, refused, succeeded } from '../../domain/outcome.ts';
import type { Database } from '../client.ts';
import { type HolderSignature, isFromHolder } from './holder-signature.ts';
import { statements } from './key-papers.ts';
import { organisationStops } from './tables.ts';

const approvalsNeeded = 2;

/** Whether organisations take reports. One person ends it; two must agree to begin again. */
export interface IntakeStops {
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
}

/** The stops on a database. */
export function createIntakeStops(db: Database, now: () => number): IntakeStops {
  return {
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
      db.transaction(async (transaction) => {
        const ofOrganisation = eq(organisationStops.organisationId, organisation);
        const [stop] = await transaction.select().from(organisationStops).where(ofOrganisation).for('update');
        if (!stop) return refused('not_stopped');
        if (by !== 'operator') {
          const statement = statements.reopen(organisation, stop.stopId);
          if (!(await isFromHolder(transaction, organisation, statement, by, dayOf(now()))))
            return refused('wrong_signature');
        }
        const approvedBy = [...new Set([...stop.approvedBy, by === 'operator' ? by : by.fingerprint])];
        if (approvedBy.length < approvalsNeeded) {
          await transaction.update(organisationStops).set({ approvedBy }).where(ofOrganisation);
          return succeeded('one_more_is_needed');
        }
        await transaction.delete(organisationStops).where(ofOrganisation);
        return succeeded('takes_reports');
      }),
  };
}
