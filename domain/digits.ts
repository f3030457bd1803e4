/**
 * So many decimal digits, each equally likely, from bytes that are. A byte of 250 or more is passed over:
 * with it the digits 0 to 5 would come up more often.
 * @returns null when the bytes do not suffice (of 64 bytes 12 digits always but once in 10^60 do)
 */
export function uniformDigits(bytes: Uint8Array, count: number): string | null {
  const digits = [...bytes].filter((byte) => byte < 250).slice(0, count);
  return digits.length < count ? null : digits.map((byte) => byte % 10).join('');
}

/** Digits in groups of four, as they are shown: 1234-5678-9012. */
export const inGroups = (digits: string): string => digits.replace(/\d{4}(?=\d)/g, '$&-');

/**
 * The digits of what a person types back: with hyphens, dots, blanks or none, and in the digits of any
 * script.
 * @returns null unless it has exactly so many digits and nothing else
 */
export function parseDigits(text: string, count: number): string | null {
  const bare = text.normalize('NFKC').replace(/[\p{White_Space}\p{Dash}\p{Cf}.,_·]/gu, '');
  const plain = bare.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)));
  return plain.length === count && /^\d+$/.test(plain) ? plain : null;
}

/** Every script's digits stand in a row from 0 to 9. */
function digitValue(digit: string): number {
  const point = digit.codePointAt(0) as number;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) value += 1;
  return value;
}
