import { and, eq } from 'drizzle-orm';
import type { CalendarDay } from '../../domain/calendar-day.ts';
import type { OrganisationId } from '../../domain/organisation-id.ts';
import { mayVouch } from '../../domain/receiving-key.ts';
import type { Database } from '../client.ts';
import { isSignedBy } from './key-papers.ts';
import { receivingKeys } from './tables.ts';

/** A signature of somebody who holds a key of the organisation. */
export interface HolderSignature {
  readonly fingerprint: string;
  readonly signature: Buffer;
}

/** True when somebody who holds a key of the organisation, and may speak for it, signed exactly this. */
export async function isFromHolder(
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
