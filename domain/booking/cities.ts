import { type Country, type Whereabouts, whereabouts } from '../country.ts';
import type { TimeZone } from './time-zone.ts';

/**
 * Cities by which people name their time zone: of each served country every zone in which many people live,
 * and at least two cities; elsewhere, where many who read Russian or Kyrgyz work. The names of cities stand in
 * `locales/<language>/zone-cities.json`.
 *
 * Bishkek and Almaty differ by an hour: all of Kazakhstan has UTC+5 since March 2024, Kyrgyzstan UTC+6.
 */
const zonesByPlace = {
  KG: { bishkek: 'Asia/Bishkek', osh: 'Asia/Bishkek', 'jalal-abad': 'Asia/Bishkek', karakol: 'Asia/Bishkek' },
  KZ: {
    almaty: 'Asia/Almaty',
    astana: 'Asia/Almaty',
    shymkent: 'Asia/Almaty',
    aktobe: 'Asia/Aqtobe',
    aktau: 'Asia/Aqtau',
  },
  UA: { kyiv: 'Europe/Kyiv', odesa: 'Europe/Kyiv', lviv: 'Europe/Kyiv', dnipro: 'Europe/Kyiv' },
  RU: {
    moscow: 'Europe/Moscow',
    'saint-petersburg': 'Europe/Moscow',
    kaliningrad: 'Europe/Kaliningrad',
    samara: 'Europe/Samara',
    yekaterinburg: 'Asia/Yekaterinburg',
    omsk: 'Asia/Omsk',
    novosibirsk: 'Asia/Novosibirsk',
    krasnoyarsk: 'Asia/Krasnoyarsk',
    irkutsk: 'Asia/Irkutsk',
    yakutsk: 'Asia/Yakutsk',
    vladivostok: 'Asia/Vladivostok',
    magadan: 'Asia/Magadan',
    kamchatka: 'Asia/Kamchatka',
  },
  DE: { berlin: 'Europe/Berlin', hamburg: 'Europe/Berlin', munich: 'Europe/Berlin', cologne: 'Europe/Berlin' },
  PL: { warsaw: 'Europe/Warsaw', krakow: 'Europe/Warsaw', gdansk: 'Europe/Warsaw' },
  TR: { istanbul: 'Europe/Istanbul', ankara: 'Europe/Istanbul', antalya: 'Europe/Istanbul' },
  FR: { paris: 'Europe/Paris', marseille: 'Europe/Paris', lyon: 'Europe/Paris' },
  GB: { london: 'Europe/London', manchester: 'Europe/London', glasgow: 'Europe/London' },
  ES: { madrid: 'Europe/Madrid', barcelona: 'Europe/Madrid', 'las-palmas': 'Atlantic/Canary' },
  PT: { lisbon: 'Europe/Lisbon', porto: 'Europe/Lisbon', 'ponta-delgada': 'Atlantic/Azores' },
  NL: { amsterdam: 'Europe/Amsterdam', rotterdam: 'Europe/Amsterdam' },
  SE: { stockholm: 'Europe/Stockholm', gothenburg: 'Europe/Stockholm' },
  FI: { helsinki: 'Europe/Helsinki', tampere: 'Europe/Helsinki' },
  INT: {
    tbilisi: 'Asia/Tbilisi',
    yerevan: 'Asia/Yerevan',
    tashkent: 'Asia/Tashkent',
    dushanbe: 'Asia/Dushanbe',
    dubai: 'Asia/Dubai',
    seoul: 'Asia/Seoul',
    bangkok: 'Asia/Bangkok',
    chisinau: 'Europe/Chisinau',
    vilnius: 'Europe/Vilnius',
    prague: 'Europe/Prague',
    vienna: 'Europe/Vienna',
    rome: 'Europe/Rome',
    athens: 'Europe/Athens',
    'new-york': 'America/New_York',
    'los-angeles': 'America/Los_Angeles',
  },
} as const satisfies Record<Whereabouts, Readonly<Record<string, string>>>;

type ByPlace = typeof zonesByPlace;
export type ZoneCity = { [P in keyof ByPlace]: keyof ByPlace[P] }[keyof ByPlace];

/** The cities to choose from where somebody is. */
export const zoneCitiesOf = (place: Whereabouts): readonly ZoneCity[] => Object.keys(zonesByPlace[place]) as ZoneCity[];

export const zoneCities: readonly ZoneCity[] = whereabouts.flatMap(zoneCitiesOf);

const zones = new Map<string, string>(whereabouts.flatMap((place) => Object.entries(zonesByPlace[place])));

export const zoneOfCity = (city: ZoneCity): TimeZone => zones.get(city) as TimeZone;

/** The zone that holds for a whole country, or null where people must be asked for their city. */
export function onlyZoneOf(country: Country): TimeZone | null {
  const all = new Set(zoneCitiesOf(country).map(zoneOfCity));
  const [first] = all;
  return all.size === 1 && first !== undefined ? first : null;
}

/** The place whose people live by a zone: none is in two lists. Null for a zone that nobody chose. */
export const placeOfZone = (zone: TimeZone): Whereabouts | null =>
  whereabouts.find((place) => zoneCitiesOf(place).some((city) => zoneOfCity(city) === zone)) ?? null;

/** The city to name where only the zone is kept: the first that has it, or null for a zone without one. */
export const cityOfZone = (zone: TimeZone): ZoneCity | null =>
  zoneCities.find((city) => zoneOfCity(city) === zone) ?? null;
