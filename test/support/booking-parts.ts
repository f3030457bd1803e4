import { createBookingParts } from '../../bot/booking-parts.ts';
import type { CounsellingDesk } from '../../domain/booking/counselling-desk.ts';
import type { SealedAddress } from '../../domain/sealed-address.ts';
import type { BookingParts } from '../../handlers/booking-parts.ts';
import { createCounsellingDeskInMemory } from './counselling-desk-in-memory.ts';
import { testKeyring } from './keyrings.ts';

/** What the flows of bookings need, without a database. */
export const bookingPartsInMemory = (
  now: () => number,
  desk: CounsellingDesk = createCounsellingDeskInMemory(now),
): BookingParts =>
  createBookingParts({ desk, keyring: testKeyring(), now, sealAddress: () => 'an address' as SealedAddress });
