/**
 * An address that only the edge can make and open, as text: what is kept where a person asked to be written
 * to later (reminders, wait list). Behind the edge it can be stored and handed back, and nothing else.
 */
export type SealedAddress = string & { readonly __brand: 'SealedAddress' };

/** The longest, in characters. */
export const sealedAddressLength = 128;
