import type { Country } from '../country.ts';
import type { OrganisationId } from '../organisation-id.ts';
import { type Outcome, refused, succeeded } from '../outcome.ts';
import type { IncidentReport } from './incident-report.ts';
import {
  type Effect,
  effects,
  type IncidentType,
  incidentTypes,
  type Perpetrator,
  perpetrators,
} from './vocabulary.ts';

/**
 * A report in progress. It is never stored: it travels in the buttons of its own screen, which is why
 * the recipient is there as a short tag.
 */
export interface ReportDraft extends Omit<IncidentReport, 'country' | 'recipient'> {
  readonly country: Country | null;
  /** True where the country was asked for, so that "back" leads to that question. */
  readonly isCountryAsked: boolean;
  /** `onlyCounted`, or the tag of the organisation that may read. */
  readonly recipientTag: number;
}

/** Nobody may read; the report is only counted. */
export const onlyCounted = 0;

export const recipientTagBits = 20;

/** All that a report can leave out. */
export const nothingSaid = {
  area: 'not_said',
  types: [],
  mainType: 'not_said',
  perpetrators: [],
  when: 'not_said',
  setting: 'not_said',
  effects: [],
  forSomebodyElse: false,
} as const;

/** A draft with nothing in it; the country is where the person is now, or has to be asked. */
export const emptyDraft = (country: Country | null): ReportDraft => ({
  country,
  isCountryAsked: country === null,
  recipientTag: onlyCounted,
  ...nothingSaid,
});

/** A short stand-in for an organisation's id (FNV-1a, folded); never `onlyCounted`. */
export function recipientTag(id: OrganisationId): number {
  let hash = 0x811c9dc5;
  for (const character of id) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  const folded = (hash >>> recipientTagBits) ^ (hash % 2 ** recipientTagBits);
  return folded || 1;
}

/** Who may read, among those who can be chosen; undefined when nobody or more than one bears the tag. */
export function recipientOf<T extends { readonly organisation: OrganisationId }>(
  tag: number,
  readers: readonly T[],
): T | undefined {
  const bearers = readers.filter(({ organisation }) => recipientTag(organisation) === tag);
  return bearers.length === 1 ? bearers[0] : undefined;
}

/** Another country; what belongs to the one before (area, recipient) is dropped. */
export const withCountry = (draft: ReportDraft, country: Country): ReportDraft =>
  country === draft.country ? draft : { ...draft, country, recipientTag: onlyCounted, area: 'not_said' };

/** Chooses or drops one of what happened; the main one goes with it. */
export function toggleType(draft: ReportDraft, type: IncidentType): ReportDraft {
  const types = toggled(incidentTypes, draft.types, type, []);
  const keepsMain = draft.mainType === 'not_said' || types.includes(draft.mainType);
  return { ...draft, types, mainType: keepsMain ? draft.mainType : 'not_said' };
}

/** Chooses or drops one who did it; "not known" stands alone. */
export const togglePerpetrator = (draft: ReportDraft, perpetrator: Perpetrator): ReportDraft => ({
  ...draft,
  perpetrators: toggled(perpetrators, draft.perpetrators, perpetrator, ['P97']),
});

/** Chooses or drops one effect; "nothing" stands alone. */
export const toggleEffect = (draft: ReportDraft, effect: Effect): ReportDraft => ({
  ...draft,
  effects: toggled(effects, draft.effects, effect, ['E00']),
});

function toggled<T>(list: readonly T[], chosen: readonly T[], value: T, standsAlone: readonly T[]): readonly T[] {
  if (chosen.includes(value)) return chosen.filter((other) => other !== value);
  if (standsAlone.includes(value)) return [value];
  return list.filter((other) => other === value || (chosen.includes(other) && !standsAlone.includes(other)));
}

/** What happened first of all: the only one, or the one that was named as the main one. */
export const mainTypeOf = ({ types, mainType }: ReportDraft): IncidentType | 'not_said' =>
  types.length === 1 ? (types[0] as IncidentType) : mainType;

/** The report that a draft makes; refused when its organisation can no longer be chosen. */
export function reportFrom(
  draft: ReportDraft & { readonly country: Country },
  readers: readonly { readonly organisation: OrganisationId }[],
): Outcome<IncidentReport, 'no_valid_key'> {
  const { isCountryAsked: _asked, recipientTag: tag, ...answers } = draft;
  const reader = recipientOf(tag, readers);
  if (tag !== onlyCounted && !reader) return refused('no_valid_key');
  return succeeded({ ...answers, recipient: reader?.organisation ?? null, mainType: mainTypeOf(draft) });
}
