import { clockIn, hour, type Moment, type TimeZone } from './time-zone.ts';

/**
 * The wait list of a country, in turn. An offered hour is held for who comes next; who lets it pass goes to
 * the end, and after three offers leaves the list. Who sleeps is passed over and keeps the turn: an hour is not held
 * for somebody who cannot see it.
 */
export const waitListFigures = { keptDays: 28, offers: 3, quiet: { from: '21:00', to: '09:00' } } as const;

/** Whoever waits. `turn` grows with every arrival, and again when an offer was let pass. */
export interface Waiting {
  readonly turn: number;
  readonly offers: number;
  /** An hour is offered until then; null when none is. */
  readonly offeredUntil: Moment | null;
}

export const waitsUntil = (now: Moment): Moment => now + waitListFigures.keptDays * 24 * hour;

/** Whether it is the time of day at which people sleep or want quiet, by the clock of their zone. */
export function isQuietTime(zone: TimeZone, now: Moment): boolean {
  const { from, to } = waitListFigures.quiet;
  const { time } = clockIn(zone, now);
  return time >= from || time < to;
}

/** Who may be offered an hour now, in turn. */
export function inTurn<T extends Waiting>(all: readonly T[], now: Moment): readonly T[] {
  return all
    .filter(
      ({ offeredUntil, offers }) => (offeredUntil === null || offeredUntil <= now) && offers < waitListFigures.offers,
    )
    .sort((one, other) => one.turn - other.turn);
}
