import { hour, type Moment } from './time-zone.ts';

/**
 * The wait list of a country, in turn. An offered hour is held for who comes next; who lets it pass goes to
 * the end, and after three offers leaves the list.
 */
export const waitListFigures = { keptDays: 28, offers: 3 } as const;

/** Whoever waits. `turn` grows with every arrival, and again when an offer was let pass. */
export interface Waiting {
  readonly turn: number;
  readonly offers: number;
  /** An hour is offered until then; null when none is. */
  readonly offeredUntil: Moment | null;
}

export const waitsUntil = (now: Moment): Moment => now + waitListFigures.keptDays * 24 * hour;

/** Who may be offered an hour now, in turn. */
export function inTurn<T extends Waiting>(all: readonly T[], now: Moment): readonly T[] {
  return all
    .filter(
      ({ offeredUntil, offers }) => (offeredUntil === null || offeredUntil <= now) && offers < waitListFigures.offers,
    )
    .sort((one, other) => one.turn - other.turn);
}
