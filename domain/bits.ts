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
