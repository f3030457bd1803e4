import fc from 'fast-check';
import { expect, test } from 'vitest';
import { offeredCities, whereabouts } from '../../domain/country.ts';
import { languages } from '../../domain/language.ts';
import type { Service } from '../../domain/referral.ts';
import {
  answerTo,
  filters,
  isVisibleIn,
  needCodes,
  offeredNeeds,
  searchReferrals,
  serves,
} from '../../domain/referral-search.ts';
import { loadDirectory } from '../handlers/support/directory.ts';

const services: readonly Service[] = await loadDirectory();
const today = '2026-11-22';

const anyQuery = fc
  .record({
    place: fc.constantFrom(...whereabouts),
    need: fc.constantFrom(...needCodes),
    filters: fc.subarray([...filters]),
    language: fc.constantFrom(...languages),
  })
  .chain((query) =>
    fc.record({ ...mapToConstants(query), city: fc.constantFrom(null, ...offeredCities(query.place)) }),
  );

function mapToConstants<T extends object>(query: T): { [K in keyof T]: fc.Arbitrary<T[K]> } {
  return Object.fromEntries(Object.entries(query).map(([key, value]) => [key, fc.constant(value)])) as never;
}

const search = (query: Parameters<typeof searchReferrals>[1], showUnchecked = true) =>
  searchReferrals(services, query, today, { showUnchecked });

test('a list without filters is never empty, whatever is asked wherever', () => {
  fc.assert(
    fc.property(anyQuery, fc.boolean(), (query, showUnchecked) => {
      expect(search({ ...query, filters: [] }, showUnchecked).length).toBeGreaterThan(0);
    }),
  );
});

test('nothing is listed that is hidden there or serves another country, and no emergency number', () => {
  fc.assert(
    fc.property(anyQuery, (query) => {
      for (const { service } of search(query)) {
        expect(isVisibleIn(service, query.place)).toBe(true);
        expect(serves(service, query.place)).toBe(true);
        expect(service.kinds).not.toContain('emergency');
      }
    }),
  );
});

test('who says no to a filter is left out; who does not say stays, and is marked', () => {
  fc.assert(
    fc.property(anyQuery, (query) => {
      for (const { service, notKnown } of search(query)) {
        for (const filter of query.filters) {
          const answer = answerTo(filter, service, query.language);
          expect(answer).not.toBe('no');
          expect(notKnown.includes(filter)).toBe(answer === 'unknown');
        }
      }
    }),
  );
});

test('nobody stands in a list twice', () => {
  fc.assert(
    fc.property(anyQuery, (query) => {
      const ids = search(query).map(({ service }) => service.id);
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});

test('in Russia a need is not even named when all that answers it is hidden for safety', () => {
  expect(offeredNeeds(services, 'RU').needs).not.toContain('lgbti');
  expect(offeredNeeds(services, 'KG').needs).toContain('lgbti');
});
