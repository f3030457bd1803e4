import { Temporal } from 'temporal-polyfill';
import type { CalendarDay } from '../calendar-day.ts';
import type { Localized } from '../language.ts';
import type { Counsellor } from './counsellor.ts';
import type { Break, HourOffer, MinuteOfDay, WeeklyHours } from './hours.ts';
import { dayIn, type Moment, minute, overlap, type Span, type TimeZone } from './time-zone.ts';
import type { Way } from './wish.ts';

/** An hour as the offers want it; the store makes it a slot. */
export interface PlannedSlot {
  readonly startsAt: Moment;
  readonly endsAt: Moment;
  readonly closesAt: Moment;
  readonly seats: number;
  readonly title: Localized | null;
  readonly ways: readonly Way[];
}

/**
 * The hours of a counsellor that begin within a stretch of time, in order, without those it is away for.
 * Weekly hours keep their local time over a clock change. An hour whose beginning the clock leaps over does
 * not take place; of one that comes twice, the first counts.
 */
export function planSlots(
  counsellor: Counsellor,
  offers: readonly HourOffer[],
  absences: readonly Span[],
  within: Span,
): readonly PlannedSlot[] {
  return offers
    .flatMap((offer) => slotsOf(counsellor, offer, within))
    .filter((slot) => slot.startsAt >= within.from && slot.startsAt < within.to)
    .filter((slot) => !absences.some((away) => overlap(away, asSpan(slot))))
    .sort((one, other) => one.startsAt - other.startsAt);
}

/** Hours that lie upon each other, a pair each; an hour may begin when another ends. Takes them in order. */
export function overlapsAmong<T extends Pick<PlannedSlot, 'startsAt' | 'endsAt'>>(
  ordered: readonly T[],
): readonly (readonly [T, T])[] {
  const pairs: [T, T][] = [];
  let longest: T | undefined;
  for (const slot of ordered) {
    if (longest && slot.startsAt < longest.endsAt) pairs.push([longest, slot]);
    if (!longest || slot.endsAt > longest.endsAt) longest = slot;
  }
  return pairs;
}

const asSpan = ({ startsAt, endsAt }: PlannedSlot): Span => ({ from: startsAt, to: endsAt });

function slotsOf(counsellor: Counsellor, offer: HourOffer, within: Span): readonly PlannedSlot[] {
  const { when, minutes, seats, title } = offer;
  const { zone, rules } = counsellor;
  const starts =
    when.kind === 'single'
      ? [momentOf(zone, when.day, when.from)]
      : weeklyDays(zone, when, within).flatMap((day) =>
          cut(when, minutes, rules.bufferMinutes).map((start) => momentOf(zone, day, start)),
        );
  const slots = starts
    .filter((start) => start !== null)
    .map((startsAt) => ({
      startsAt,
      endsAt: startsAt + minutes * minute,
      closesAt: startsAt - rules.noticeMinutes * minute,
      seats,
      title,
      ways: offer.ways ?? counsellor.ways,
    }));
  // The night on which the clock leaps pushes long hours into those that follow.
  return slots.filter((slot, index) => slot.startsAt >= (slots[index - 1]?.endsAt ?? Number.NEGATIVE_INFINITY));
}

/** The moment at which a zone's clock shows that time on that day; null when it leaps over it. */
export function momentOf(zone: TimeZone, day: CalendarDay, time: MinuteOfDay): Moment | null {
  const local = Temporal.PlainDate.from(day).toPlainDateTime().add({ minutes: time });
  const moment = local.toZonedDateTime(zone);
  return moment.toPlainDateTime().equals(local) ? moment.epochMilliseconds : null;
}

function weeklyDays(zone: TimeZone, when: WeeklyHours, within: Span): readonly CalendarDay[] {
  const last = Temporal.PlainDate.from(dayIn(zone, within.to));
  const begin = Temporal.PlainDate.from(dayIn(zone, within.from));
  const days: CalendarDay[] = [];
  const ahead = (when.weekday - begin.dayOfWeek + 7) % 7;
  for (let day = begin.add({ days: ahead }); Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ weeks: 1 })) {
    const text = day.toString();
    const isWithin = (when.firstDay ?? text) <= text && text <= (when.lastDay ?? text);
    if (isWithin && !when.except.includes(text)) days.push(text);
  }
  return days;
}

/** Where hours of a length begin within a stretch of the day, with a buffer between them and around no break. */
function cut({ from, to, breaks }: WeeklyHours, minutes: number, buffer: number): readonly MinuteOfDay[] {
  const starts: MinuteOfDay[] = [];
  let start = from;
  while (start + minutes <= to) {
    const pause = lastBreakWithin(breaks, start, start + minutes);
    if (pause) {
      start = pause.to;
    } else {
      starts.push(start);
      start += minutes + buffer;
    }
  }
  return starts;
}

const lastBreakWithin = (breaks: readonly Break[], from: MinuteOfDay, to: MinuteOfDay) =>
  breaks.findLast((pause) => overlap(pause, { from, to }));
