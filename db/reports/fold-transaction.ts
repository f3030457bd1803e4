import type { CalendarDay } from '../../domain/calendar-day.ts';
import type { Database } from '../client.ts';
import type { FoldKey } from './fold-keys.ts';

/** A transaction that no fold can interrupt, and the fold key that holds in it. */
export interface FoldTransaction {
  readonly transaction: Database;
  readonly key: FoldKey;
  /** Of the tags in the pool, anew at each change of it. */
  readonly poolSalt: Buffer;
  readonly lastFoldedOn: CalendarDay;
}
