import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeReport,
  encodedReportLength,
  encodeReport,
  withoutTellingEffects,
} from '../../../domain/incident-report/incident-report.ts';
import { anyReport } from '../../support/any-report.ts';

describe('an encoded report', () => {
  it('says the same when it is decoded, and is as long as every other', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const bytes = encodeReport(report);
        expect(bytes).toHaveLength(encodedReportLength);
        expect(decodeReport(bytes)).toEqual(report);
      }),
    );
  });

  it('is decoded from the very bytes only: whatever else was changed in it is no report or another one', () => {
    fc.assert(
      fc.property(
        anyReport,
        fc.nat(encodedReportLength - 1),
        fc.integer({ min: 1, max: 255 }),
        (report, place, flip) => {
          const bytes = encodeReport(report);
          bytes[place] = (bytes[place] as number) ^ flip;
          const decoded = decodeReport(bytes);
          if (decoded) expect(encodeReport(decoded)).toEqual(bytes);
        },
      ),
    );
  });

  it('is none when it has another length or version', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        fc.pre(bytes.length !== encodedReportLength || bytes[0] !== 1);
        expect(decodeReport(bytes)).toBeNull();
      }),
    );
  });
});

describe('what is kept with an area', () => {
  it('does not hold the two effects that are rare and telling', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const kept = withoutTellingEffects(report);
        if (kept.area === 'country_only' || kept.area === 'not_said') expect(kept).toEqual(report);
        else expect(kept.effects.filter((effect) => effect === 'E04' || effect === 'E05')).toEqual([]);
      }),
    );
  });
});
