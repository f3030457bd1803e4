import type { Keyring } from '../db/keyring.ts';
import type { BookingParts } from '../handlers/booking-parts.ts';
import { createBookingSeal } from './button-seal.ts';
import { createCodePad } from './code-pad.ts';
import { createCodeTries } from './code-tries.ts';

/** What the flows of bookings need: all but the desk is in memory, and gone when the program stops. */
export const createBookingParts = (options: {
  readonly desk: BookingParts['desk'];
  readonly keyring: Keyring;
  readonly now: () => number;
  readonly sealAddress: BookingParts['sealAddress'];
}): BookingParts => ({
  desk: options.desk,
  seal: createBookingSeal(options.keyring),
  pad: createCodePad(options.now),
  tries: createCodeTries(options.now),
  sealAddress: options.sealAddress,
});
