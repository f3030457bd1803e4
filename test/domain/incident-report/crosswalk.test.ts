import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type AreaCode, areasOf } from '../../../domain/area.ts';
import { countries } from '../../../domain/country.ts';
import { crosswalk, type DocumentedCode } from '../../../domain/incident-report/crosswalk.ts';
import { nothingSaid } from '../../../domain/incident-report/draft.ts';
import { decodeReport, encodeReport, type IncidentReport } from '../../../domain/incident-report/incident-report.ts';
import { type OpenedReport, tally } from '../../../domain/incident-report/tally.ts';
import { effects, incidentTypes, perpetrators, settings, times } from '../../../domain/incident-report/vocabulary.ts';
import { someReport } from '../../support/report-room.ts';
import { police, publishedTables } from './published-tables.ts';

type Place = DocumentedCode | AreaCode;
const rows = publishedTables.flatMap(({ name, rows: own }) => own.map((row) => ({ name, ...row })));
const silent = someReport({ ...nothingSaid, area: 'country_only' });

/** A report that says this and nothing else. */
function reportOf(place: Place): IncidentReport {
  const country = countries.find((one) => areasOf(one).some((area) => area === place));
  if (country) return { ...silent, country, area: place as AreaCode };
  const among = <T extends string>(codes: readonly T[]) => codes.filter((code) => code === place);
  const [mainType = 'not_said' as const] = among(incidentTypes);
  const [setting = 'not_said' as const] = among(settings);
  return {
    ...silent,
    types: among(incidentTypes),
    mainType,
    perpetrators: among(perpetrators),
    setting,
    effects: among(effects),
  };
}

/** What an organisation reads when so many people report each row of a table, spread over its places. */
function readBack(table: (typeof publishedTables)[number]): ReadonlyMap<string, number> {
  const opened = table.rows.flatMap(({ figure, places }) =>
    Array.from({ length: places.length > 0 ? figure : 0 }, (_, index): OpenedReport => {
      const report = decodeReport(encodeReport(reportOf(places[index % places.length] as Place)));
      return { id: '', quarter: '2026-Q4', report: report as IncidentReport };
    }),
  );
  return new Map(tally(opened).flatMap(({ title, counts }) => counts.map(([value, n]) => [`${title}: ${value}`, n])));
}

const titles = ['area', 'all that happened', 'who did it', 'where', 'what it did'];

describe('what others have published', () => {
  it.each(rows)('has a place in a report, or the gap is named ($name, $category)', ({ places, gap }) => {
    expect(places.length > 0 || (gap ?? '') !== '').toBe(true);
    for (const place of places)
      expect(place in crosswalk || countries.some((one) => areasOf(one).some((area) => area === place))).toBe(true);
  });

  it.each(publishedTables.filter(({ unit }) => unit !== 'people charged, cases'))(
    'comes out as it went in, when it is told, kept and counted ($name)',
    (table) => {
      const counted = readBack(table);
      const told = new Map<string, number>();
      // Rows that share a choice cannot be told apart again: each of them names that gap.
      for (const { places, figure } of table.rows) told.set(String(places), (told.get(String(places)) ?? 0) + figure);
      for (const [places, figure] of told) {
        if (places === '') continue;
        const sum = places
          .split(',')
          .flatMap((place) => titles.map((title) => counted.get(`${title}: ${place}`) ?? 0))
          .reduce((all, one) => all + one, 0);
        expect(sum, places).toBe(figure);
      }
    },
  );

  it('shares a choice with its neighbour only where that gap is named', () => {
    for (const { rows: own } of publishedTables)
      for (const row of own)
        for (const other of own)
          if (row !== other && row.gap === undefined && other.gap !== undefined)
            expect(
              row.places.some((place) => other.places.includes(place)),
              row.category,
            ).toBe(false);
  });

  it('keeps police apart from everybody else, as REAct does', () => {
    for (const code of perpetrators)
      expect(crosswalk[code].react === 'police', code).toBe((police as readonly string[]).includes(code));
  });
});

describe('the crosswalk', () => {
  it('names every code of the vocabulary', () => {
    const codes = [...incidentTypes, ...perpetrators, ...settings, ...times, ...effects].sort();
    expect(Object.keys(crosswalk).sort()).toEqual(codes);
  });

  it('and its gaps stand in the page for organisations', () => {
    const page = readFileSync(new URL('../../../docs/organisations.md', import.meta.url), 'utf8');
    for (const code of [...incidentTypes, ...perpetrators]) {
      const { words, react } = crosswalk[code];
      expect(page.replaceAll(/ +\|/g, ' |')).toContain(`| ${code} | ${words} | ${react ?? '–'} |`);
    }
  });
});
