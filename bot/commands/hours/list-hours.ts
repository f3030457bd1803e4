import { Command } from 'commander';
import type { CounsellorHours, HeldHour } from '../../../db/counselling/offering-desk.ts';
import { slotState } from '../../../domain/booking/slot.ts';
import { clockIn } from '../../../domain/booking/time-zone.ts';
import type { Run } from '../program-command.ts';
import { atClock, offerInWords } from './in-words.ts';
import { runOnHours } from './offering.ts';

/** `zont hours list`: offers, and the hours that they make. */
export function listCommand(run: Run): Command {
  return new Command('list')
    .description('what is offered; with a counsellor, its hours and the names of bookings')
    .argument('[counsellor]')
    .option('--days <number>', 'how many days of hours', '14')
    .action((id: string | undefined, { days }: { days: string }) =>
      runOnHours(run, async ({ offering, terminal: { print }, now, find }) => {
        if (id === undefined) {
          const all = await offering.counsellors();
          if (all.length === 0) print('Nobody offers hours yet. Begin with: zont hours organisation');
          for (const one of all) for (const line of offersOf(one)) print(line);
          return;
        }
        const found = await find(id);
        for (const line of offersOf(found)) print(line);
        const ahead = Math.min(Math.max(Number(days) || 0, 1), 60) * 24 * 3_600_000;
        const hours = await offering.hours(found.counsellor.id, { from: now - 3 * 24 * 3_600_000, to: now + ahead });
        print(`Hours from three days ago on (${found.counsellor.zone}):`);
        for (const hour of hours) print(hourLine(found, hour));
      }),
    );
}

function offersOf({ organisation, counsellor, offers, absences, hasFeed }: CounsellorHours): readonly string[] {
  const example = organisation.isExample ? ' (example)' : '';
  return [
    `${counsellor.id}: ${counsellor.displayName}, ${organisation.name.en}${example}, ${counsellor.zone}${hasFeed ? ', calendar feed' : ''}`,
    ...offers.map(({ id, offer }) => `  offer ${id}: ${offerInWords(offer)}`),
    ...absences.map(({ id, from, to }) => `  away ${id}: ${atClock(counsellor, from)} to ${atClock(counsellor, to)}`),
  ];
}

function hourLine({ counsellor }: CounsellorHours, { slot, taken, bookingNames }: HeldHour): string {
  const { day, time } = clockIn(counsellor.zone, slot.startsAt);
  const seats = slot.seats > 1 ? ` ${taken.booked} of ${slot.seats} seats` : '';
  const names = bookingNames.length > 0 ? `: ${bookingNames.join(', ')}` : '';
  return `  hour ${slot.id}: ${day} ${time} ${slotState(slot, taken).replaceAll('_', ' ')}${seats}${names}`;
}
