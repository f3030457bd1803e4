import { type AreaGroup, areaGroupsOf } from '../area.ts';
import type { Language } from '../language.ts';
import type { ReportDraft } from './draft.ts';

/**
 * The screens of the form. The short way is warning → scope → area → what → summary; `country` and
 * `main` come in where they are needed, `area_group` where a country has too many areas for one list.
 * The details, `change` and `recent` hang on the summary. Steps are kept by place: new ones come last.
 */
export const formSteps = [
  'warning',
  'country',
  'scope',
  'area_group',
  'area',
  'what',
  'main',
  'summary',
  'change',
  'who',
  'when',
  'setting',
  'effects',
  'recent',
] as const;
export type FormStep = (typeof formSteps)[number];

export interface FormPlace {
  readonly step: FormStep;
  /** Where the list of areas stands, so that "back" finds it as it was. */
  readonly areaGroup: AreaGroup | null;
  readonly areaPage: number;
  /** True for a step that was opened from `change`, and leads back there. */
  readonly isEditing: boolean;
}

/** All that a button of the form carries. */
export interface FormState {
  /** 16 random bytes, made at the beginning: the same Confirm twice is one report. */
  readonly nonce: Uint8Array;
  /** When the screen was drawn, in whole minutes. */
  readonly minute: number;
  readonly draft: ReportDraft;
  readonly place: FormPlace;
  /** The question for the language comes between, or one was just chosen; or advice that cannot wait. */
  readonly aside: 'language' | Language | 'neck' | 'risk' | null;
}

/** Where the form begins. */
export const formStart: FormPlace = { step: 'warning', areaGroup: null, areaPage: 0, isEditing: false };

const hasGroups = ({ country }: ReportDraft): boolean => country !== null && areaGroupsOf(country).length > 0;

/** The place to which the step's answer leads. */
export function placeAfter(draft: ReportDraft, place: FormPlace): FormPlace {
  const to = (step: FormStep): FormPlace => ({ ...place, step });
  const hub: FormPlace = { ...place, step: 'change', isEditing: false };
  const or = (step: FormStep): FormPlace => (place.isEditing ? hub : to(step));
  switch (place.step) {
    case 'warning':
      return to(draft.isCountryAsked ? 'country' : 'scope');
    case 'country':
      return or('scope');
    case 'scope':
      return or(hasGroups(draft) ? 'area_group' : 'area');
    case 'area_group':
    case 'area':
      return or('what');
    case 'what':
      return draft.types.length > 1 ? to('main') : or('summary');
    case 'main':
      return or('summary');
    case 'who':
      return or('when');
    case 'when':
      return or('setting');
    case 'setting':
      return or('effects');
    case 'effects':
      return or('summary');
    case 'change':
    case 'recent':
    case 'summary':
      return to('summary');
  }
}

/** The place from which a person comes to this one by an answer; null before the first. */
export function placeBefore(draft: ReportDraft, place: FormPlace): FormPlace | null {
  const to = (step: FormStep): FormPlace => ({ ...place, step });
  const hub: FormPlace = { ...place, step: 'change', isEditing: false };
  const or = (step: FormStep): FormPlace => (place.isEditing ? hub : to(step));
  switch (place.step) {
    case 'warning':
      return null;
    case 'country':
      // Where the country was known, only "another country" leads here.
      return or(draft.isCountryAsked ? 'warning' : 'scope');
    case 'scope':
      return or(draft.isCountryAsked ? 'country' : 'warning');
    case 'area_group':
      return or('scope');
    case 'area':
      return hasGroups(draft) ? { ...to('area_group'), areaGroup: null, areaPage: 0 } : or('scope');
    case 'what':
      return or(hasGroups(draft) && place.areaGroup === null ? 'area_group' : 'area');
    case 'main':
      return to('what');
    case 'summary':
      return to(draft.types.length > 1 ? 'main' : 'what');
    case 'change':
    case 'recent':
      return to('summary');
    case 'who':
      return or('summary');
    case 'when':
      return or('who');
    case 'setting':
      return or('when');
    case 'effects':
      return or('setting');
  }
}

/** The place after another country was chosen: who may read, and the area, are asked anew. */
export const placeInNewCountry = (place: FormPlace): FormPlace => ({ ...place, ...formStart, step: 'scope' });

/** A confirmation that was drawn longer ago saves nothing: the phone may be in other hands. */
export const confirmWithinMinutes = 10;
