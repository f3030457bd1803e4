/**
 * The words of a report, as codes. A code and its place in its list never change, since reports are
 * kept by place; new ones come last. What each says stands in `locales`, in crosswalks the words of
 * other systems. Nobody ever has to call anything torture or a crime.
 */

/** What happened; several may be chosen, one of them as the main one. */
export const incidentTypes = [
  /** Demanded or took money. */
  'V01',
  /** Held without reason. */
  'V02',
  /** Threats, blackmail. */
  'V03',
  /** Outed, or pictures taken. */
  'V04',
  /** Humiliation, insults. */
  'V05',
  /** Beating, force. */
  'V06',
  /** Sexual violence, forced sex. */
  'V07',
  /** Search, entry, phone taken. */
  'V08',
  /** Forced to sign or to inform. */
  'V09',
  /** Forced test, condoms taken. */
  'V10',
  /** Refused to help. */
  'V11',
  /** Papers, threat of deportation. */
  'V12',
  /** Something else. */
  'V98',
] as const;
export type IncidentType = (typeof incidentTypes)[number];

/** Who did it; several may be chosen. */
export const perpetrators = [
  /** Police in uniform. */
  'P01',
  /** Police without uniform. */
  'P02',
  /** Another force of the state. */
  'P03',
  /** Said that they were police. */
  'P04',
  /** A health or state office. */
  'P05',
  /** A client. */
  'P06',
  /** A partner, the family. */
  'P07',
  /** A manager, a landlord. */
  'P08',
  /** A stranger, a group. */
  'P09',
  /** Not known. */
  'P97',
] as const;
export type Perpetrator = (typeof perpetrators)[number];

/** Police and other state force: the counts are about these alone, and about reports that do not say. */
export const stateForce: readonly Perpetrator[] = ['P01', 'P02', 'P03', 'P04'];

/** In what kind of place; never which. */
export const settings = [
  /** Street, road. */
  'S01',
  /** Flat, home. */
  'S02',
  /** Hotel, sauna, salon. */
  'S03',
  /** Car. */
  'S04',
  /** Police station. */
  'S05',
  /** Cell, prison, closed place. */
  'S06',
  /** Border, migration office. */
  'S07',
  /** Clinic, hospital. */
  'S08',
  /** Phone, internet. */
  'S09',
  /** Another place. */
  'S98',
] as const;
export type Setting = (typeof settings)[number];

/** When, seen from the day of the report. */
export const times = [
  /** In the last three months. */
  'T1',
  /** Earlier this year. */
  'T2',
  /** Last year. */
  'T3',
  /** Before that. */
  'T4',
] as const;
export type CoarseTime = (typeof times)[number];

/** What it did to the person; several may be chosen. */
export const effects = [
  /** Nothing; alone. */
  'E00',
  /** Fear, bad sleep, distress. */
  'E01',
  /** Bruises, pain, wounds. */
  'E02',
  /** Serious injury. */
  'E03',
  /** The neck was squeezed. */
  'E04',
  /** A risk of HIV, STI or pregnancy. */
  'E05',
  /** Money or things lost. */
  'E06',
  /** Home lost, had to move. */
  'E07',
  /** Work or income lost. */
  'E08',
  /** Others found out. */
  'E09',
  /** Trouble about children. */
  'E10',
  /** Fine, court, record. */
  'E11',
  /** Avoids clinic or condoms now. */
  'E12',
] as const;
export type Effect = (typeof effects)[number];

/** Rare and telling: asked for the sake of advice, kept only where a report names no area. */
export const effectsWithoutArea: readonly Effect[] = ['E04', 'E05'];
