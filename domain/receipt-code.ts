import { inGroups, parseDigits, uniformDigits } from './digits.ts';

/**
 * The 16 digits that a person keeps: the only way back to a report. About 53 bits; whoever tries codes
 * needs the server's keys and a third of a second for each.
 */
export type ReceiptCode = string & { readonly __brand: 'ReceiptCode' };

export const receiptCodeDigits = 16;

/** As it is shown: four groups of four. */
export const formatReceiptCode = (code: ReceiptCode): string => inGroups(code);

/** The code in what somebody typed back, or null when it is none. */
export const parseReceiptCode = (text: string): ReceiptCode | null =>
  parseDigits(text, receiptCodeDigits) as ReceiptCode | null;

/** A code out of random bytes, or null when they do not suffice. */
export const receiptCodeFrom = (bytes: Uint8Array): ReceiptCode | null =>
  uniformDigits(bytes, receiptCodeDigits) as ReceiptCode | null;
