import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHsds } from '../../db/hsds/from-hsds.ts';
import { toHsds } from '../../db/hsds/to-hsds.ts';
import { uuidOf } from '../../db/hsds/uuid.ts';
import { loadSeedDirectory } from '../../db/seed/directory/index.ts';
import type { DirectoryFile } from '../../db/seed/directory/schema.ts';
import { offeredCities, whereabouts } from '../../domain/country.ts';
import { type ContactCheck, checkOutcomes } from '../../domain/directory-check.ts';
import { claims, contactLabels, contactTypes, serviceFlags, serviceKinds, warnings } from '../../domain/referral.ts';

const files = loadSeedDirectory();
const written = (all: readonly DirectoryFile[], checks: readonly ContactCheck[] = []) =>
  JSON.stringify(toHsds(all, checks, 'full'), null, 1);

/** Text that no import trims: any characters, also such as look like JSON. */
const text = fc.oneof(
  fc.constantFrom('1', 'null', '{"a":1}', '"x"', '112', 'a/b', 'SA,SU', 'day and night', 'x\u2028x'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).map((value) => `x${value.replaceAll('\0', '')}x`),
);
const localized = fc.record({ en: text, ru: text, ky: text });
const short = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 10 }).map((value) => `x${value}x`);
const day = fc.constantFrom('2026-01-01', '2026-11-22');
const time = fc.constantFrom('00:00', '09:30', '24:00');
const weekday = fc.integer({ min: 1, max: 7 });
const place = fc
  .constantFrom(...whereabouts)
  .chain((country) =>
    fc.record({ country: fc.constant(country), city: fc.constantFrom(null, ...offeredCities(country)) }),
  );

const organization = fc.record({
  name: localized,
  shortName: fc.record({ en: short, ru: short, ky: short }),
  isListed: fc.boolean(),
  services: fc.array(
    fc.record({
      kinds: fc.uniqueArray(fc.constantFrom(...serviceKinds), { minLength: 1, maxLength: 3 }),
      flags: fc.dictionary(
        fc.constantFrom(...serviceFlags),
        fc.record(
          { claim: fc.constantFrom(...claims), source: text, note: text },
          { requiredKeys: ['claim', 'source'] },
        ),
        { noNullPrototype: true },
      ),
      languages: fc.array(fc.record({ code: fc.constantFrom('ky', 'ru', 'en'), source: text }), { maxLength: 2 }),
      hours: fc.option(
        fc.record(
          {
            value: fc.oneof(
              fc.constant({ always: true as const }),
              fc.record({
                spans: fc.array(fc.record({ from: weekday, to: weekday, opens: time, closes: time }), {
                  minLength: 1,
                  maxLength: 3,
                }),
              }),
            ),
            source: text,
            note: text,
          },
          { requiredKeys: ['value', 'source'] },
        ),
      ),
      serviceAreas: fc.array(place, { minLength: 1, maxLength: 3 }),
      description: localized,
    }),
    { minLength: 1, maxLength: 2 },
  ),
  locations: fc.array(
    fc.tuple(place, fc.option(localized)).map(([at, cityName]) => ({ ...at, cityName })),
    { maxLength: 2 },
  ),
  contacts: fc.array(
    fc.record(
      {
        type: fc.constantFrom(...contactTypes),
        value: text,
        labels: fc.uniqueArray(fc.constantFrom(...contactLabels), { maxLength: 2 }),
        isOnHold: fc.boolean(),
        isAlwaysShown: fc.boolean(),
        assuredOn: fc.option(day),
        source: text,
        sourceDate: text,
        confidence: fc.constantFrom('verified' as const, 'secondary' as const, 'unverified' as const),
        notes: fc.array(text, { maxLength: 2 }),
      },
      {
        requiredKeys: [
          'type',
          'value',
          'labels',
          'isOnHold',
          'isAlwaysShown',
          'assuredOn',
          'source',
          'confidence',
          'notes',
        ],
      },
    ),
    { maxLength: 4 },
  ),
  hiddenIn: fc.uniqueArray(fc.constantFrom(...whereabouts), { maxLength: 2 }),
  warnBefore: fc.uniqueArray(fc.constantFrom(...warnings), { maxLength: 2 }),
  notes: fc.array(text, { maxLength: 2 }),
  sources: fc.array(text, { maxLength: 2 }),
});

const directory = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...whereabouts), fc.array(organization, { minLength: 1, maxLength: 3 })), {
    minLength: 1,
    maxLength: 3,
    selector: ([country]) => country,
  })
  .map((all) => {
    let last = 0;
    return all.map(([country, organizations]) => ({
      country,
      organizations: organizations.map((one) => ({ id: `org-${++last}`, ...one })),
    })) as DirectoryFile[];
  });

const checks = fc.array(
  fc.record({
    contactId: text,
    checkedOn: day,
    outcome: fc.constantFrom(...checkOutcomes),
    initials: fc.constantFrom('AB', 'жк'),
    note: fc.option(text),
  }),
  { maxLength: 4 },
);

describe('a full export', () => {
  it('of the directory itself comes back as it was', () => {
    expect(fromHsds(written(files))).toEqual({ files, checks: [] });
  });

  it('of any directory comes back as it was, with every check', () => {
    fc.assert(
      fc.property(directory, checks, (all, log) => {
        expect(fromHsds(written(all, log))).toEqual({ files: all, checks: log });
      }),
      { numRuns: 60 },
    );
  });
});

describe('an import', () => {
  const faultsOf = (json: string) => {
    const read = fromHsds(json);
    return 'faults' in read ? read.faults : [];
  };
  const sound = written(files);
  const lineOf = (needle: string) => sound.slice(0, sound.indexOf(needle)).split('\n').length;

  it('names every fault with its line, all at once', () => {
    const broken = sound
      .replace('"hsds": "3.0"', '"hsds": "2.0"')
      .replace('"link_entity": "organization"', '"link_entity": 7')
      .replace('"extent_type": "zont"', '"extent_type": "nodes"');
    expect(faultsOf(broken)).toEqual([
      expect.stringMatching(/^line 2: hsds: /),
      expect.stringMatching(
        new RegExp(`^line ${lineOf('"link_entity": "organization"')}: organizations.0.attributes.0.link_entity: `),
      ),
      expect.stringMatching(
        new RegExp(`^line ${lineOf('"extent_type": "zont"')}: services.0.service_areas.0.extent_type: `),
      ),
    ]);
  });

  it('refuses what is no JSON, with the line at which reading ended', () => {
    expect(faultsOf('{\n "hsds": "3.0",\n')).toEqual([expect.stringMatching(/^line 3: this is no JSON/)]);
  });

  it('refuses a character that no database keeps', () => {
    expect(faultsOf(sound.replace('"name": "', '"name": "\\u0000'))).toEqual([
      expect.stringMatching(/^line \d+: .*U\+0000/),
    ]);
  });

  it('refuses what the directory does not know, naming the organisation', () => {
    const broken = sound.replace('\\"kinds\\"', 'x').replace('[\\"emergency\\"]', '[\\"fortune-telling\\"]');
    expect(faultsOf(broken)[0]).toMatch(/^line \d+: organizations\.\d+: services\.0\.kinds\.0: /);
  });

  it('passes over nothing: a field that it would lose or that says something else is a fault', () => {
    const document = JSON.parse(sound);
    const changes: ((all: typeof document) => void)[] = [
      (all) => Object.assign(all.organizations[0], { website: 'https://example.org' }),
      (all) => Object.assign(all.organizations[0], { description: 'something else' }),
      (all) => Object.assign(all.services[0], { organization_id: uuidOf('nobody') }),
      (all) => Object.assign(all.services[0], { status: 'defunct' }),
      (all) => all.organizations[0].attributes.push({ ...all.organizations[0].attributes[0], link_type: 'more' }),
      (all) => all.organizations.push(all.organizations[0]),
      (all) => Object.assign(all, { part: 'public' }),
    ];
    for (const change of changes) {
      const changed = structuredClone(document);
      change(changed);
      expect(faultsOf(JSON.stringify(changed, null, 1)), change.toString()).not.toEqual([]);
    }
  });
});

describe('a public export', () => {
  it('holds no source, note, confidence or check', () => {
    const log: ContactCheck[] = [
      { contactId: 'x', checkedOn: '2026-11-22', outcome: 'wrong', initials: 'QZ', note: 'CANARY-NOTE' },
    ];
    const json = JSON.stringify(toHsds(files, log, 'public'));
    for (const word of ['CANARY', 'QZ', '"source"', 'notes', 'confidence', 'is_on_hold', 'secondary']) {
      expect(json).not.toContain(word);
    }
  });
});
