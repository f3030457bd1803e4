import type { CounsellingDesk } from '../domain/booking/counselling-desk.ts';
import type { ChatAlias } from '../domain/chat-alias.ts';
import type { SealedAddress } from '../domain/sealed-address.ts';
import type { CodePad, CodeTries } from './code-parts.ts';

/** What the flows of bookings need from outside. Nothing of it is shared with reports. */
export interface BookingParts {
  readonly desk: CounsellingDesk;
  readonly seal: BookingSeal;
  /** The digits of a booking code that somebody is entering. */
  readonly pad: CodePad;
  readonly tries: CodeTries;
  /** The address of the chat at hand, for who asked to be written to later. Throws without an update at hand. */
  sealAddress(chat: ChatAlias): SealedAddress;
}

/** Seals what the buttons of a booking carry, `sealedLength` characters long. */
export interface BookingSeal {
  seal(chat: ChatAlias, plain: Uint8Array): string;
  /** Null for what was forged, changed, sealed for another chat, or by another version of the program. */
  open(chat: ChatAlias, sealed: string): Uint8Array | null;
}
