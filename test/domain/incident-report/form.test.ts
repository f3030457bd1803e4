import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaGroupsOf, areasOf } from '../../../domain/area.ts';
import { countries } from '../../../domain/country.ts';
import {
  mainTypeOf,
  recipientTag,
  reportFrom,
  toggleEffect,
  toggleType,
} from '../../../domain/incident-report/draft.ts';
import { formSteps, placeAfter, placeBefore } from '../../../domain/incident-report/form.ts';
import {
  decodeForm,
  encodeForm,
  formStateLength,
  minuteOf,
  minutesSince,
} from '../../../domain/incident-report/form-bytes.ts';
import { decodeTicket, encodeTicket, ticketLength } from '../../../domain/incident-report/ticket.ts';
import { effects, incidentTypes, perpetrators, settings, times } from '../../../domain/incident-report/vocabulary.ts';
import { languages } from '../../../domain/language.ts';
import type { OrganisationId } from '../../../domain/organisation-id.ts';
import type { ReceiptCode } from '../../../domain/receipt-code.ts';

const anyCountry = fc.option(fc.constantFrom(...countries));
const anyState = anyCountry.chain((country) => {
  const groups = country ? areaGroupsOf(country) : [];
  return fc.record({
    nonce: fc.uint8Array({ minLength: 16, maxLength: 16 }),
    minute: fc.nat(2 ** 25 - 1),
    aside: fc.option(fc.constantFrom('language' as const, 'neck' as const, 'risk' as const, ...languages)),
    place: fc.record({
      step: fc.constantFrom(...formSteps),
      areaGroup: groups.length > 0 ? fc.option(fc.constantFrom(...groups)) : fc.constant(null),
      areaPage: fc.nat(7),
      isEditing: fc.boolean(),
    }),
    draft: fc.record({
      country: fc.constant(country),
      isCountryAsked: fc.boolean(),
      recipientTag: fc.nat(2 ** 20 - 1),
      area: fc.constantFrom('not_said' as const, ...(country ? ['country_only' as const, ...areasOf(country)] : [])),
      types: fc.subarray([...incidentTypes]),
      mainType: fc.constantFrom('not_said' as const, ...incidentTypes),
      perpetrators: fc.subarray([...perpetrators]),
      when: fc.constantFrom('not_said' as const, ...times),
      setting: fc.constantFrom('not_said' as const, ...settings),
      effects: fc.subarray([...effects]),
      forSomebodyElse: fc.boolean(),
    }),
  });
});

describe('a state of the form', () => {
  it('is as long as every other, and says the same when it is read again', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const bytes = encodeForm(state);
        expect(bytes).toHaveLength(formStateLength);
        expect(decodeForm(bytes)).toEqual(state);
      }),
    );
  });

  it('is none in bytes that nobody wrote, or one that writes these very bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: formStateLength, maxLength: formStateLength }), (bytes) => {
        const state = decodeForm(bytes);
        if (state) expect(encodeForm(state)).toEqual(bytes);
      }),
      { numRuns: 2000 },
    );
  });

  it('leads back from every step to the warning in a few steps, and never in circles', () => {
    fc.assert(
      fc.property(anyState, ({ draft, place }) => {
        let at: typeof place | null = place;
        for (let steps = 0; at !== null; steps++) {
          expect(steps).toBeLessThan(15);
          at = placeBefore(draft, at);
        }
      }),
    );
  });

  it('leads on from every step to the summary, and back from there by the same steps', () => {
    fc.assert(
      fc.property(anyState, ({ draft, place }) => {
        fc.pre(place.step === 'warning' && draft.country !== null);
        const way: (typeof place)[] = [{ ...place, isEditing: false, areaGroup: null, areaPage: 0 }];
        while (way.at(-1)?.step !== 'summary') way.push(placeAfter(draft, way.at(-1) as typeof place));
        for (let index = way.length - 1; index > 0; index--) {
          expect(placeBefore(draft, way[index] as typeof place)).toEqual(way[index - 1]);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('minutes', () => {
  it('are counted over the place where they begin anew', () => {
    const last = (2 ** 25 - 1) * 60_000;
    expect(minutesSince(minuteOf(last), last + 3 * 60_000)).toBe(3);
  });
});

describe('answers', () => {
  it('that were chosen and dropped again leave no trace', () => {
    fc.assert(
      fc.property(anyState, fc.constantFrom(...incidentTypes), ({ draft }, type) => {
        fc.pre(!draft.types.includes(type) && draft.types.includes(draft.mainType as never));
        expect(toggleType(toggleType(draft, type), type)).toEqual(draft);
      }),
    );
  });

  it('never hold "nothing" beside something', () => {
    fc.assert(
      fc.property(anyState, fc.array(fc.constantFrom(...effects)), ({ draft }, presses) => {
        const told = presses.reduce(toggleEffect, { ...draft, effects: [] }).effects;
        if (told.includes('E00')) expect(told).toEqual(['E00']);
      }),
    );
  });

  it('have one main thing among them, or none', () => {
    fc.assert(
      fc.property(anyState, fc.array(fc.constantFrom(...incidentTypes)), ({ draft }, presses) => {
        const told = presses.reduce(toggleType, { ...draft, types: [], mainType: 'not_said' as const });
        const main = mainTypeOf(told);
        expect(main === 'not_said' || told.types.includes(main)).toBe(true);
        if (told.types.length === 1) expect(main).toBe(told.types[0]);
      }),
    );
  });

  it('go to the organisation that was chosen, or to nobody at all', () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[a-z]{3,12}$/), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(anyState, ids, fc.nat(), ({ draft }, names, index) => {
        fc.pre(draft.country !== null);
        const readers = names.map((name) => ({ organisation: name as OrganisationId }));
        const chosen = readers[index % readers.length]?.organisation as OrganisationId;
        const told = { ...draft, country: draft.country ?? 'KG', recipientTag: recipientTag(chosen) };
        const report = reportFrom(told, readers);
        expect(report.ok ? report.value.recipient : chosen).toBe(chosen);
        expect(reportFrom(told, [])).toEqual({ ok: false, error: 'no_valid_key' });
      }),
    );
  });
});

describe('a ticket', () => {
  it('is as long as a form and says the same when it is read again', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9]{16}$/),
        fc.nat(2 ** 25 - 1),
        fc.boolean(),
        fc.boolean(),
        (code, minute, isReadable, isExample) => {
          const ticket = { code: code as ReceiptCode, minute, isReadable, isExample };
          const bytes = encodeTicket(ticket);
          expect(bytes).toHaveLength(ticketLength);
          expect(bytes).toHaveLength(formStateLength);
          expect(decodeTicket(bytes)).toEqual(ticket);
        },
      ),
    );
  });
});
