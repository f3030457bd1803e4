import type { Moment } from '../../domain/booking/time-zone.ts';
import type { Database } from '../client.ts';
import type { DailyLimit } from '../daily-limit.ts';
import type { BookingKeys } from './booking-keys.ts';
import type { HourFinder } from './find-hours.ts';

/** What the verbs of the desk share. */
export interface DeskParts {
  readonly db: Database;
  readonly keys: BookingKeys;
  /** Milliseconds since 1970. */
  readonly now: () => Moment;
  readonly finder: HourFinder;
  /** The finder of a transaction: on the embedded database nothing else may be asked while one is open. */
  finderIn(transaction: Database): HourFinder;
  readonly bookingsToday: DailyLimit;
}
