import { eq } from 'drizzle-orm';
import type { Counsellor, CounsellorId } from '../../domain/booking/counsellor.ts';
import type { Moment } from '../../domain/booking/time-zone.ts';
import { type Outcome, refused, succeeded } from '../../domain/outcome.ts';
import type { Database } from '../client.ts';
import { counsellorColumns } from './columns.ts';
import type { Refreshed } from './offering-desk.ts';
import { refreshSlots } from './refresh-slots.ts';
import { lockOrganisation } from './seats.ts';
import { counsellors } from './tables.ts';

/**
 * Changes what a counsellor offers and brings the slots in line, while nobody books there. Refuses with `missing` when
 * there is no such counsellor, and with what `alter` gives; nothing is changed then.
 */
export type ChangeHours = <E extends string>(
  counsellor: CounsellorId | null,
  missing: E,
  alter: (transaction: Database) => Promise<E | null>,
) => Promise<Outcome<Refreshed, E>>;

/** The counsellor of this id, or null. */
export async function findCounsellor(database: Database, id: CounsellorId): Promise<Counsellor | null> {
  const [row] = await database.select(counsellorColumns).from(counsellors).where(eq(counsellors.id, id));
  return row ?? null;
}

export function createChangeHours(db: Database, now: () => Moment): ChangeHours {
  return async (id, missing, alter) => {
    const known = id && (await findCounsellor(db, id));
    if (!known) return refused(missing);
    return db.transaction(async (transaction) => {
      await lockOrganisation(transaction, known.organisation);
      const fault = await alter(transaction);
      const counsellor = await findCounsellor(transaction, known.id);
      if (fault !== null || !counsellor) return refused(fault ?? missing);
      return succeeded(await refreshSlots(transaction, counsellor, now()));
    });
  };
}
