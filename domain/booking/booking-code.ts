import { inGroups, parseDigits, uniformDigits } from '../digits.ts';

/** Opens one booking: 12 digits. It is shown once and never stored. */
export type BookingCode = string & { readonly __brand: 'BookingCode' };

export const bookingCodeDigits = 12;

/** The code that bytes make; null when they do not suffice. */
export const bookingCodeFrom = (bytes: Uint8Array): BookingCode | null =>
  uniformDigits(bytes, bookingCodeDigits) as BookingCode | null;

/** 1234-5678-9012. */
export const formatBookingCode = (code: BookingCode): string => inGroups(code);

/** The code that a person types back, or null when it is none. */
export const parseBookingCode = (text: string): BookingCode | null =>
  parseDigits(text, bookingCodeDigits) as BookingCode | null;
