import { ICalCalendar, ICalEventStatus } from 'ical-generator';
import type { Feed, HeldHour } from '../../db/counselling/offering-desk.ts';

/**
 * A counsellor's booked hours as a calendar file. An entry holds the booking name and nothing else; held and
 * free hours do not stand in it.
 */
export function calendarFile({ counsellor, hours }: Feed, now: number): string {
  const calendar = new ICalCalendar({
    name: counsellor.displayName,
    prodId: { company: 'zont', product: 'hours', language: 'EN' },
    // Programs that fetch it should look again soon: an hour may be cancelled.
    ttl: 15 * 60,
  });
  for (const { slot, bookingNames } of hours.filter(isBooked)) {
    calendar.createEvent({
      id: `hour-${slot.id}@zont.invalid`,
      start: new Date(slot.startsAt),
      end: new Date(slot.endsAt),
      stamp: new Date(now),
      summary: bookingNames.join(', '),
      status: slot.isCalledOff ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return calendar.toString();
}

const isBooked = ({ taken }: HeldHour): boolean => taken.booked > 0;
