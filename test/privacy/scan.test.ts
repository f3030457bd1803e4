import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLeakScan, numberNeedles, textNeedles } from '../support/leak-scan.ts';
import { createCanaryPerson, needlesOf } from './support/canaries.ts';

const person = createCanaryPerson();
const all = needlesOf(person, [String((BigInt(person.id) << 32n) | 0x1234_5678n)]);
const scan = createLeakScan(all);

describe('the leak scan', () => {
  it('finds every needle wherever it lies in a file, and names it', () => {
    expect(all.length).toBeGreaterThan(500);
    for (const needle of all) {
      for (const [before, after] of [
        [0, 0],
        [1, 0],
        [0, 5],
        [4_097, 4_096],
      ] as const) {
        const bytes = Buffer.concat([Buffer.alloc(before, before), needle.bytes, Buffer.alloc(after)]);
        expect(
          scan([{ where: 'here', bytes }]).map((hit) => hit.needle),
          needle.name,
        ).toContain(needle.name);
      }
    }
  });

  it('finds nothing in noise, zeros and a needle that lacks a byte at its end', () => {
    expect(scan([{ where: 'zeros', bytes: Buffer.alloc(1 << 20) }])).toEqual([]);
    const [name] = textNeedles('name', person.first_name);
    expect(scan([{ where: 'cut', bytes: (name?.bytes ?? Buffer.alloc(0)).subarray(0, -1) }])).toEqual([]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
        expect(scan([{ where: 'noise', bytes }])).toEqual([]);
      }),
    );
  });

  it('finds a text in whatever way a program may have written it down', () => {
    const text = person.typed;
    const written: Record<string, Buffer | string> = {
      JSON: JSON.stringify({ update: { message: { text } } }),
      'JSON in JSON': JSON.stringify({ state: JSON.stringify({ text }) }),
      escapes: JSON.stringify({ text }).replace(
        /[^\0-\x7f]/g,
        (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
      base64: Buffer.from(JSON.stringify({ a: 1, text })).toString('base64'),
      'base64 one byte on': Buffer.from(JSON.stringify({ ab: 1, text })).toString('base64'),
      'base64 two bytes on': Buffer.from(JSON.stringify({ abc: 1, text })).toString('base64'),
      hex: `\\x${Buffer.from(text).toString('hex')}`,
      'utf-16': Buffer.from(`<${text}>`, 'utf16le'),
      address: `https://example.org/?q=${encodeURIComponent(text)}`,
    };
    for (const [way, content] of Object.entries(written)) {
      expect(scan([{ where: way, bytes: Buffer.from(content as string) }]).length, way).toBeGreaterThan(0);
    }
  });

  it('finds an id as number, text, bytes, or unkeyed hash', () => {
    const forms = numberNeedles('id', BigInt(person.id)).map(({ name }) => name);
    for (const form of [
      'utf-8',
      '8 bytes, big end first',
      '8 bytes, little end first',
      'sha256',
      'sha256 in hex',
      'utf-8 in base64 at 2',
    ]) {
      expect(forms).toContain(`id, ${form}`);
    }
  });

  it('refuses a needle that would be found by chance', () => {
    expect(() => createLeakScan([{ name: 'short', bytes: Buffer.from('ab12') }])).toThrow('too short');
  });
});
