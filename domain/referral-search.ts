import type { CalendarDay } from './calendar-day.ts';
import { contactVisibility, type VisibilityMode } from './contact-visibility.ts';
import { type City, offeredCities, type Whereabouts } from './country.ts';
import type { Language } from './language.ts';
import type { Service, ServiceFlag, ServiceKind } from './referral.ts';

/** What a person may look for, in the order of the menu, and the kinds of service that answer it. */
export const needs = {
  talk: ['counselling-free', 'crisis-line', 'suicide-line', 'therapist-list', 'chat-online'],
  peers: ['peer-support'],
  police: ['police-violence-documentation', 'legal-aid'],
  violence: ['violence-line', 'shelter', 'violence-reporting'],
  lawyer: ['legal-aid'],
  doctor: ['health-sti'],
  shelter: ['shelter'],
  lgbti: ['trans-support', 'lgbti-support'],
  migrant: ['migrant-support'],
  drugs: ['drug-support'],
  all: [],
} as const satisfies Record<string, readonly ServiceKind[]>;

export type Need = keyof typeof needs;
export const needCodes = Object.keys(needs) as Need[];

/** Narrowing a list. Each asks that the service says so; what is not known comes after. */
export const filters = ['free', 'anonymous', 'no_papers', 'my_language', 'online'] as const;
export type Filter = (typeof filters)[number];

export interface ReferralQuery {
  readonly place: Whereabouts;
  readonly need: Need;
  /** One of the offered cities, or null for the whole country. */
  readonly city: City | null;
  readonly filters: readonly Filter[];
  readonly language: Language;
}

/** Why a service stands where it stands in a list. */
export interface Referral {
  readonly service: Service;
  /** Chosen filters that the service does not speak of. Empty = it says all of them. */
  readonly notKnown: readonly Filter[];
  /** False: no contact that we may show; it stands last, by name. */
  readonly hasContact: boolean;
}

/** True when the service may be named to a person who is in `place`. */
export function isVisibleIn(service: Service, place: Whereabouts): boolean {
  return !service.hiddenIn.includes(place);
}

/** True when a person in `place` can use the service; international services serve everybody. */
export function serves(service: Service, place: Whereabouts): boolean {
  return service.serviceAreas.some((area) => area.country === place || area.country === 'INT');
}

/** True when the service has a contact that may be shown today. */
export function hasShownContact(service: Service, today: CalendarDay, mode: VisibilityMode): boolean {
  return service.contacts.some((contact) => contactVisibility(contact, today, mode) !== 'hidden');
}

/** True when the service is of a kind that answers the need. */
export function fits(service: Service, need: Need): boolean {
  const wanted: readonly ServiceKind[] = needs[need];
  return wanted.length === 0 || service.kinds.some((kind) => wanted.includes(kind));
}

/**
 * The needs to offer in a place, and whether a city is asked for. A need whose services are all
 * hidden there for safety is not offered: its very name could harm the person.
 */
export function offeredNeeds(
  services: readonly Service[],
  place: Whereabouts,
): { readonly needs: readonly Need[]; readonly hasCities: boolean } {
  const isHiddenNeed = (need: Need) => {
    const answering = services.filter((service) => serves(service, place) && fits(service, need));
    return answering.length > 0 && !answering.some((service) => isVisibleIn(service, place));
  };
  return {
    needs: needCodes.filter((need) => !isHiddenNeed(need)),
    hasCities: offeredCities(place).length > 0,
  };
}

const flagOf: Partial<Record<Filter, ServiceFlag>> = {
  free: 'free',
  anonymous: 'anonymous',
  no_papers: 'regardless_of_status',
};

/** What a service says about one filter: unknown is not no. */
export function answerTo(filter: Filter, service: Service, language: Language): 'yes' | 'no' | 'unknown' {
  if (filter === 'online') return service.kinds.includes('chat-online') ? 'yes' : 'unknown';
  if (filter === 'my_language') {
    if (service.languages.includes(language)) return 'yes';
    return service.languages.length === 0 ? 'unknown' : 'no';
  }
  const flag = flagOf[filter];
  const claim = flag && service.flags[flag];
  if (claim === 'yes' || claim === 'no') return claim;
  return 'unknown';
}

/**
 * The services for a query, best first, never an empty list while an international one is visible.
 * Order: answers the need · has a contact we may show · is not for children · in the chosen city or for the whole country · says all chosen
 * filters · national before international · led by sex workers · name.
 * A service that says *no* to a chosen filter is left out; one in another city stands after.
 */
export function searchReferrals(
  services: readonly Service[],
  query: ReferralQuery,
  today: CalendarDay,
  mode: VisibilityMode,
): readonly Referral[] {
  const found = candidates(services, query).flatMap((service) => {
    const answers = query.filters.map((filter) => [filter, answerTo(filter, service, query.language)] as const);
    if (answers.some(([, answer]) => answer === 'no')) return [];
    const notKnown = answers.filter(([, answer]) => answer === 'unknown').map(([filter]) => filter);
    return [{ service, notKnown, hasContact: hasShownContact(service, today, mode) }];
  });
  return found
    .map((referral) => ({ referral, rank: rank(referral, query) }))
    .sort((a, b) => compare(a.rank, b.rank))
    .map(({ referral }) => referral);
}

/** Those who serve the place and the need; international help stands in where nothing else fits. */
function candidates(services: readonly Service[], query: ReferralQuery): readonly Service[] {
  const visible = services.filter(
    (service) =>
      isVisibleIn(service, query.place) && serves(service, query.place) && !service.kinds.includes('emergency'),
  );
  const fitting = visible.filter((service) => fits(service, query.need));
  const isHelpForAnyone = (service: Service) => service.contacts.some((contact) => contact.isAlwaysShown);
  const standIns = visible.filter((service) => isHelpForAnyone(service) && !fitting.includes(service));
  return [...fitting, ...standIns];
}

type Rank = readonly (number | string)[];

function rank(referral: Referral, query: ReferralQuery): Rank {
  const { service } = referral;
  const isNational = service.serviceAreas.some((area) => area.country === query.place);
  return [
    fits(service, query.need) ? 0 : 1,
    referral.hasContact ? 0 : 1,
    service.warnBefore.includes('for_children') ? 1 : 0,
    isElsewhere(service, query) ? 1 : 0,
    referral.notKnown.length,
    isNational ? 0 : 1,
    service.flags.sex_worker_led === 'yes' ? 0 : 1,
    service.organization.name.en,
  ];
}

/** True when the person chose a city and the service is only for another one. */
function isElsewhere(service: Service, query: ReferralQuery): boolean {
  if (query.city === null) return false;
  const areas = service.serviceAreas.filter((area) => area.country === query.place);
  return areas.length > 0 && areas.every((area) => area.city !== null && area.city !== query.city);
}

function compare(a: Rank, b: Rank): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] as number | string;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
