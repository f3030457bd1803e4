import type { Keyring } from '../db/keyring.ts';
import { type Expiring, expiringTogether } from '../domain/expiring.ts';
import type { BookingParts } from '../handlers/booking-parts.ts';
import { createBookingSeal } from './button-seal.ts';
import { createCodePad } from './code-pad.ts';
import { createCodeTries } from './code-tries.ts';

/** What the flows of bookings need: all but the desk is in memory, and gone when the program stops. */
export function createBookingParts(options: {
  readonly desk: BookingParts['desk'];
  readonly keyring: Keyring;
  readonly now: () => number;
  readonly sealAddress: BookingParts['sealAddress'];
}): BookingParts & Expiring {
  const { desk, keyring, now, sealAddress } = options;
  const [pad, tries] = [createCodePad(now), createCodeTries(now)];
  return { desk, seal: createBookingSeal(keyring), pad, tries, sealAddress, ...expiringTogether([pad, tries]) };
}
