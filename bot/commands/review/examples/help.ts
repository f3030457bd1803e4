import { citiesOf } from '../../../../domain/country.ts';
import { needCodes } from '../../../../domain/referral-search.ts';
import type { ListPlace } from '../../../../handlers/callback-data.ts';
import { renderContact, renderEntry } from '../../../../handlers/referrals/render-entry.ts';
import { renderFilters } from '../../../../handlers/referrals/render-filters.ts';
import { renderList } from '../../../../handlers/referrals/render-list.ts';
import { renderCities, renderNeeds } from '../../../../handlers/referrals/render-needs.ts';
import type { Words } from '../../../../locales/index.ts';
import { type Example, examplesOf } from './example.ts';
import { exampleContacts, exampleService } from './people.ts';

const list: ListPlace = { place: 'KG', need: 'all', city: null, filters: ['free'], page: 1 };
const entry = { service: 'example', ...list };
const referral = { service: exampleService, notKnown: [], hasContact: true };
const unsure = { service: exampleService, notKnown: ['free' as const], hasContact: false };
const daily = { spans: [{ from: 1, to: 7, opens: '09:00', closes: '18:00' }] };
const mild = { ...exampleService, hours: daily, warnBefore: [] };

/** The way from a need to a contact. */
export function helpExamples(words: Words): readonly Example[] {
  return examplesOf('help', [
    renderNeeds(words, 'KG', { needs: needCodes, hasCities: true }),
    renderNeeds(words, 'INT', { needs: needCodes, hasCities: false }),
    renderCities(words, 'KG', 'all', Object.values(citiesOf).flat()),
    renderList(words, list, Array(14).fill(unsure)),
    renderList(words, { ...list, need: 'lawyer', filters: [] }, [referral]),
    renderFilters(words, list),
    renderEntry(words, entry, exampleService, exampleContacts),
    renderEntry(words, entry, mild, []),
    renderContact(words, entry, exampleService, exampleContacts),
  ]);
}
