import { type CalendarDay, daysBetween } from './calendar-day.ts';
import { addQuarters, type Quarter } from './calendar-period.ts';

/**
 * How reports are kept.
 *
 * - `foldEveryDays`, `foldFrom`: waiting reports join the others once a week, and only together with
 *   four more: whoever compares two copies of the disk sees a crowd, not a person.
 * - `foldAtLatestDays`: then whatever waits is folded, filled up to `foldFrom` with empty rows.
 * - `keptQuarters`: the one of receipt included.
 */
export const reportRules = {
  foldEveryDays: 7,
  foldFrom: 5,
  foldAtLatestDays: 14,
  keptQuarters: 8,
} as const;

/** The quarter with whose first day a report is gone. */
export const expiryOf = (received: Quarter): Quarter => addQuarters(received, reportRules.keptQuarters);

/** Why a fold is due or not. */
export type FoldReason = 'nothing_waits' | 'folded_this_week' | 'too_few_wait' | 'enough_wait' | 'waited_long_enough';

/** Whether what waits may be folded today. Waiting rows have no time of their own; the last fold's day has. */
export function foldReason(waiting: number, lastFoldedOn: CalendarDay, today: CalendarDay): FoldReason {
  const days = daysBetween(lastFoldedOn, today);
  if (waiting === 0) return 'nothing_waits';
  if (days >= reportRules.foldAtLatestDays) return 'waited_long_enough';
  if (days < reportRules.foldEveryDays) return 'folded_this_week';
  return waiting >= reportRules.foldFrom ? 'enough_wait' : 'too_few_wait';
}

/** True for the reasons that make a fold due. */
export const isFoldDue = (reason: FoldReason): boolean => reason === 'enough_wait' || reason === 'waited_long_enough';
