import { createBitReader, digitFields, packBits, takeDigits } from '../bits.ts';
import { parseReceiptCode, type ReceiptCode, receiptCodeDigits } from '../receipt-code.ts';

/** What the buttons of a saved report carry for ten minutes: the code to show, and nothing of the report. */
export interface ReceiptTicket {
  readonly code: ReceiptCode;
  /** When it was saved, in whole minutes as a form counts them. */
  readonly minute: number;
  /** False: it is only counted. */
  readonly isReadable: boolean;
  /** True: its reader is the preview's example. */
  readonly isExample: boolean;
}

/** As long as a form, so that nobody sees from outside which is which. */
export const ticketLength = 31;

const minuteBits = 25;

/** The ticket as `ticketLength` bytes. */
export const encodeTicket = ({ code, minute, isReadable, isExample }: ReceiptTicket): Uint8Array =>
  packBits([...digitFields(code), [minute, minuteBits], [Number(isReadable), 1], [Number(isExample), 1]], ticketLength);

/** The ticket in these bytes, or null when they are none. */
export function decodeTicket(bytes: Uint8Array): ReceiptTicket | null {
  if (bytes.length !== ticketLength) return null;
  const take = createBitReader(bytes);
  const digits = takeDigits(take, receiptCodeDigits);
  const code = digits === null ? null : parseReceiptCode(digits);
  return code && { code, minute: take(minuteBits), isReadable: take(1) === 1, isExample: take(1) === 1 };
}
