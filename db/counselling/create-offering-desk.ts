import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Moment } from '../../domain/booking/time-zone.ts';
import { refused, succeeded } from '../../domain/outcome.ts';
import type { Database } from '../client.ts';
import type { Keyring } from '../keyring.ts';
import { createBookingKeys } from './booking-keys.ts';
import { createChangeHours } from './change-hours.ts';
import { createCounsellorRegister } from './counsellor-register.ts';
import { createHeldHours } from './held-hours.ts';
import { createHourOffers } from './hour-offers.ts';
import { createHourOutcomes } from './hour-outcomes.ts';
import type { FeedSecret, OfferingDesk } from './offering-desk.ts';
import { counsellors } from './tables.ts';

export interface OfferingDeskOptions {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly now: () => Moment;
}

/** The offering desk on a database. */
export function createOfferingDesk({ db, keyring, now }: OfferingDeskOptions): OfferingDesk {
  const keys = createBookingKeys(keyring);
  const heldHours = createHeldHours(db, keys, now);
  const change = createChangeHours(db, now);

  return {
    ...createCounsellorRegister(db, keys, change),
    ...createHourOffers(db, change, now),
    ...createHourOutcomes(db, keys, now),
    hours: heldHours.within,

    async renewFeed(id) {
      const secret = randomBytes(32).toString('base64url') as FeedSecret;
      const changed = await db
        .update(counsellors)
        .set({ feedKey: keys.feedKey(secret) })
        .where(eq(counsellors.id, id))
        .returning({ id: counsellors.id });
      return changed.length === 1 ? succeeded(secret) : refused('no_such_counsellor');
    },
    async stopFeed(id) {
      await db.update(counsellors).set({ feedKey: null }).where(eq(counsellors.id, id));
    },
    feed: heldHours.feed,
  };
}
