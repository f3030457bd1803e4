const digitBits = 4;

/** Whole numbers packed bit by bit, the first one in the highest bits; what is left at the end is zero. */
export function packBits(fields: readonly (readonly [value: number, bits: number])[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const [value, bits] of fields) {
    for (let bit = bits - 1; bit >= 0; bit--, at++) {
      if (Math.floor(value / 2 ** bit) % 2 === 1) bytes[at >> 3] = (bytes[at >> 3] as number) | (128 >> (at % 8));
    }
  }
  return bytes;
}

/** A code's decimal digits as fields for `packBits`, four bits each. */
export const digitFields = (code: string): (readonly [value: number, bits: number])[] =>
  [...code].map((digit) => [Number(digit), digitBits] as const);

/** So many decimal digits; null where there is something else. */
export function takeDigits(take: (bits: number) => number, count: number): string | null {
  const digits = Array.from({ length: count }, () => take(digitBits));
  return digits.every((digit) => digit < 10) ? digits.join('') : null;
}

/** Reads packed numbers one behind the other: each call takes the next so many bits. */
export function createBitReader(bytes: Uint8Array): (bits: number) => number {
  let at = 0;
  return (bits) => {
    let value = 0;
    for (const end = at + bits; at < end; at++) {
      value = value * 2 + (((bytes[at >> 3] as number) >> (7 - (at % 8))) & 1);
    }
    return value;
  };
}
