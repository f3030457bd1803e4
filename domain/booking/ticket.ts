import { createBitReader, digitFields, packBits, takeDigits } from '../bits.ts';
import { type BookingCode, bookingCodeDigits, parseBookingCode } from './booking-code.ts';
import type { ZoneCity } from './cities.ts';
import { cityCodes, cityOfCode } from './city-codes.ts';
import { type Moment, minute } from './time-zone.ts';

/** What the buttons of a new booking carry for ten minutes: the code to show, and whose time to show it in. */
export interface BookingTicket {
  readonly code: BookingCode;
  /** When it was booked, in whole minutes since 1970. */
  readonly minute: number;
  readonly city: ZoneCity;
}

/** How long the code is shown. Source: the privacy design, Receipt. */
const shownMinutes = 10;

/** As long as what the buttons of reports carry, so that nobody sees from outside which is which. */
const ticketLength = 31;

const minuteBits = 32;
const letterBits = 5;
const letters = 3;
const firstLetter = 'a'.charCodeAt(0);

export const minuteOfBooking = (now: Moment): number => Math.floor(now / minute);

/** Minutes for which the code may still be shown; 0 when that is over. */
export const minutesLeft = (ticket: BookingTicket, now: Moment): number =>
  Math.max(0, shownMinutes - Math.max(0, minuteOfBooking(now) - ticket.minute));

/** The ticket as bytes, to be sealed. */
export const encodeBookingTicket = (ticket: BookingTicket): Uint8Array =>
  packBits(
    [
      ...digitFields(ticket.code),
      [ticket.minute, minuteBits],
      ...[...cityCodes[ticket.city]].map((letter) => [letter.charCodeAt(0) - firstLetter, letterBits] as const),
    ],
    ticketLength,
  );

/** The ticket in these bytes, or null when they are none. */
export function decodeBookingTicket(bytes: Uint8Array): BookingTicket | null {
  if (bytes.length !== ticketLength) return null;
  const take = createBitReader(bytes);
  const digits = takeDigits(take, bookingCodeDigits);
  const code = digits === null ? null : parseBookingCode(digits);
  const bookedAt = take(minuteBits);
  const city = cityOfCode(
    String.fromCharCode(...Array.from({ length: letters }, () => take(letterBits) + firstLetter)),
  );
  return code && city && { code, minute: bookedAt, city };
}
