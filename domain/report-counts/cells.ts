import { type AreaCode, areasOf } from '../area.ts';
import { type Country, countries } from '../country.ts';
import type { IncidentReport } from '../incident-report/incident-report.ts';
import { type IncidentType, incidentTypes, stateForce } from '../incident-report/vocabulary.ts';
import type { CountTable } from './rules.ts';

/** What a cell is about. T0 has no second part: every report says its country. */
export interface Cell {
  readonly country: Country;
  readonly part: AreaCode | IncidentType | 'not_said' | null;
}

/** The fixed grid of a table: every cell it will ever have, whatever is reported. */
export function cellsOf(table: CountTable): readonly Cell[] {
  return countries.flatMap((country): Cell[] => partsOf(table, country).map((part) => ({ country, part })));
}

/** The one cell of a table in which a report counts. */
export function cellOf(table: CountTable, report: Pick<IncidentReport, 'country' | 'area' | 'mainType'>): Cell {
  const { country, area, mainType } = report;
  if (table === 'T0') return { country, part: null };
  if (table === 'T2') return { country, part: mainType };
  return { country, part: area === 'country_only' ? 'not_said' : area };
}

/** Counts are about police and other state force, and about reports that do not say who it was. */
export function isCounted({ perpetrators }: Pick<IncidentReport, 'perpetrators'>): boolean {
  return perpetrators.length === 0 || perpetrators.some((one) => stateForce.includes(one));
}

export const cellName = ({ country, part }: Cell): string => (part === null ? country : `${country}/${part}`);

function partsOf(table: CountTable, country: Country): readonly Cell['part'][] {
  if (table === 'T0') return [null];
  return [...(table === 'T1' ? areasOf(country) : incidentTypes), 'not_said'];
}
