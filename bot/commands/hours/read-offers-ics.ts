import ICAL from 'ical.js';
import { checkOffer, type HourOffer } from '../../../domain/booking/hours.ts';
import { momentOf } from '../../../domain/booking/plan-slots.ts';
import { clockIn, dayIn, type Moment, parseTimeZone, type TimeZone } from '../../../domain/booking/time-zone.ts';
import { offerFaults } from './in-words.ts';
import type { OfferSheet } from './offer-sheet.ts';

/** Recurring entries are taken as single hours, so far ahead and no more than so many. */
const weeksAhead = 26;
const mostOccurrences = 400;
/** A daily entry may have begun many years ago. */
const mostSteps = 20_000;

interface Reading {
  /** The counsellor's; times without a zone are meant in it. */
  readonly zone: TimeZone;
  readonly now: Moment;
}

class EntryFault extends Error {}

/**
 * Reads the entries of a calendar file as single hours. Nothing but their times is taken: what a private
 * calendar says about them stays in the file. Every faulty entry is named by its line.
 */
export function readOffersIcs(text: string, reading: Reading): OfferSheet {
  const starts = lineNumbersOf(text, /^BEGIN:VEVENT\s*$/i);
  let calendar: ICAL.Component;
  try {
    const parsed = ICAL.parse(text);
    calendar = new ICAL.Component(parsed as never);
    if (calendar.name !== 'vcalendar') throw new Error('no calendar');
  } catch {
    return {
      offers: [],
      faults: [{ line: 1, words: 'this is no calendar file (.ics), or it is cut off' }],
      passedOver: 0,
    };
  }
  const entries = calendar.getAllSubcomponents('vevent').map((component, index) => ({
    component,
    line: starts[index] ?? 1,
  }));
  const offers: OfferSheet['offers'][number][] = [];
  const faults: OfferSheet['faults'][number][] = [];
  let passedOver = 0;
  for (const { component, line } of entries) {
    try {
      const exceptions = entries.map((one) => one.component).filter((other) => isExceptionOf(other, component));
      const found =
        component.hasProperty('recurrence-id') && hasMaster(entries, component)
          ? []
          : offersOf(component, exceptions, reading);
      const ahead = found.filter((one) => one !== 'passed over');
      passedOver += found.length - ahead.length;
      offers.push(...ahead.map((offer) => ({ line, offer })));
    } catch (error) {
      // The library's own words may quote the entry.
      const words = error instanceof EntryFault ? error.message : 'its times cannot be read';
      faults.push({ line, words });
    }
  }
  if (entries.length === 0) faults.push({ line: 1, words: 'there is no entry in it' });
  return { offers, faults, passedOver };
}

const uidOf = (component: ICAL.Component) => String(component.getFirstPropertyValue('uid'));
const isExceptionOf = (other: ICAL.Component, master: ICAL.Component) =>
  other !== master && other.hasProperty('recurrence-id') && uidOf(other) === uidOf(master);
const hasMaster = (entries: readonly { component: ICAL.Component }[], exception: ICAL.Component) =>
  entries.some(({ component }) => !component.hasProperty('recurrence-id') && uidOf(component) === uidOf(exception));

function offersOf(
  component: ICAL.Component,
  exceptions: readonly ICAL.Component[],
  reading: Reading,
): readonly (HourOffer | 'passed over')[] {
  const event = new ICAL.Event(component, { exceptions: [...exceptions], strictExceptions: false });
  if (!event.startDate) throw new EntryFault('it has no beginning');
  if (event.startDate.isDate) throw new EntryFault('it lasts whole days and has no hour');
  if (!event.isRecurring()) return [offerOf(event.startDate, event.endDate, component, reading)];
  const until = reading.now + weeksAhead * 7 * 24 * 3_600_000;
  const found: (HourOffer | 'passed over')[] = [];
  let ahead = 0;
  const iterator = event.iterator();
  for (let step = 0; step < mostSteps && ahead < mostOccurrences; step++) {
    const time = iterator.next();
    if (!time) break;
    const { startDate, endDate, item } = event.getOccurrenceDetails(time);
    if (momentIn(startDate, item.component, reading.zone) > until) break;
    const offer = offerOf(startDate, endDate, item.component, reading);
    found.push(offer);
    if (offer !== 'passed over') ahead += 1;
  }
  return found;
}

function offerOf(start: ICAL.Time, end: ICAL.Time, component: ICAL.Component, reading: Reading) {
  if (String(component.getFirstPropertyValue('status')).toUpperCase() === 'CANCELLED') return 'passed over';
  const begins = momentIn(start, component, reading.zone);
  const minutes = (momentIn(end, component, reading.zone) - begins) / 60_000;
  if (begins <= reading.now) return 'passed over';
  const { day, time } = clockIn(reading.zone, begins);
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  const offer: HourOffer = {
    when: { kind: 'single', day, from: hours * 60 + rest },
    minutes,
    seats: 1,
    title: null,
    ways: null,
  };
  const checked = checkOffer(offer, dayIn(reading.zone, reading.now));
  if (!checked.ok) throw new EntryFault(offerFaults[checked.error]);
  return checked.value;
}

/** The moment of a time by the zone that its entry names: an IANA zone, one that the file describes, or none. */
function momentIn(time: ICAL.Time, component: ICAL.Component, usual: TimeZone): Moment {
  if (time.zone === ICAL.Timezone.utcTimezone) return time.toUnixTime() * 1000;
  const tzid = component.getFirstProperty('dtstart')?.getFirstParameter('tzid');
  const zone = tzid ? parseTimeZone(tzid) : usual;
  if (!zone) {
    // Outlook names zones in its own way, and describes them in the file.
    if (time.zone && time.zone !== ICAL.Timezone.localTimezone) return time.toUnixTime() * 1000;
    throw new EntryFault('it names a time zone that does not exist: export it with a zone such as Asia/Bishkek');
  }
  const day = [time.year, time.month, time.day]
    .map((part, at) => String(part).padStart(at === 0 ? 4 : 2, '0'))
    .join('-');
  const moment = momentOf(zone, day, time.hour * 60 + time.minute);
  if (moment === null) throw new EntryFault('the clock leaps over its beginning');
  return moment;
}

function lineNumbersOf(text: string, pattern: RegExp): readonly number[] {
  return text.split('\n').flatMap((line, index) => (pattern.test(line) ? [index + 1] : []));
}
