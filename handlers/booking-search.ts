import { onlyZoneOf, type ZoneCity, zoneCitiesOf, zoneOfCity } from '../domain/booking/cities.ts';
import { type HourSearch, parseSearch } from '../domain/booking/hour-search.ts';
import type { TimeZone } from '../domain/booking/time-zone.ts';
import { anyWish } from '../domain/booking/wish.ts';
import type { ChatSettings } from '../domain/chat-settings.ts';
import type { Whereabouts } from '../domain/country.ts';
import { type Arguments, open } from './callback-data.ts';
import type { BotContext } from './context.ts';
import type { Screen } from './screen.ts';

/** A search whose city is known, so that times can be shown. */
export interface PlacedSearch extends HourSearch {
  readonly city: ZoneCity;
}

export const isPlaced = (search: HourSearch): search is PlacedSearch => search.city !== null;

/** Goes on with a search whose city is known; where it is not, the city is asked first. */
export async function withCity(
  ctx: BotContext,
  search: HourSearch,
  goOn: (search: PlacedSearch) => Promise<Screen | undefined> | Screen,
): Promise<Screen | undefined> {
  if (isPlaced(search)) return goOn(search);
  await ctx.goTo('book:cities', { search });
  return undefined;
}

export const zoneOf = ({ city }: PlacedSearch): TimeZone => zoneOfCity(city);

/**
 * Where a search begins: with what was remembered, as far as it holds where the person is now. The city is
 * known where the whole country has one time.
 */
export function beginSearch(place: Whereabouts, settings: ChatSettings | null, among: HourSearch['among']): HourSearch {
  const remembered = settings?.wish ? parseSearch(settings.wish) : null;
  const wish = among === 'hours' && remembered ? { ...remembered.wish, country: place } : anyWish(place);
  return { wish, city: cityIn(place, remembered?.city ?? null), among };
}

function cityIn(place: Whereabouts, remembered: ZoneCity | null): ZoneCity | null {
  const cities = zoneCitiesOf(place);
  if (remembered && cities.includes(remembered)) return remembered;
  return place !== 'INT' && onlyZoneOf(place) ? (cities[0] ?? null) : null;
}

/** Where what is found is listed: days with hours, or group sessions by date. */
export function listData(search: HourSearch): string {
  return search.among === 'hours' ? open('book:days', { search, from: null }) : open('meet:list', { search, page: 0 });
}

/** The list of people to talk to, where no hour helps. */
export const talkList = (place: Whereabouts): Arguments<'help:list'> => ({
  place,
  need: 'talk',
  city: null,
  filters: [],
  page: 0,
});
