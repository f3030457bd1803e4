import { type AreaCode, areasOf } from '../area.ts';
import { type Country, countries } from '../country.ts';
import { type OrganisationId, organisationIdLength, parseOrganisationId } from '../organisation-id.ts';
import {
  type CoarseTime,
  type Effect,
  effects,
  effectsWithoutArea,
  type IncidentType,
  incidentTypes,
  type Perpetrator,
  perpetrators,
  type Setting,
  settings,
  times,
} from './vocabulary.ts';

/** What a person tells: coarse from the start, everything but the country may be left out. */
export interface IncidentReport {
  /** Where it happened. */
  readonly country: Country;
  /** Who may read it; null: it is only counted. */
  readonly recipient: OrganisationId | null;
  readonly area: AreaCode | 'country_only' | 'not_said';
  /** In the order of the vocabulary; empty: not said. */
  readonly types: readonly IncidentType[];
  /** One of `types`; 'not_said' where none is chosen or several and none of them as the main one. */
  readonly mainType: IncidentType | 'not_said';
  /** In the order of the vocabulary; empty: not said. */
  readonly perpetrators: readonly Perpetrator[];
  readonly when: CoarseTime | 'not_said';
  readonly setting: Setting | 'not_said';
  /** In the order of the vocabulary; empty: not said. */
  readonly effects: readonly Effect[];
  /** Somebody tells it for another person. */
  readonly forSomebodyElse: boolean;
}

/** Bytes of an encoded report, whatever it says. The rest behind the last field is zero, for later versions. */
export const encodedReportLength = 64;

const version = 1;
const notSaid = 0;
const areaLength = 12;

/** Where each field begins. */
const at = {
  version: 0,
  country: 1,
  recipient: 3,
  area: 35,
  types: 47,
  mainType: 49,
  perpetrators: 50,
  when: 52,
  setting: 53,
  effects: 54,
  forSomebodyElse: 56,
} as const;

/** The effects that may be kept: rare and telling ones only where no area is named. */
export const keptEffects = ({ area, effects: told }: Pick<IncidentReport, 'area' | 'effects'>): readonly Effect[] =>
  area === 'country_only' || area === 'not_said' ? told : told.filter((effect) => !effectsWithoutArea.includes(effect));

/** A report without what may not be kept with an area, as it goes to a recipient. */
export const withoutTellingEffects = (report: IncidentReport): IncidentReport => ({
  ...report,
  effects: keptEffects(report),
});

/** The report as `encodedReportLength` bytes; the form is the same for every report. */
export function encodeReport(report: IncidentReport): Uint8Array {
  const bytes = new Uint8Array(encodedReportLength);
  bytes[at.version] = version;
  writeText(bytes, at.country, report.country);
  writeText(bytes, at.recipient, report.recipient ?? '');
  writeText(bytes, at.area, report.area);
  writeSet(bytes, at.types, incidentTypes, report.types);
  bytes[at.mainType] = placeOf(incidentTypes, report.mainType);
  writeSet(bytes, at.perpetrators, perpetrators, report.perpetrators);
  bytes[at.when] = placeOf(times, report.when);
  bytes[at.setting] = placeOf(settings, report.setting);
  writeSet(bytes, at.effects, effects, report.effects);
  bytes[at.forSomebodyElse] = report.forSomebodyElse ? 1 : 0;
  return bytes;
}

/** The report in these bytes, or null when they hold none that this version knows. */
export function decodeReport(bytes: Uint8Array): IncidentReport | null {
  if (bytes.length !== encodedReportLength || bytes[at.version] !== version) return null;
  const country = countries.find((code) => code === readText(bytes, at.country, 2));
  const recipientText = readText(bytes, at.recipient, organisationIdLength);
  const recipient = recipientText === '' ? null : parseOrganisationId(recipientText);
  const isRecipientBroken = recipientText !== '' && recipient === null;
  const area = country && readArea(country, readText(bytes, at.area, areaLength));
  if (!country || !area || isRecipientBroken) return null;
  const report: IncidentReport = {
    country,
    recipient,
    area,
    types: readSet(bytes, at.types, incidentTypes),
    mainType: valueAt(incidentTypes, bytes[at.mainType]),
    perpetrators: readSet(bytes, at.perpetrators, perpetrators),
    when: valueAt(times, bytes[at.when]),
    setting: valueAt(settings, bytes[at.setting]),
    effects: readSet(bytes, at.effects, effects),
    forSomebodyElse: bytes[at.forSomebodyElse] === 1,
  };
  // One form a report: bytes that say the same in another way were made by nobody.
  return encodeReport(report).every((byte, index) => byte === bytes[index]) ? report : null;
}

function readArea(country: Country, text: string): IncidentReport['area'] | undefined {
  if (text === 'country_only' || text === 'not_said') return text;
  return areasOf(country).find((code) => code === text);
}

/** Fields of text hold ASCII only, filled up with zeros. */
function writeText(bytes: Uint8Array, start: number, text: string): void {
  for (let index = 0; index < text.length; index++) bytes[start + index] = text.charCodeAt(index);
}

function readText(bytes: Uint8Array, start: number, length: number): string {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return String.fromCharCode(...(end < 0 ? field : field.subarray(0, end)));
}

/** Two bytes, a bit a value of the list. */
function writeSet<T>(bytes: Uint8Array, start: number, list: readonly T[], chosen: readonly T[]): void {
  const bits = list.reduce((sum, value, place) => sum + (chosen.includes(value) ? 2 ** place : 0), 0);
  bytes[start] = bits >> 8;
  bytes[start + 1] = bits & 0xff;
}

function readSet<T>(bytes: Uint8Array, start: number, list: readonly T[]): readonly T[] {
  const bits = ((bytes[start] as number) << 8) | (bytes[start + 1] as number);
  return list.filter((_, place) => (bits >> place) % 2 === 1);
}

/** The place of a value, counted from 1; 0: not said. */
const placeOf = <T extends string>(list: readonly T[], value: T | 'not_said'): number =>
  value === 'not_said' ? notSaid : list.indexOf(value) + 1;

const valueAt = <T extends string>(list: readonly T[], place: number | undefined): T | 'not_said' =>
  list[(place ?? notSaid) - 1] ?? 'not_said';
