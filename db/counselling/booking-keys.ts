import { createHmac, randomBytes } from 'node:crypto';
import { type BookingCode, bookingCodeFrom } from '../../domain/booking/booking-code.ts';
import { bookingNameFrom } from '../../domain/booking/booking-name.ts';
import type { HoldToken } from '../../domain/booking/counselling-desk.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import type { Language } from '../../domain/language.ts';
import type { OrganisationId } from '../../domain/organisation-id.ts';
import { createChatKeys } from '../chat-key.ts';
import type { Keyring } from '../keyring.ts';

/**
 * All keyed values of bookings. Each column has a subkey of its own, and what ties a chat or seals a booking
 * one of its organisation, so that no two tables and no two organisations share a value.
 *
 * A code is kept as an HMAC only. A slow hash, as for receipts, would add nothing: whoever has the key
 * reads the sealed row as well.
 */
export function createBookingKeys(keyring: Keyring) {
  const subkeys = new Map<string, Buffer>();
  const subkey = (purpose: string) => {
    const key = subkeys.get(purpose) ?? keyring.subkey(`counselling/${purpose}`);
    subkeys.set(purpose, key);
    return key;
  };
  const keyed = (purpose: string, value: string | Buffer, hash = 'sha256') =>
    createHmac(hash, subkey(purpose)).update(value).digest();

  return {
    newHold: () => randomBytes(16).toString('base64url') as HoldToken,
    holdKey: (hold: HoldToken) => keyed('hold', hold),
    /** The same chat, whatever the organisation: it may hold one hour at a time. */
    holderKey: (alias: ChatAlias) => keyed('holder', String(alias)),
    /** Made of the hold, so that confirming it twice shows the same code. */
    codeOf(hold: HoldToken): BookingCode {
      const code = bookingCodeFrom(keyed('code', hold, 'sha512'));
      if (code === null) throw new Error('64 bytes without 12 digits');
      return code;
    },
    nameOf: (hold: HoldToken, language: Language) => bookingNameFrom(keyed('name', hold), language),
    lookup: (code: BookingCode) => keyed('lookup', code),
    chatKey: (alias: ChatAlias, organisation: OrganisationId) => keyed(`chat/${organisation}`, String(alias)),
    bookingSeal: (organisation: OrganisationId) => subkey(`seal/${organisation}`),
    directionsSeal: (organisation: OrganisationId) => subkey(`directions/${organisation}`),
    reminderKey: (lookup: Buffer) => keyed('reminder', lookup),
    reminderSeal: subkey('reminder-seal'),
    /** Which chat is reminded: it is not always the one that booked. */
    remindedKey: (alias: ChatAlias) => keyed('reminded', String(alias)),
    waiting: createChatKeys(keyring, 'counselling/wait-list'),
    feedKey: (secret: string) => keyed('feed', secret),
  };
}

export type BookingKeys = ReturnType<typeof createBookingKeys>;
