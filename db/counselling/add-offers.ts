import type { Counsellor } from '../../domain/booking/counsellor.ts';
import type { HourOffer } from '../../domain/booking/hours.ts';
import { overlapsAmong, type PlannedSlot, planSlots } from '../../domain/booking/plan-slots.ts';
import type { Slot } from '../../domain/booking/slot.ts';
import { hour, overlap, type Span } from '../../domain/booking/time-zone.ts';
import type { AddFault } from './offering-desk.ts';

/**
 * What speaks against adding offers to those that a counsellor has: an hour upon another, or one that never
 * takes place (all of it lies in the past, on excepted days, or where the clock leaps). Weekly hours are looked at
 * over a year, so that a clash after a change of the clock is found too.
 * @param booked hours ahead that stand whatever is offered: one hour of another kind upon them would never come to be
 */
export function faultsOfOffers(
  counsellor: Counsellor,
  existing: readonly HourOffer[],
  added: readonly HourOffer[],
  booked: readonly Slot[],
  now: number,
): readonly AddFault[] {
  const within: Span = { from: now, to: now + 366 * 24 * hour };
  const plans = added.map((offer) => planSlots(counsellor, [offer], [], within));
  const never = plans.flatMap((plan, at) => (plan.length === 0 ? [{ kind: 'never_takes_place', at } as const] : []));
  const all = [
    ...planSlots(counsellor, existing, [], within).map((slot) => ({ ...slot, at: -1 })),
    ...plans.flatMap((plan, at) => plan.map((slot) => ({ ...slot, at }))),
  ].sort((one, other) => one.startsAt - other.startsAt);
  const clashes = new Map<number, AddFault>();
  for (const [one, other] of overlapsAmong(all)) {
    const later = one.at > other.at ? one : other;
    // One sentence an offer is enough, and what stood there before is not to blame.
    if (later.at >= 0 && !clashes.has(later.at)) {
      clashes.set(later.at, { kind: 'overlap', at: later.at, startsAt: later.startsAt });
    }
  }
  const upon = plans.flatMap((plan, at): AddFault[] => {
    const slot = added[at]?.when.kind === 'single' && booked.find((one) => plan.some((hour) => isBarred(hour, one)));
    return slot ? [{ kind: 'booked_otherwise', at, slot }] : [];
  });
  return [...never, ...upon, ...clashes.values()].sort((one, other) => one.at - other.at);
}

const isBarred = (hour: PlannedSlot, booked: Slot): boolean =>
  hour.seats > 1 !== booked.seats > 1 &&
  overlap({ from: hour.startsAt, to: hour.endsAt }, { from: booked.startsAt, to: booked.endsAt });
