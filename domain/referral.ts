import type { City, Country, Whereabouts } from './country.ts';
import type { Localized } from './language.ts';

/**
 * The referral directory. Names follow Open Referral HSDS 3: an *organisation* offers *services*
 * in *service areas*; it may have *locations*; *contacts* stand for HSDS phones, e-mails and urls.
 */

/** What a service does. The words for each are translated once, in `locales`. */
export const serviceKinds = [
  'peer-support',
  'counselling-free',
  'therapist-list',
  'legal-aid',
  'health-sti',
  'shelter',
  'crisis-line',
  'suicide-line',
  'violence-line',
  'trans-support',
  'lgbti-support',
  'migrant-support',
  'drug-support',
  'police-violence-documentation',
  'violence-reporting',
  'advocacy-network',
  'chat-online',
  'emergency',
] as const;
export type ServiceKind = (typeof serviceKinds)[number];

/** `claimed`: somebody says so, but not the service's own page; shown as "not certain". */
export const claims = ['yes', 'no', 'partly', 'claimed'] as const;
export type Claim = (typeof claims)[number];

/** What a service says of itself. A flag that is missing is *unknown*, which is not *no*. */
export const serviceFlags = [
  'free',
  'anonymous',
  'regardless_of_status',
  'sex_worker_led',
  'trans_led',
  'state_run',
] as const;
export type ServiceFlag = (typeof serviceFlags)[number];

/** What a person should know before the contact is shown. Each has one sentence in `locales`. */
export const warnings = [
  'calls_recorded',
  'works_with_police',
  'may_send_emergency',
  'may_reach_police',
  'asks_name',
  'asks_birth_code',
  'passes_location',
  'stays_in_call_log',
  'child_protection_duty',
  'confidentiality_has_limits',
  'ask_confidentiality_first',
  'attitude_unknown',
  'not_anonymous_reporting',
  'online_work_only',
  'not_for_emergencies',
  'for_children',
  'income_limit',
  'pandemic_offer',
  'law_risk_lgbti',
  'handling_criticised',
  'often_full',
] as const;
export type Warning = (typeof warnings)[number];

export const contactTypes = ['phone', 'email', 'telegram', 'website', 'address'] as const;
export type ContactType = (typeof contactTypes)[number];

/** What stands beside a number when one service has several. Translated once. */
export const contactLabels = [
  'ambulance',
  'police',
  'fire',
  'rescue',
  'unified',
  'medical_advice',
  'sms',
  'whatsapp',
  'in_english',
  'in_russian',
  'in_ukrainian',
  'in_arabic',
  'in_swedish',
  'in_finnish',
  'landline',
] as const;
export type ContactLabel = (typeof contactLabels)[number];

/** Opening hours in coded form, so that they can be said in every language. Times are local, HH:MM. */
export type OpeningHours =
  | { readonly always: true }
  | {
      readonly spans: readonly {
        /** ISO weekday, 1 = Monday to 7 = Sunday, first and last day of the span. */
        readonly from: number;
        readonly to: number;
        readonly opens: string;
        readonly closes: string;
      }[];
    };

export interface Contact {
  readonly id: string;
  readonly type: ContactType;
  readonly value: string;
  readonly labels: readonly ContactLabel[];
  /** Too old, weakly sourced or unsafe: never shown. */
  readonly isOnHold: boolean;
  /** National emergency numbers and the international helpline directories: shown even unchecked. */
  readonly isAlwaysShown: boolean;
  /** The day (YYYY-MM-DD) on which a person last called, wrote or opened it; null = never. */
  readonly assuredOn: string | null;
}

export interface Location {
  readonly id: string;
  readonly country: Country | 'INT';
  /** Offered city, when the place is one of them. */
  readonly city: City | null;
  /** City name for people, also where the country's cities are not offered as a choice. */
  readonly cityName: Localized | null;
}

/** Where people may be to use a service. `country: 'INT'` = anywhere; a city narrows a country. */
export interface ServiceArea {
  readonly country: Whereabouts;
  readonly city: City | null;
}

export interface Organization {
  readonly id: string;
  readonly name: Localized;
  /** At most 24 characters, for buttons. */
  readonly shortName: Localized;
}

export interface Service {
  readonly id: string;
  readonly organization: Organization;
  readonly kinds: readonly ServiceKind[];
  readonly flags: Readonly<Partial<Record<ServiceFlag, Claim>>>;
  /** ISO 639-1 codes of the languages that the service speaks, as far as known. */
  readonly languages: readonly string[];
  readonly hours: OpeningHours | null;
  readonly serviceAreas: readonly ServiceArea[];
  readonly locations: readonly Location[];
  readonly contacts: readonly Contact[];
  /** One line written by hand; null where kinds and flags alone speak. */
  readonly description: Localized | null;
  readonly warnBefore: readonly Warning[];
  /** Countries in which showing this service could harm a person who is there. */
  readonly hiddenIn: readonly Whereabouts[];
}
