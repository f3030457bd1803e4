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

/** Adds those of these checks that are not there yet. */
export async function addContactChecks(db: Database, checks: readonly ContactCheck[]): Promise<void> {
  const identity = ({ contactId, checkedOn, outcome, initials, note }: ContactCheck) =>
    JSON.stringify([contactId, checkedOn, outcome, initials, note]);
  const known = new Set((await readContactChecks(db)).map(identity));
  const missing = checks.filter((check) => !known.has(identity(check)));
  if (missing.length > 0) await db.insert(contactChecks).values([...missing]);
}
