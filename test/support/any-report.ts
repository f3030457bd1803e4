import fc from 'fast-check';
import { areasOf } from '../../domain/area.ts';
import { countries } from '../../domain/country.ts';
import type { IncidentReport } from '../../domain/incident-report/incident-report.ts';
import { effects, incidentTypes, perpetrators, settings, times } from '../../domain/incident-report/vocabulary.ts';
import type { OrganisationId } from '../../domain/organisation-id.ts';

const someOf = <T>(list: readonly T[]) => fc.subarray([...list]);
const oneOrNotSaid = <T extends string>(list: readonly T[]) => fc.constantFrom<T | 'not_said'>('not_said', ...list);

const organisationId = fc.stringMatching(/^[a-z0-9]{1,10}(-[a-z0-9]{1,10}){0,2}$/) as fc.Arbitrary<OrganisationId>;

/** Every report that a person can make. */
export const anyReport: fc.Arbitrary<IncidentReport> = fc
  .record({ country: fc.constantFrom(...countries), types: someOf(incidentTypes) })
  .chain(({ country, types }) =>
    fc.record({
      country: fc.constant(country),
      recipient: fc.option(organisationId),
      area: fc.constantFrom('country_only' as const, 'not_said' as const, ...areasOf(country)),
      types: fc.constant(types),
      mainType: oneOrNotSaid(types),
      perpetrators: someOf(perpetrators),
      when: oneOrNotSaid(times),
      setting: oneOrNotSaid(settings),
      effects: someOf(effects),
      forSomebodyElse: fc.boolean(),
    }),
  );
