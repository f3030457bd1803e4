import type { Country, Whereabouts } from '../country.ts';
import type { Localized } from '../language.ts';
import type { OrganisationId } from '../organisation-id.ts';
import type { TimeZone } from './time-zone.ts';
import type { Companion, Topic, Way } from './wish.ts';

/**
 * Whatever can hold one hour at a time: a counsellor, or a room. Nothing personal: the organisation
 * chooses the name that is shown, and "Room 2" is a good one.
 */
export interface Counsellor {
  readonly id: CounsellorId;
  readonly organisation: OrganisationId;
  /** As the organisation wants it shown; the same in every language. */
  readonly displayName: string;
  /** The zone in which its hours are meant. */
  readonly zone: TimeZone;
  readonly country: Country;
  /** The other countries that it reaches online or by phone; INT: any place. */
  readonly reach: readonly Whereabouts[];
  /** ISO 639-1. */
  readonly languages: readonly string[];
  readonly ways: readonly Way[];
  readonly companions: readonly Exclude<Companion, 'any'>[];
  /** Empty: all. */
  readonly topics: readonly Topic[];
  readonly rules: HourRules;
}

/** Small letters, digits, hyphens; at most 32 characters; one counsellor in all of Zont. */
export type CounsellorId = string & { readonly __brand: 'CounsellorId' };

/** What holds for every hour of a counsellor. */
export interface HourRules {
  /** Minutes between two of the hours that a weekly span is cut into. */
  readonly bufferMinutes: number;
  /** How long before its beginning an hour can last be booked. */
  readonly noticeMinutes: number;
  /** Who cancels later than so long before the beginning is told that the hour may stay empty. */
  readonly lateCancelMinutes: number;
}

export const usualHourRules: HourRules = { bufferMinutes: 10, noticeMinutes: 12 * 60, lateCancelMinutes: 24 * 60 };

/** The text of an id, or null: as for organisations. */
export function parseCounsellorId(text: string): CounsellorId | null {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && text.length <= 32 ? (text as CounsellorId) : null;
}

/** An organisation that offers hours. */
export interface CounsellingOrganisation {
  readonly id: OrganisationId;
  readonly name: Localized;
  /** An invented one for the preview: every screen says so, and nothing is sent. */
  readonly isExample: boolean;
}
