import { placeOfZone } from '../../domain/booking/cities.ts';
import type { Booking, HoursAmong } from '../../domain/booking/counselling-desk.ts';
import { isGroup } from '../../domain/booking/slot.ts';
import { anyWish, type Wish } from '../../domain/booking/wish.ts';

/**
 * What may stand in place of a booked hour: hours of the same organisation and kind, in the way that was booked. A
 * talk alone never becomes a group. Where the person is, is not kept; the zone by which they live tells enough of it.
 */
export function otherHoursFor({ way, zone, hour }: Booking): { readonly wish: Wish; readonly among: HoursAmong } {
  const { slot, counsellor, organisation } = hour;
  return {
    wish: { ...anyWish(placeOfZone(zone) ?? counsellor.country), way },
    among: { organisation: organisation.id, isGroup: isGroup(slot) },
  };
}
