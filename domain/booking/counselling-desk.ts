import type { CalendarDay } from '../calendar-day.ts';
import type { ChatAlias } from '../chat-alias.ts';
import type { Whereabouts } from '../country.ts';
import type { Language, Localized } from '../language.ts';
import type { OrganisationId } from '../organisation-id.ts';
import type { Outcome } from '../outcome.ts';
import type { SealedAddress } from '../sealed-address.ts';
import type { BookingCode } from './booking-code.ts';
import type { BookRefusal, CancelTerms, HoldRefusal, MoveRefusal } from './booking-rules.ts';
import type { CounsellingOrganisation, Counsellor } from './counsellor.ts';
import type { ReminderKind } from './reminder.ts';
import type { Slot, SlotId } from './slot.ts';
import type { Moment, TimeZone } from './time-zone.ts';
import type { Way, Wish } from './wish.ts';

/**
 * What people do with hours: find, hold, book, move, cancel, wait. Every answer is plain data, so that it
 * survives a conversation's replay; every verb may be called again with the same arguments after a fault.
 */
export interface CounsellingDesk {
  /** Days in the person's zone with a free hour that fits, from today or from `from` on; at most `most`. */
  daysWithFreeHours(wish: Wish, zone: TimeZone, paging?: DayPaging): Promise<FreeDays>;
  /** The free hours of a day of the person's zone, early first; at most 40. */
  freeHours(day: CalendarDay, wish: Wish, zone: TimeZone, among?: HoursAmong): Promise<readonly OfferedHour[]>;
  /** When nothing fits: what does, in wider wishes and online from other countries; each with its next hour. Empty: wait list, referrals. */
  elsewhere(wish: Wish): Promise<readonly Elsewhere[]>;
  /** Group sessions with free seats that people in a country can reach, by date ("meet others"); at most 40. */
  sessions(country: Whereabouts): Promise<readonly OfferedHour[]>;
  /** One hour, free or not; null when there is none by this id. */
  hour(slot: SlotId): Promise<OfferedHour | null>;

  /** Keeps an hour for five minutes. A hold of the same chat on another hour is let go. */
  hold(slot: SlotId, alias: ChatAlias): Promise<Outcome<Held, HoldRefusal | 'no_such_hour'>>;
  /** Lets a hold go before its time; nothing happens when it is gone. */
  letGo(hold: HoldToken): Promise<void>;
  /**
   * Makes a hold a booking. Ok means: committed. The same hold again gives the same code and name.
   * `no_such_hold`: let go, taken over after its time, or of another chat.
   */
  confirm(
    hold: HoldToken,
    request: BookingRequest,
  ): Promise<Outcome<Booked, BookRefusal | 'no_such_hold' | 'too_many'>>;

  /** Whether there is a booking of the chat, or a place on the wait list. Which booking, only its code says. */
  hasSomething(alias: ChatAlias): Promise<boolean>;
  /** The booking behind a code, from any phone; null for a wrong, cancelled or past one alike. */
  look(code: BookingCode): Promise<Booking | null>;
  /** To another hour of the same organisation, in one transaction; code and name stay. Twice is once. */
  move(code: BookingCode, to: SlotId): Promise<Outcome<Booking, MoveRefusal | 'no_such_booking' | 'no_such_hour'>>;
  /** Gives the hour back: it is free at once. After it, call `takeDueOffers`. */
  cancel(code: BookingCode): Promise<Outcome<CancelTerms, 'no_such_booking' | 'over'>>;
  /** Asks for reminders later, to the chat at hand, or stops them (null). */
  remind(code: BookingCode, reminding: RemindingOfChat | null): Promise<Outcome<null, 'no_such_booking'>>;

  /** A place at the end, or the same place with a new wish. One a chat. Ends by itself when the chat books an hour. */
  joinWaitList(alias: ChatAlias, request: WaitRequest): Promise<void>;
  /** Whether the chat waits for an hour to become free. */
  isWaiting(alias: ChatAlias): Promise<boolean>;
  /** With its place goes what is offered to the chat: it is free for who is next. */
  leaveWaitList(alias: ChatAlias): Promise<void>;

  /** Reminders whose time has come, by where they go: take each in its chat's turn. At most 100 at once. */
  dueReminders(): Promise<readonly ReminderAhead[]>;
  /**
   * Hands a reminder over. It is marked before: none comes twice. Null when another program was first, when it
   * was cancelled meanwhile, or no longer helps.
   */
  takeReminder(id: ReminderId): Promise<DueReminder | null>;
  /** Telegram took it certainly not: it may be taken again, unless it was cancelled. */
  giveBackReminder(id: ReminderId, kind: ReminderKind): Promise<void>;
  /**
   * Hours that became free, each held for who is next among those whose day it is; nobody is offered the same hour
   * twice. Marked before they are handed over, at most so many.
   */
  takeDueOffers(most?: number): Promise<readonly DueOffer[]>;
  /** Telegram took it certainly not: the hour is let go, and its person is first in turn as if nothing had been offered. */
  giveBackOffer(alias: ChatAlias, offer: Held): Promise<void>;
  /** What a hold keeps, for the chat that it was made for; null when it is gone or its time is over. */
  heldHour(hold: HoldToken, alias: ChatAlias): Promise<Held | null>;

  /** Lets go what a chat holds, its place on the wait list, its reminders, and what ties bookings to it. Codes stay valid. */
  forget(alias: ChatAlias): Promise<void>;
  /** After a rotation of the alias key, what stood under a chat's former names comes under its new one. */
  carry(alias: ChatAlias, formerAliases: readonly ChatAlias[]): Promise<void>;
  /** Deletes what has expired (holds, ties and leases 48 hours after the hour, past hours). For a job. */
  sweep(): Promise<void>;
  /** Takes from what is kept of bookings in which order it was written. For a job of the night. */
  forgetOrder(): Promise<void>;
}

/** Of which hours alone; what is left out is of any. */
export interface HoursAmong {
  readonly organisation?: OrganisationId;
  /** Group sessions (true), or hours of one's own (false). */
  readonly isGroup?: boolean;
}

export interface DayPaging extends HoursAmong {
  readonly from?: CalendarDay;
  readonly most?: number;
}

export interface FreeDays {
  readonly days: readonly CalendarDay[];
  /** Where to go on; null when there is nothing after these. */
  readonly next: CalendarDay | null;
}

/** An hour with what a person needs to choose it. */
export interface OfferedHour {
  readonly slot: Slot;
  readonly counsellor: Counsellor;
  readonly organisation: CounsellingOrganisation;
  readonly seatsLeft: number;
}

export interface Elsewhere {
  readonly wish: Wish;
  /** True: the counsellor sits in another country, and meets online or by phone. */
  readonly isAbroad: boolean;
  readonly hour: OfferedHour;
}

/** Stands for one hold: 22 characters, fit for callback data. */
export type HoldToken = string & { readonly __brand: 'HoldToken' };

export interface Held {
  readonly hold: HoldToken;
  readonly until: Moment;
  readonly hour: OfferedHour;
}

export interface BookingRequest {
  readonly alias: ChatAlias;
  /** One of the slot's ways; another is taken as the slot's first. */
  readonly way: Way;
  /** The booking name is drawn from the words of this language. */
  readonly language: Language;
  readonly zone: TimeZone;
  readonly reminding: Reminding | null;
}

/** Only for who asked to be reminded: deleted with the last reminder, at the latest 48 hours after the hour. */
export interface Reminding {
  readonly address: SealedAddress;
  readonly language: Language;
  readonly zone: TimeZone;
}

export interface Booked {
  readonly code: BookingCode;
  readonly booking: Booking;
}

/** What a code opens. */
export interface Booking {
  /** Two neutral words by which the counsellor knows this booking. */
  readonly name: string;
  readonly way: Way;
  readonly zone: TimeZone;
  readonly hour: OfferedHour;
  /** How to get there, as the organisation says it for this way; null when it says nothing. */
  readonly directions: Localized | null;
  readonly terms: CancelTerms;
  readonly hasReminders: boolean;
}

/** Reminders end with their chat: `forget` finds them by it. */
export interface RemindingOfChat extends Reminding {
  readonly alias: ChatAlias;
}

export interface WaitRequest {
  readonly wish: Wish;
  readonly address: SealedAddress;
  readonly language: Language;
  readonly zone: TimeZone;
}

/** Stands for the reminders of one booking; it says nothing of the booking. */
export type ReminderId = string & { readonly __brand: 'ReminderId' };

export interface ReminderAhead {
  readonly id: ReminderId;
  readonly address: SealedAddress;
}

export interface DueReminder {
  readonly kind: ReminderKind;
  readonly address: SealedAddress;
  readonly language: Language;
  readonly zone: TimeZone;
  readonly startsAt: Moment;
}

export interface DueOffer {
  readonly wish: Wish;
  readonly address: SealedAddress;
  readonly language: Language;
  readonly zone: TimeZone;
  readonly held: Held;
  /** After it the person is no longer on the list. */
  readonly isLast: boolean;
}
