import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatReceiptCode,
  parseReceiptCode,
  type ReceiptCode,
  receiptCodeDigits,
  receiptCodeFrom,
} from '../../domain/receipt-code.ts';

const code = '0123456789012345' as ReceiptCode;
const codes = fc.stringMatching(/^[0-9]{16}$/).map((digits) => digits as ReceiptCode);
/** Zeros of scripts whose digits follow one another. */
const zeros = [0x30, 0x660, 0x6f0, 0x966, 0xff10, 0x1d7ce, 0x1d7d8, 0x1d7f6];

describe('a receipt code', () => {
  it('is shown in four groups and read back from there', () => {
    expect(formatReceiptCode(code)).toBe('0123-4567-8901-2345');
    fc.assert(fc.property(codes, (any) => parseReceiptCode(formatReceiptCode(any)) === any));
  });

  it.each(['0123 4567 8901 2345', ' 0123–4567—8901-2345 ', '0123\u00a04567\u202f8901\n2345', '0123.4567.8901.2345'])(
    'is read however it is spaced: %j',
    (text) => expect(parseReceiptCode(text)).toBe(code),
  );

  it('is read in the digits of any script', () => {
    fc.assert(
      fc.property(codes, fc.constantFrom(...zeros), (any, zero) => {
        const typed = [...any].map((digit) => String.fromCodePoint(zero + Number(digit))).join('');
        expect(parseReceiptCode(typed)).toBe(any);
      }),
    );
  });

  it.each(['', '0123', `${code}6`, 'my code is 0123', '0123456789o12345', '+0123456789012345'])(
    'is not read from %j',
    (text) => expect(parseReceiptCode(text)).toBeNull(),
  );

  it('needs enough bytes', () => {
    expect(receiptCodeFrom(new Uint8Array(receiptCodeDigits - 1))).toBeNull();
    expect(receiptCodeFrom(new Uint8Array(64).fill(255))).toBeNull();
    expect(receiptCodeFrom(Uint8Array.from([250, 255, ...new Uint8Array(16).fill(249)]))).toBe('9'.repeat(16));
  });

  it('has every digit equally often at every place', () => {
    const made = Array.from({ length: 20_000 }, () => receiptCodeFrom(randomBytes(48)) as ReceiptCode);
    for (let place = 0; place < receiptCodeDigits; place++)
      expect(chiSquare(made.map((one) => Number(one[place])))).toBeLessThan(limit);
  });

  it('would not when bytes were taken modulo ten', () => {
    const biased = Array.from(randomBytes(200_000), (byte) => byte % 10);
    expect(chiSquare(biased)).toBeGreaterThan(limit);
  });
});

/** Nine degrees of freedom; passed by chance less than once in a million. */
const limit = 45;

function chiSquare(digits: readonly number[]): number {
  const expected = digits.length / 10;
  const counts = new Array<number>(10).fill(0);
  for (const digit of digits) counts[digit] = (counts[digit] ?? 0) + 1;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}
