/**
 * The 16 digits that a person keeps: the only way back to a report. About 53 bits; whoever tries codes
 * needs the server's keys and a third of a second for each.
 */
export type ReceiptCode = string & { readonly __brand: 'ReceiptCode' };

export const receiptCodeDigits = 16;

/** As it is shown: four groups of four. */
export function formatReceiptCode(code: ReceiptCode): string {
  return code.replace(/(\d{4})(?=\d)/g, '$1-');
}

/** The code in what somebody typed back, in the digits of any script, or null when it is none. */
export function parseReceiptCode(text: string): ReceiptCode | null {
  const digits = text.normalize('NFKC').replace(/[\p{White_Space}\p{Dash}\p{Cf}.,_·]/gu, '');
  const decimal = digits.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)));
  return isReceiptCode(decimal) ? decimal : null;
}

/**
 * A code out of random bytes, each digit as likely as any other: bytes from 250 on are passed over,
 * since 256 is no multiple of ten.
 * @returns null when the bytes do not suffice
 */
export function receiptCodeFrom(bytes: Uint8Array): ReceiptCode | null {
  const digits = [...bytes].filter((byte) => byte < 250).map((byte) => byte % 10);
  return digits.length < receiptCodeDigits ? null : (digits.slice(0, receiptCodeDigits).join('') as ReceiptCode);
}

const isReceiptCode = (text: string): text is ReceiptCode => /^[0-9]{16}$/.test(text);

/** Every script's digits stand in a row from 0 to 9. */
function digitValue(digit: string): number {
  const point = digit.codePointAt(0) as number;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) value += 1;
  return value;
}
