import type { Localized } from '../language.ts';
import type { CounsellorId } from './counsellor.ts';
import type { Moment } from './time-zone.ts';
import type { Way } from './wish.ts';

/** A number that stands for an hour; it says nothing of who takes it. */
export type SlotId = number & { readonly __brand: 'SlotId' };

/** An hour that can be booked, or a group session with seats. Plain data: it survives a conversation's replay. */
export interface Slot {
  readonly id: SlotId;
  readonly counsellor: CounsellorId;
  readonly startsAt: Moment;
  readonly endsAt: Moment;
  /** Not to be booked from this moment on: the beginning less the counsellor's notice. */
  readonly closesAt: Moment;
  readonly ways: readonly Way[];
  /** One for an hour of one's own; more for a group session. */
  readonly seats: number;
  /** What a group session is called; null for an hour of one's own. */
  readonly title: Localized | null;
  /** The organisation will not be there. */
  readonly isCalledOff: boolean;
  /** What the counsellor said afterwards; no person is in it. */
  readonly outcome: SlotOutcome | null;
}

export const slotOutcomes = ['done', 'did_not_come'] as const;
export type SlotOutcome = (typeof slotOutcomes)[number];

/** A group session: others are there as well. */
export const isGroup = ({ seats }: Pick<Slot, 'seats'>): boolean => seats > 1;

/** How a booking takes place at an hour: in the way that is wanted, or in the hour's own first one. */
export const wayAt = ({ ways }: Pick<Slot, 'ways'>, wanted: Way): Way =>
  ways.includes(wanted) ? wanted : (ways[0] ?? wanted);

/** How many seats are taken now. A hold that has expired is none. */
export interface Taken {
  readonly held: number;
  readonly booked: number;
}

export type SlotState = 'free' | 'held' | 'booked' | 'called_off' | SlotOutcome;

/** The state of an hour; of a group session it is free while a seat is. */
export function slotState(slot: Pick<Slot, 'seats' | 'isCalledOff' | 'outcome'>, { held, booked }: Taken): SlotState {
  if (slot.isCalledOff) return 'called_off';
  if (slot.outcome) return slot.outcome;
  if (held + booked < slot.seats) return 'free';
  return booked < slot.seats ? 'held' : 'booked';
}
