import { areaGroupsOf, areasOf } from '../area.ts';
import { createBitReader, packBits } from '../bits.ts';
import { type Country, countries } from '../country.ts';
import { languages } from '../language.ts';
import { type ReportDraft, recipientTagBits } from './draft.ts';
import { type FormState, formSteps } from './form.ts';
import { effects, incidentTypes, perpetrators, settings, times } from './vocabulary.ts';

/** Bytes of the nonce of a report. */
const nonceLength = 16;

/** Bytes of any state of the form: with the seal and the route they fill a button's 64. */
export const formStateLength = 31;

const minuteBits = 25;
const asides = ['language', 'neck', 'risk', ...languages] as const;

/**
 * The state as `formStateLength` bytes: the nonce, then 120 bits. Their order is the form's version:
 * whoever changes it changes the purpose of the drafts' key with it.
 */
export function encodeForm({ nonce, minute, draft, place, aside }: FormState): Uint8Array {
  const packed = packBits(
    [
      [minute % 2 ** minuteBits, minuteBits],
      [formSteps.indexOf(place.step), 4],
      [placeIn(groupsOf(draft.country), place.areaGroup), 4],
      [place.areaPage, 3],
      [Number(place.isEditing), 1],
      [placeIn(asides, aside), 3],
      [placeIn(countries, draft.country), 4],
      [Number(draft.isCountryAsked), 1],
      [draft.recipientTag, recipientTagBits],
      [placeIn(areaChoices(draft.country), draft.area), 7],
      [setOf(incidentTypes, draft.types), incidentTypes.length],
      [placeIn(incidentTypes, draft.mainType), 4],
      [setOf(perpetrators, draft.perpetrators), perpetrators.length],
      [placeIn(times, draft.when), 3],
      [placeIn(settings, draft.setting), 4],
      [setOf(effects, draft.effects), effects.length],
      [Number(draft.forSomebodyElse), 1],
    ],
    formStateLength - nonceLength,
  );
  return Uint8Array.of(...nonce, ...packed);
}

/** The state in these bytes, or null when they are none. */
export function decodeForm(bytes: Uint8Array): FormState | null {
  if (bytes.length !== formStateLength) return null;
  const take = createBitReader(bytes.subarray(nonceLength));
  const minute = take(minuteBits);
  const step = formSteps[take(4)];
  const group = take(4);
  const areaPage = take(3);
  const isEditing = take(1) === 1;
  const aside = asides[take(3) - 1] ?? null;
  const country = countries[take(4) - 1] ?? null;
  const isCountryAsked = take(1) === 1;
  const recipientTag = take(recipientTagBits);
  const area = areaChoices(country)[take(7) - 1] ?? 'not_said';
  if (step === undefined) return null;
  const draft: ReportDraft = {
    country,
    isCountryAsked,
    recipientTag,
    area,
    types: setFrom(incidentTypes, take(incidentTypes.length)),
    mainType: incidentTypes[take(4) - 1] ?? 'not_said',
    perpetrators: setFrom(perpetrators, take(perpetrators.length)),
    when: times[take(3) - 1] ?? 'not_said',
    setting: settings[take(4) - 1] ?? 'not_said',
    effects: setFrom(effects, take(effects.length)),
    forSomebodyElse: take(1) === 1,
  };
  const place = { step, areaGroup: groupsOf(country)[group - 1] ?? null, areaPage, isEditing };
  const state = { nonce: bytes.slice(0, nonceLength), minute, draft, place, aside };
  // One form a state: bytes that say the same in another way were made by nobody.
  return encodeForm(state).every((byte, index) => byte === bytes[index]) ? state : null;
}

/** Whole minutes since 1970, as a form keeps them: they begin anew after 63 years. */
export const minuteOf = (milliseconds: number): number => Math.floor(milliseconds / 60_000) % 2 ** minuteBits;

/** Minutes since a form was drawn. */
export const minutesSince = (minute: number, milliseconds: number): number =>
  (minuteOf(milliseconds) - minute + 2 ** minuteBits) % 2 ** minuteBits;

const groupsOf = (country: Country | null) => (country === null ? [] : areaGroupsOf(country));

/** 'not_said' is none of them. */
const areaChoices = (country: Country | null) =>
  country === null ? [] : (['country_only', ...areasOf(country)] as const);

/** The place on a list, counted from 1; 0 where the value is not on it: not said, or none. */
const placeIn = (list: readonly unknown[], value: unknown): number => list.indexOf(value) + 1;

const setOf = <T>(list: readonly T[], chosen: readonly T[]): number =>
  list.reduce((bits, value, place) => bits + (chosen.includes(value) ? 2 ** place : 0), 0);

const setFrom = <T>(list: readonly T[], bits: number): readonly T[] =>
  list.filter((_, place) => Math.floor(bits / 2 ** place) % 2 === 1);
