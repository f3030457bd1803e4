import type { AddFault, Refreshed } from '../../../db/counselling/offering-desk.ts';
import type { Counsellor } from '../../../domain/booking/counsellor.ts';
import type { HourOffer } from '../../../domain/booking/hours.ts';
import type { WrittenFault } from '../../../domain/booking/parse-offer.ts';
import { clockIn, type Moment } from '../../../domain/booking/time-zone.ts';

/** What is wrong with an offer, and what to write instead. */
export const offerFaults: Readonly<Record<WrittenFault, string>> = {
  day_or_weekday: 'give a day (2026-11-24) or a weekday (monday), and not both',
  no_such_weekday: 'there is no such weekday: write monday … sunday, or 1 … 7',
  no_such_day: 'there is no such day: write it as 2026-11-24',
  no_such_time: 'there is no such time: write it as 09:30, up to 24:00',
  no_such_break: 'a break is written as 13:00-14:00',
  no_such_way: 'the ways are online, in_person and phone',
  ends_before_it_begins: 'it ends before it begins; a night is two entries, to 24:00 and from 00:00',
  wrong_length: 'an hour has 10 to 480 minutes',
  longer_than_span: 'the span is shorter than one hour of it',
  wrong_seats: 'a session has 1 to 200 seats',
  group_without_title: 'a session with seats needs a title in English, Russian and Kyrgyz',
  title_not_in_all_languages: 'a title is needed in English, Russian and Kyrgyz',
  break_outside: 'a break lies outside the hours',
  past: 'it lies in the past',
};

/** A moment as the counsellor reads it, with the zone. */
export function atClock({ zone }: Counsellor, moment: Moment): string {
  const { day, time } = clockIn(zone, moment);
  return `${day} ${time} (${zone})`;
}

export function addFaultInWords(counsellor: Counsellor, fault: AddFault): string {
  switch (fault.kind) {
    case 'overlap':
      return `it lies upon another hour, the first time at ${atClock(counsellor, fault.startsAt)}`;
    case 'never_takes_place':
      return 'it never takes place: it lies in the past, or the clock leaps over it';
    case 'booked_otherwise': {
      const { id, startsAt, seats } = fault.slot;
      const as = seats > 1 ? 'as a group' : 'by one person alone';
      return `it lies upon hour ${id} at ${atClock(counsellor, startsAt)}, which is booked ${as} and stays so: choose another time`;
    }
  }
}

/** What a change did, a line each. */
export function refreshedInWords(
  counsellor: Counsellor,
  { added, removed, stillBooked }: Refreshed,
): readonly string[] {
  return [
    `Hours of the next 8 weeks: ${added} added, ${removed} taken away.`,
    ...stillBooked.map(
      ({ id, startsAt }) =>
        `Hour ${id} at ${atClock(counsellor, startsAt)} is booked and stands as it is. To call it off: zont hours call-off ${id}`,
    ),
  ];
}

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const weekdays = ['', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'];

/** An offer in one line. */
export function offerInWords({ when, minutes, seats, title, ways }: HourOffer): string {
  const time =
    when.kind === 'single'
      ? `${when.day} ${clock(when.from)}`
      : [
          `${weekdays[when.weekday]} ${clock(when.from)}-${clock(when.to)}`,
          ...when.breaks.map(({ from, to }) => `without ${clock(from)}-${clock(to)}`),
          ...(when.firstDay ? [`from ${when.firstDay}`] : []),
          ...(when.lastDay ? [`until ${when.lastDay}`] : []),
          ...(when.except.length > 0 ? [`except ${when.except.join(', ')}`] : []),
        ].join(', ');
  return [
    time,
    `${minutes} minutes`,
    ...(seats > 1 ? [`${seats} seats`] : []),
    ...(title ? [title.en] : []),
    ...(ways ? [ways.join(' ')] : []),
  ].join(', ');
}
