import type { HourOffer } from '../../../domain/booking/hours.ts';

/** A file of hours as it was read: whole only when it has no faults. */
export interface OfferSheet {
  readonly offers: readonly { readonly line: number; readonly offer: HourOffer }[];
  readonly faults: readonly { readonly line: number; readonly words: string }[];
  /** Entries of a calendar that are over or cancelled: no fault, and not taken. */
  readonly passedOver: number;
}
