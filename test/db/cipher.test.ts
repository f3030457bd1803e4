import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { open, seal, sealOverhead } from '../../db/cipher.ts';

const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
const place = fc.uint8Array({ maxLength: 48 }).map((bytes) => Buffer.from(bytes));
const content = fc.uint8Array({ maxLength: 600 });
const padding = fc.integer({ min: 8, max: 256 });
const lengthPrefix = 4;

describe('sealing', () => {
  it('gives back any content to who has the key and knows the place', () => {
    fc.assert(
      fc.property(content, key, place, padding, (plain, key, place, paddedTo) => {
        expect(open(seal(plain, key, place, paddedTo), key, place)).toEqual(Buffer.from(plain));
      }),
    );
  });

  it('pads to the smallest multiple that holds the content, and tells no more by its length', () => {
    fc.assert(
      fc.property(content, key, place, padding, (plain, key, place, paddedTo) => {
        const inside = seal(plain, key, place, paddedTo).length - sealOverhead;
        expect(inside % paddedTo).toBe(0);
        expect(inside).toBeGreaterThanOrEqual(plain.length + lengthPrefix);
        expect(inside).toBeLessThan(plain.length + lengthPrefix + paddedTo);
      }),
    );
  });

  it('fills exactly one multiple up to the last byte, and takes the next for one byte more', () => {
    const lengthFor = (bytes: number) => seal(Buffer.alloc(bytes), Buffer.alloc(32), Buffer.alloc(0), 64).length;
    expect(lengthFor(0)).toBe(64 + sealOverhead);
    expect(lengthFor(60)).toBe(64 + sealOverhead);
    expect(lengthFor(61)).toBe(128 + sealOverhead);
  });

  it('never makes the same box twice', () => {
    const boxes = Array.from({ length: 200 }, () => seal(Buffer.from('same'), Buffer.alloc(32), Buffer.alloc(0), 64));
    expect(new Set(boxes.map((box) => box.toString('hex'))).size).toBe(boxes.length);
    // Not even the byte that stands first after the version: an iv that counted up would tell the order.
    expect(new Set(boxes.map((box) => box[1])).size).toBeGreaterThan(50);
  });

  it('opens nothing in which a single bit was turned', () => {
    const [key, place] = [randomBytes(32), randomBytes(32)];
    const box = seal(Buffer.from('{"language":"ky"}'), key, place, 32);
    for (let bit = 0; bit < box.length * 8; bit++) {
      const changed = Buffer.from(box);
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(open(changed, key, place), `bit ${bit}`).toBeNull();
    }
  });

  it('opens nothing with another key or at another place', () => {
    fc.assert(
      fc.property(content, key, key, place, place, (plain, key, otherKey, place, otherPlace) => {
        fc.pre(!key.equals(otherKey) && !place.equals(otherPlace));
        const box = seal(plain, key, place, 64);
        expect(open(box, otherKey, place)).toBeNull();
        expect(open(box, key, otherPlace)).toBeNull();
      }),
    );
  });

  it('opens nothing that was cut short or made longer, and never throws', () => {
    const [key, place] = [randomBytes(32), randomBytes(32)];
    const box = seal(randomBytes(40), key, place, 64);
    for (let length = 0; length < box.length; length++) {
      expect(open(box.subarray(0, length), key, place), `${length} bytes`).toBeNull();
      expect(open(box.subarray(box.length - length), key, place), `the last ${length} bytes`).toBeNull();
    }
    expect(open(Buffer.concat([box, Buffer.of(0)]), key, place)).toBeNull();
  });

  it('opens nothing that is only noise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), key, place, (noise, key, place) => {
        expect(open(noise, key, place)).toBeNull();
      }),
    );
  });

  it('reads a box that lies in the middle of a larger array, as a driver may hand it over', () => {
    const [key, place] = [randomBytes(32), randomBytes(32)];
    const box = seal(Buffer.from('inside'), key, place, 16);
    const around = new Uint8Array(box.length + 20);
    around.set(box, 7);
    expect(open(around.subarray(7, 7 + box.length), key, place)?.toString()).toBe('inside');
  });
});
