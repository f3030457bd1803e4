import type { OpeningHours } from '../../domain/referral.ts';
import type { HsdsService } from './document.ts';
import { uuidOf } from './uuid.ts';

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const always = 'day and night';

type Schedules = HsdsService['schedules'];

/** Opening hours as weekly schedules, one a span. */
export function toSchedules(hours: OpeningHours | null, key: string): Schedules {
  const schedule = (index: number, byday: string, opens_at: string, closes_at: string) => ({
    id: uuidOf(`${key}/schedule/${index}`),
    service_id: uuidOf(key),
    freq: 'WEEKLY' as const,
    wkst: 'MO' as const,
    byday,
    opens_at,
    closes_at,
  });
  if (hours === null) return [];
  if ('always' in hours) return [{ ...schedule(0, days.join(','), '00:00', '24:00'), description: always }];
  return hours.spans.map(({ from, to, opens, closes }, index) =>
    schedule(index, daysFrom(from, to).join(','), opens, closes),
  );
}

/** The reverse; what is no weekly span of days that follow each other comes out as spans that do not fit. */
export function fromSchedules(schedules: Schedules): unknown {
  if (schedules.length === 0) return null;
  if (schedules[0]?.description === always) return { always: true };
  return {
    spans: schedules.map(({ byday, opens_at, closes_at }) => {
      const named = byday.split(',');
      return {
        from: days.indexOf(named[0] ?? '') + 1,
        to: days.indexOf(named.at(-1) ?? '') + 1,
        opens: opens_at,
        closes: closes_at,
      };
    }),
  };
}

/** From one ISO weekday to another, over Sunday where the last comes first. */
function daysFrom(from: number, to: number): readonly string[] {
  const count = ((to - from + 7) % 7) + 1;
  return Array.from({ length: count }, (_, step) => days[(from - 1 + step) % 7] as string);
}
