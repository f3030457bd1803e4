import { asc } from 'drizzle-orm';
import type { ContactCheck } from '../domain/directory-check.ts';
import type { Database } from './client.ts';
import { contactChecks } from './schema.ts';

/** Every check that was noted, the oldest first. */
export const readContactChecks = (db: Database): Promise<readonly ContactCheck[]> =>
  db
    .select({
      contactId: contactChecks.contactId,
      checkedOn: contactChecks.checkedOn,
      outcome: contactChecks.outcome,
      initials: contactChecks.initials,
      note: contactChecks.note,
    })
    .from(contactChecks)
    .orderBy(asc(contactChecks.checkedOn), asc(contactChecks.id));

/** Notes what came of a check; nothing that was noted is ever changed. */
export async function noteContactCheck(db: Database, check: ContactCheck): Promise<void> {
  await db.insert(contactChecks).values(check);
}
