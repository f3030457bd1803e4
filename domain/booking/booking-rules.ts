import { type Outcome, refused, succeeded } from '../outcome.ts';
import type { HourRules } from './counsellor.ts';
import { type Slot, slotState, type Taken } from './slot.ts';
import { type Moment, minute } from './time-zone.ts';

/**
 * The figures of holding and booking.
 *
 * - A chat holds one hour at a time: choosing another lets the first go.
 * - `heldAtOnce` an organisation: who has many accounts cannot block everything by choosing.
 * - `offerMinutes`: an hour that is offered to the wait list is held longer, since nobody sits and waits for it.
 * - `bookingsADay` of a chat: who books and cancels in circles makes others wait.
 */
export const bookingFigures = {
  holdMinutes: 5,
  offerMinutes: 60,
  heldAtOnce: 12,
  bookingsADay: 4,
  /** How far ahead hours are offered. */
  weeksAhead: 8,
  /** What ties a booking to a chat or an address goes so long after the hour. */
  keptHours: 48,
} as const;

export const holdExpiry = (now: Moment): Moment => now + bookingFigures.holdMinutes * minute;
export const offerExpiry = (now: Moment): Moment => now + bookingFigures.offerMinutes * minute;
export const isExpired = (heldUntil: Moment, now: Moment): boolean => heldUntil <= now;

type SlotTimes = Pick<Slot, 'startsAt' | 'endsAt' | 'closesAt' | 'seats' | 'isCalledOff' | 'outcome'>;

/** `too_late`: over, begun, or within the notice. `taken`: somebody else was first. */
export type NotOpen = 'too_late' | 'called_off' | 'taken';

/** What must hold for an hour to be taken by anybody. */
export function isOpen(slot: SlotTimes, taken: Taken, now: Moment): Outcome<null, NotOpen> {
  if (slot.isCalledOff) return refused('called_off');
  if (slot.closesAt <= now || slot.outcome) return refused('too_late');
  return slotState(slot, taken) === 'free' ? succeeded(null) : refused('taken');
}

export interface HoldQuestion {
  readonly slot: SlotTimes;
  readonly taken: Taken;
  /** Hours that are held at this moment at the organisation, offers to the wait list left out. */
  readonly heldAtOrganisation: number;
  /** This chat's booking at the organisation whose hour is not over. */
  readonly hasLiveBooking: boolean;
  readonly now: Moment;
}

/** `has_booking`: moving is offered instead of a second one. `busy`: the cap of holds; it passes in minutes. */
export type HoldRefusal = NotOpen | 'has_booking' | 'busy';

/** Whether an hour may be held while a person reads and decides. */
export function canHold(question: HoldQuestion): Outcome<null, HoldRefusal> {
  if (question.hasLiveBooking) return refused('has_booking');
  const open = isOpen(question.slot, question.taken, question.now);
  if (!open.ok) return open;
  return question.heldAtOrganisation < bookingFigures.heldAtOnce ? open : refused('busy');
}

export interface BookQuestion {
  readonly slot: SlotTimes;
  readonly heldUntil: Moment;
  readonly hasLiveBooking: boolean;
  readonly now: Moment;
}

/** `hold_expired`: the hour may be free still; choosing it again is offered. */
export type BookRefusal = 'hold_expired' | 'too_late' | 'called_off' | 'has_booking';

/** Whether a held hour becomes a booking. The notice counts from the hold on: five minutes harm nobody. */
export function canBook({ slot, heldUntil, hasLiveBooking, now }: BookQuestion): Outcome<null, BookRefusal> {
  if (slot.isCalledOff) return refused('called_off');
  if (slot.startsAt <= now) return refused('too_late');
  if (isExpired(heldUntil, now)) return refused('hold_expired');
  return hasLiveBooking ? refused('has_booking') : succeeded(null);
}

export interface MoveQuestion {
  readonly from: SlotTimes;
  readonly to: SlotTimes;
  readonly taken: Taken;
  readonly now: Moment;
}

/** `over`: the booked hour has begun. */
export type MoveRefusal = NotOpen | 'over';

/** Whether a booking may go to another hour of the same organisation. A called-off one may: that is when it is needed. */
export function canMove({ from, to, taken, now }: MoveQuestion): Outcome<null, MoveRefusal> {
  return from.startsAt <= now ? refused('over') : isOpen(to, taken, now);
}

/** What cancelling means now. It is never refused before the hour begins, and never punished. */
export type CancelTerms =
  /** Free of trouble, up to this moment. */
  | { readonly kind: 'early'; readonly until: Moment }
  /** The hour may stay empty: say so kindly. It was early up to this moment. */
  | { readonly kind: 'late'; readonly since: Moment }
  | { readonly kind: 'over' };

/** The late-cancel rule, with the moment that explains it. */
export function cancelTerms(
  slot: Pick<Slot, 'startsAt'>,
  rules: Pick<HourRules, 'lateCancelMinutes'>,
  now: Moment,
): CancelTerms {
  if (slot.startsAt <= now) return { kind: 'over' };
  const late = slot.startsAt - rules.lateCancelMinutes * minute;
  return now < late ? { kind: 'early', until: late } : { kind: 'late', since: late };
}

/** Whether a booking may be given back: at any time before it begins. */
export function canCancel(
  slot: Pick<Slot, 'startsAt'>,
  rules: Pick<HourRules, 'lateCancelMinutes'>,
  now: Moment,
): Outcome<CancelTerms, 'over'> {
  const terms = cancelTerms(slot, rules, now);
  return terms.kind === 'over' ? refused('over') : succeeded(terms);
}
