import { whereabouts } from '../country.ts';
import type { ZoneCity } from './cities.ts';
import { cityCodes, cityOfCode } from './city-codes.ts';
import type { Companion, Topic, Way, Wish } from './wish.ts';

/** What somebody looks for, as buttons carry it from screen to screen. */
export interface HourSearch {
  readonly wish: Wish;
  /** The city whose time is shown; null until it is known. */
  readonly city: ZoneCity | null;
  /** Hours of any kind by day, or group sessions by date ("meet others"). */
  readonly among: 'hours' | 'sessions';
}

/** The languages that are offered as a wish. */
export const wishLanguages = ['en', 'ru', 'ky'] as const;

// Letters never change, so that old buttons keep their sense.
const amongLetters = { hours: 'h', sessions: 's' } as const;
const languageLetters = { any: 'a', en: 'e', ru: 'r', ky: 'k' } as const;
const wayLetters: Readonly<Record<Way | 'any', string>> = { any: 'a', online: 'o', in_person: 'i', phone: 'p' };
const companionLetters: Readonly<Record<Companion, string>> = { any: 'a', woman: 'w', trans_competent: 't' };
const topicLetters: Readonly<Record<Topic | 'any', string>> = {
  any: 'a',
  anxiety: 'x',
  substances: 's',
  sexual_violence: 'v',
  suicide: 'u',
  body_image: 'b',
  exhaustion: 'e',
  identity: 'i',
  family: 'f',
};

/** A way in one letter. */
export const letterOfWay = (way: Way): string => wayLetters[way];

/** The way of a letter, or undefined. */
export function wayOfLetter(letter: string): Way | undefined {
  const way = ofLetter(wayLetters, letter);
  return way === 'any' ? undefined : way;
}

/** At most 13 characters: `haaaa-KG-fru`. */
export function encodeSearch({ wish, city, among }: HourSearch): string {
  const language = languageLetters[wish.language as keyof typeof languageLetters] ?? languageLetters.any;
  const letters = [amongLetters[among], language, wayLetters[wish.way], companionLetters[wish.companion]];
  return `${letters.join('')}${topicLetters[wish.topic]}-${wish.country}-${city ? cityCodes[city] : ''}`;
}

/** The search of a text; null when it is none. */
export function parseSearch(text: string): HourSearch | null {
  const [, letters = '', place, code = ''] = /^([a-z]{5})-([A-Z]{2,3})-([a-z]{3})?$/.exec(text) ?? [];
  const among = ofLetter(amongLetters, letters.charAt(0));
  const language = ofLetter(languageLetters, letters.charAt(1));
  const way = ofLetter(wayLetters, letters.charAt(2));
  const companion = ofLetter(companionLetters, letters.charAt(3));
  const topic = ofLetter(topicLetters, letters.charAt(4));
  const country = whereabouts.find((one) => one === place);
  const city = cityOfCode(code);
  if (!among || !language || !way || !companion || !topic || !country || (code !== '' && !city)) return null;
  return { wish: { country, language, way, companion, topic }, city, among };
}

function ofLetter<T extends string>(letters: Readonly<Record<T, string>>, letter: string): T | undefined {
  return (Object.keys(letters) as T[]).find((value) => letters[value] === letter);
}
