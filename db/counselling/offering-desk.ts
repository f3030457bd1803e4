import type { CounsellingOrganisation, Counsellor, CounsellorId } from '../../domain/booking/counsellor.ts';
import type { HourOffer } from '../../domain/booking/hours.ts';
import type { Slot, SlotId, SlotOutcome, Taken } from '../../domain/booking/slot.ts';
import type { Moment, Span } from '../../domain/booking/time-zone.ts';
import type { CalendarDay } from '../../domain/calendar-day.ts';
import type { OrganisationId } from '../../domain/organisation-id.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Directions } from './sealed-content.ts';

/** What organisations do: say who offers hours, when, and what became of them. Nothing here knows a person. */
export interface OfferingDesk {
  saveOrganisation(organisation: CounsellingOrganisation): Promise<void>;
  /**
   * Adds a counsellor, or changes it: hours that nobody has booked follow at once.
   * @param directions null: none, and those of before are deleted
   */
  saveCounsellor(
    counsellor: Counsellor,
    directions: Directions | 'as_before' | null,
  ): Promise<Outcome<Refreshed, 'no_such_organisation'>>;
  /** Takes a counsellor away with all its hours, unless some are booked. */
  removeCounsellor(counsellor: CounsellorId): Promise<Outcome<null, 'no_such_counsellor' | 'has_bookings'>>;
  counsellors(): Promise<readonly CounsellorHours[]>;

  /** Adds offers, all or none; `isDryRun`: only says what would be. */
  addOffers(counsellor: CounsellorId, offers: readonly HourOffer[], isDryRun?: boolean): Promise<AddedOffers>;
  removeOffer(offer: OfferId): Promise<Outcome<Refreshed, 'no_such_offer'>>;
  /** Takes one day out of a weekly offer. */
  exceptDay(offer: OfferId, day: CalendarDay): Promise<Outcome<Refreshed, 'no_such_offer' | 'not_weekly'>>;
  /** Out of office. */
  addAbsence(counsellor: CounsellorId, span: Span): Promise<Outcome<Refreshed, 'no_such_counsellor'>>;
  removeAbsence(absence: AbsenceId): Promise<Outcome<Refreshed, 'no_such_absence'>>;

  /** The hours of a counsellor within a stretch of time, with the names of bookings. */
  hours(counsellor: CounsellorId, within: Span): Promise<readonly HeldHour[]>;
  /** The organisation cannot keep an hour: who booked it sees so, and is told if they asked to be reminded. */
  callOff(slot: SlotId): Promise<Outcome<null, 'no_such_hour' | 'over'>>;
  /** What became of an hour; again changes what was said. Only from its beginning on. */
  mark(slot: SlotId, outcome: SlotOutcome): Promise<Outcome<null, 'no_such_hour' | 'not_yet'>>;
  counts(): Promise<readonly OutcomeCount[]>;

  /** A new secret for the calendar feed; the one before opens nothing any more. It is not stored. */
  renewFeed(counsellor: CounsellorId): Promise<Outcome<FeedSecret, 'no_such_counsellor'>>;
  stopFeed(counsellor: CounsellorId): Promise<void>;
  /** What a feed shows: from 30 days ago on. Null for a wrong or former secret. */
  feed(secret: string): Promise<Feed | null>;

  /** Makes the hours of the coming weeks. For a job, once a day. */
  refresh(): Promise<void>;
}

export type OfferId = number & { readonly __brand: 'OfferId' };
export type AbsenceId = number & { readonly __brand: 'AbsenceId' };

/** 43 characters that open one feed. */
export type FeedSecret = string & { readonly __brand: 'FeedSecret' };

export interface CounsellorHours {
  readonly organisation: CounsellingOrganisation;
  readonly counsellor: Counsellor;
  readonly offers: readonly { readonly id: OfferId; readonly offer: HourOffer }[];
  readonly absences: readonly (Span & { readonly id: AbsenceId })[];
  readonly hasFeed: boolean;
  readonly hasDirections: boolean;
}

/** What a change did to the hours ahead. */
export interface Refreshed {
  readonly added: number;
  readonly removed: number;
  /** Booked hours that are offered no longer, or otherwise. They stand as booked until the organisation calls them off. */
  readonly stillBooked: readonly Slot[];
}

/** Why offers were not added: each names the offer by its place in the list. */
export type AddFault =
  | { readonly kind: 'overlap'; readonly at: number; readonly startsAt: Moment }
  | { readonly kind: 'never_takes_place'; readonly at: number }
  /** It is one hour, upon a booked one of another kind: a group upon an hour of one's own, or the other way round. */
  | { readonly kind: 'booked_otherwise'; readonly at: number; readonly slot: Slot };

export type AddedOffers =
  | ({ readonly ok: true } & Refreshed)
  | { readonly ok: false; readonly error: 'no_such_counsellor' | 'refused'; readonly faults: readonly AddFault[] };

export interface HeldHour {
  readonly slot: Slot;
  readonly taken: Taken;
  readonly bookingNames: readonly string[];
}

export interface Feed {
  readonly counsellor: Counsellor;
  readonly hours: readonly HeldHour[];
}

export interface OutcomeCount {
  readonly organisation: OrganisationId;
  readonly month: string;
  readonly outcome: SlotOutcome;
  readonly hours: number;
}
