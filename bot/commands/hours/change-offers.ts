import { Command } from 'commander';
import type { AbsenceId, OfferId } from '../../../db/counselling/offering-desk.ts';
import { parseCalendarDay, parseMinuteOfDay } from '../../../domain/booking/hours.ts';
import { parseOffer, type WrittenOffer } from '../../../domain/booking/parse-offer.ts';
import { momentOf } from '../../../domain/booking/plan-slots.ts';
import { dayIn, type Moment, spanOfDay, type TimeZone } from '../../../domain/booking/time-zone.ts';
import type { Run } from '../program-command.ts';
import { CommandFault } from '../terminal.ts';
import { addFaultInWords, offerFaults, refreshedInWords } from './in-words.ts';
import { type OfferingWork, runOnHours, tell } from './offering.ts';

interface OfferOptions {
  readonly minutes?: string;
  readonly seats?: string;
  readonly en?: string;
  readonly ru?: string;
  readonly ky?: string;
  readonly ways?: string;
  readonly break?: string;
  readonly firstDay?: string;
  readonly lastDay?: string;
}

/** Weekly, single and group hours, days without, and being away. */
export function changeCommands(run: Run): readonly Command[] {
  const offer = (name: string, description: string) =>
    new Command(name)
      .description(description)
      .option('--minutes <number>', 'how long one hour is', '50')
      .option('--ways <ways>', 'only these of the counsellor’s ways');
  const titled = (command: Command) =>
    command
      .option('--seats <number>', 'for how many: a group session')
      .option('--en <title>')
      .option('--ru <title>')
      .option('--ky <title>');

  const weekly = titled(
    offer('weekly', 'offer a stretch of every week, cut into hours')
      .argument('<counsellor>')
      .argument('<weekday>', 'monday … sunday')
      .argument('<from>', '09:30')
      .argument('<to>', '13:00')
      .option('--break <breaks>', '13:00-14:00, several with commas')
      .option('--first-day <day>')
      .option('--last-day <day>'),
  ).action((id: string, weekday: string, from: string, to: string, options: OfferOptions) =>
    runOnHours(run, (parts) => add(parts, id, { weekday, from, to, ...written(options) })),
  );
  const single = offer('single', 'offer one hour on one day')
    .argument('<counsellor>')
    .argument('<day>', '2026-11-24')
    .argument('<from>', '09:30')
    .action((id: string, day: string, from: string, options: OfferOptions) =>
      runOnHours(run, (parts) => add(parts, id, { day, from, ...written(options) })),
    );
  const group = titled(
    offer('group', 'offer a group session on one day, with seats and a title')
      .argument('<counsellor>')
      .argument('<day>', '2026-11-24')
      .argument('<from>', '18:00'),
  ).action((id: string, day: string, from: string, options: OfferOptions) =>
    runOnHours(run, (parts) => add(parts, id, { day, from, seats: '10', ...written(options) })),
  );

  const except = new Command('except')
    .description('no weekly hours on one day')
    .argument('<offer>', 'its number in the list')
    .argument('<day>', '2026-11-24')
    .action((offerText: string, dayText: string) =>
      runOnHours(run, async ({ offering, terminal, ...parts }) => {
        const counsellor = await counsellorOfOffer({ offering, terminal, ...parts }, offerText);
        const day = parseCalendarDay(dayText);
        if (day === null) throw new CommandFault(`${dayText}: ${offerFaults.no_such_day}.`);
        tell(terminal, counsellor, await offering.exceptDay(Number(offerText) as OfferId, day), {
          no_such_offer: `There is no offer ${offerText}. See: zont hours list`,
          not_weekly: 'This is one single hour. To take it away: zont hours remove',
        });
      }),
    );
  const remove = new Command('remove')
    .description('take an offer away; what is booked stands')
    .argument('<offer>', 'its number in the list')
    .action((offerText: string) =>
      runOnHours(run, async (parts) => {
        const counsellor = await counsellorOfOffer(parts, offerText);
        tell(parts.terminal, counsellor, await parts.offering.removeOffer(Number(offerText) as OfferId), {
          no_such_offer: `There is no offer ${offerText}. See: zont hours list`,
        });
      }),
    );
  const away = new Command('away')
    .description('out of office: from one day (or 2026-11-24T13:00) to another, both included')
    .argument('<counsellor>')
    .argument('<from>')
    .argument('<to>')
    .action((id: string, from: string, to: string) =>
      runOnHours(run, async ({ offering, terminal, find }) => {
        const { counsellor } = await find(id);
        const span = { from: beginningOf(counsellor.zone, from), to: endOf(counsellor.zone, to) };
        if (span.from >= span.to) throw new CommandFault('It ends before it begins.');
        tell(terminal, counsellor, await offering.addAbsence(counsellor.id, span), {
          no_such_counsellor: `There is no counsellor "${id}".`,
        });
      }),
    );
  const back = new Command('back')
    .description('take an absence away')
    .argument('<away>', 'its number in the list')
    .action((text: string) =>
      runOnHours(run, async ({ offering, terminal }) => {
        const missing = `There is no absence ${text}. See: zont hours list`;
        const found = (await offering.counsellors()).find((one) => one.absences.some(({ id }) => id === Number(text)));
        if (!found) throw new CommandFault(missing);
        const removed = await offering.removeAbsence(Number(text) as AbsenceId);
        tell(terminal, found.counsellor, removed, { no_such_absence: missing });
      }),
    );

  return [weekly, single, group, except, remove, away, back];
}

function written({ en, ru, ky, break: breaks, ...rest }: OfferOptions): WrittenOffer {
  return { ...rest, ...(breaks && { breaks }), titles: { ...(en && { en }), ...(ru && { ru }), ...(ky && { ky }) } };
}

async function add({ offering, terminal, now, find }: OfferingWork, id: string, offer: WrittenOffer): Promise<void> {
  const { counsellor } = await find(id);
  const parsed = parseOffer(offer, dayIn(counsellor.zone, now));
  if (!parsed.ok) throw new CommandFault(`Not added: ${offerFaults[parsed.error]}.`);
  const added = await offering.addOffers(counsellor.id, [parsed.value]);
  if (!added.ok) {
    const words = added.faults.map((fault) => addFaultInWords(counsellor, fault)).join('; ');
    throw new CommandFault(`Not added: ${words || 'there is no such counsellor'}.`);
  }
  for (const line of refreshedInWords(counsellor, added)) terminal.print(line);
}

async function counsellorOfOffer({ offering }: OfferingWork, text: string) {
  const found = (await offering.counsellors()).find(({ offers }) => offers.some(({ id }) => id === Number(text)));
  if (!found) throw new CommandFault(`There is no offer ${text}. See: zont hours list`);
  return found.counsellor;
}

function beginningOf(zone: TimeZone, text: string): Moment {
  const [day, time] = parts(text);
  return (time === null ? spanOfDay(zone, day).from : momentOf(zone, day, time)) ?? spanOfDay(zone, day).from;
}

function endOf(zone: TimeZone, text: string): Moment {
  const [day, time] = parts(text);
  return (time === null ? spanOfDay(zone, day).to : momentOf(zone, day, time)) ?? spanOfDay(zone, day).to;
}

function parts(text: string): readonly [string, number | null] {
  const [dayText = '', timeText] = text.split('T');
  const [day, time] = [parseCalendarDay(dayText), timeText === undefined ? null : parseMinuteOfDay(timeText)];
  if (day === null || (timeText !== undefined && time === null)) {
    throw new CommandFault(`${text}: write a day, 2026-11-24, or a time of it, 2026-11-24T13:00.`);
  }
  return [day, time];
}
