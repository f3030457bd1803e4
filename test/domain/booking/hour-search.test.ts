import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cityOfZone, zoneCities, zoneCitiesOf, zoneOfCity } from '../../../domain/booking/cities.ts';
import { cityCodes } from '../../../domain/booking/city-codes.ts';
import { encodeSearch, parseSearch, wishLanguages } from '../../../domain/booking/hour-search.ts';
import { companions, topics, ways } from '../../../domain/booking/wish.ts';
import { whereabouts } from '../../../domain/country.ts';

const search = fc.record({
  among: fc.constantFrom('hours' as const, 'sessions' as const),
  city: fc.constantFrom(null, ...zoneCities),
  wish: fc.record({
    country: fc.constantFrom(...whereabouts),
    language: fc.constantFrom('any', ...wishLanguages),
    way: fc.constantFrom('any' as const, ...ways),
    companion: fc.constantFrom(...companions),
    topic: fc.constantFrom('any' as const, ...topics),
  }),
});

test('a search comes back from its text as it was, in 13 characters at most', () => {
  fc.assert(
    fc.property(search, (one) => {
      expect(parseSearch(encodeSearch(one))).toEqual(one);
      expect(encodeSearch(one).length).toBeLessThanOrEqual(13);
    }),
  );
});

test('a text that is no search is none, whatever it is', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = parseSearch(text);
      expect(read === null || encodeSearch(read) === text).toBe(true);
    }),
  );
  for (const text of ['haaaa-XX-fru', 'haaaa-KG-xxx', 'zaaaa-KG-', 'haaaz-KG-', 'haaaa-KG', 'haaaa-KG-fru-']) {
    expect(parseSearch(text)).toBeNull();
  }
});

test('every city has a code of its own, and every zone a city that is named for it', () => {
  expect(new Set(Object.values(cityCodes)).size).toBe(zoneCities.length);
  for (const place of whereabouts) {
    for (const city of zoneCitiesOf(place)) {
      const named = cityOfZone(zoneOfCity(city));
      expect(named && zoneOfCity(named)).toBe(zoneOfCity(city));
    }
  }
});
