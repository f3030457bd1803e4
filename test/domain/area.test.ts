import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { areaGroupsOf, areasOf, groupOfArea } from '../../domain/area.ts';
import { countries } from '../../domain/country.ts';

interface Figures {
  readonly sources: readonly string[];
  readonly areas: readonly { readonly code: string; readonly population: number; readonly source: number }[];
}

const figures: Figures = JSON.parse(readFileSync(new URL('../../db/seed/areas.json', import.meta.url), 'utf8'));

describe('the areas of a report', () => {
  it('have at least 300,000 people each, by a figure with its source', () => {
    const codes = countries.flatMap((country) => areasOf(country));
    expect(figures.areas.map(({ code }) => code).sort()).toEqual([...codes].sort());
    for (const { population, source } of figures.areas) {
      expect(population).toBeGreaterThanOrEqual(300_000);
      expect(figures.sources[source]).toBeTruthy();
    }
  });

  it('have codes of their own, each in its country', () => {
    const codes = countries.flatMap((country) => areasOf(country));
    expect(new Set(codes).size).toBe(codes.length);
    for (const country of countries) {
      expect(areasOf(country).every((code) => code.startsWith(`${country}-`))).toBe(true);
    }
  });

  it('stand in groups where there are too many for one screen, each in one group', () => {
    for (const country of countries) {
      const groups = areaGroupsOf(country);
      expect(groups.length > 0).toBe(areasOf(country).length > 30);
      for (const group of groups) {
        for (const area of areasOf(country, group)) expect(groupOfArea(country, area)).toBe(group);
      }
      if (groups.length > 0) expect(groups.flatMap((group) => areasOf(country, group))).toEqual(areasOf(country));
    }
  });
});
