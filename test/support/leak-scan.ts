import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One form in which a value may have been kept. */
export interface Needle {
  /** Whose and what, e.g. `anna's phone, utf-16le`. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** A needle that was found, and where. */
export interface Hit {
  readonly needle: string;
  readonly where: string;
}

/** Something that was stored or printed. */
export interface Haystack {
  readonly where: string;
  readonly bytes: Uint8Array;
}

/** All forms of a text: encodings, escapes, base64 wherever it may begin, hex, and unkeyed hashes. */
export function textNeedles(name: string, text: string): Needle[] {
  const utf8 = Buffer.from(text, 'utf8');
  const utf16 = Buffer.from(text, 'utf16le');
  const forms: [string, Buffer | string][] = [
    ['utf-8', utf8],
    ['utf-16le', utf16],
    ['utf-16be', Buffer.from(utf16).swap16()],
    ['JSON', JSON.stringify(text).slice(1, -1)],
    ['JSON escapes', escaped(text, (code) => code.toString(16))],
    ['JSON escapes, upper case', escaped(text, (code) => code.toString(16).toUpperCase())],
    ['JSON inside JSON', JSON.stringify(JSON.stringify(text)).slice(3, -3)],
    ['percent-encoded', encodeURIComponent(text)],
    ...hexForms('utf-8', utf8),
    ...hexForms('utf-16le', utf16),
    ...base64Forms('utf-8', utf8),
    ...base64Forms('utf-16le', utf16),
    ...hashForms(utf8),
  ];
  return needles(name, forms);
}

/** All forms of a whole number: its digits as text, and 8 bytes in both orders. */
export function numberNeedles(name: string, number: bigint): Needle[] {
  const big = Buffer.alloc(8);
  big.writeBigInt64BE(BigInt.asIntN(64, number));
  const little = Buffer.from(big).reverse();
  const forms: [string, Buffer | string][] = [
    ['8 bytes, big end first', big],
    ['8 bytes, little end first', little],
    ['base 36', number.toString(36)],
    ...hexForms('8 bytes, big end first', big),
    ...hexForms('8 bytes, little end first', little),
    ...base64Forms('8 bytes, big end first', big),
    ...base64Forms('8 bytes, little end first', little),
  ];
  return [...textNeedles(name, String(number)), ...needles(name, forms)];
}

function needles(name: string, forms: readonly [string, Buffer | string][]): Needle[] {
  const seen = new Set<string>();
  return forms.flatMap(([form, content]) => {
    const bytes = Buffer.from(content as string);
    const key = bytes.toString('latin1');
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ name: `${name}, ${form}`, bytes }];
  });
}

/** Everything outside ASCII as \uXXXX; the rest as JSON writes it. */
function escaped(text: string, digits: (code: number) => string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/[^\0-\x7f]/g, (unit) => `\\u${digits(unit.charCodeAt(0)).padStart(4, '0')}`);
}

function hexForms(name: string, bytes: Buffer): [string, string][] {
  const hex = bytes.toString('hex');
  return [
    [`${name} in hex`, hex],
    [`${name} in upper-case hex`, hex.toUpperCase()],
  ];
}

/** Base64 of the bytes wherever they begin in a longer content: only characters that are theirs alone. */
function base64Forms(name: string, bytes: Buffer): [string, string][] {
  return [0, 1, 2].flatMap((before): [string, string][] => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64url');
    const own = whole.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    const standard = own.replaceAll('-', '+').replaceAll('_', '/');
    return [
      [`${name} in base64 at ${before}`, standard],
      [`${name} in base64url at ${before}`, own],
    ];
  });
}

/** Ids are few enough to try: an unkeyed hash of one is as good as the id. */
function hashForms(bytes: Buffer): [string, Buffer | string][] {
  return ['sha256', 'sha1', 'md5'].flatMap((algorithm): [string, Buffer | string][] => {
    const digest = createHash(algorithm).update(bytes).digest();
    return [
      [algorithm, digest],
      ...hexForms(algorithm, digest),
      [`${algorithm} in base64`, digest.toString('base64url').slice(0, 20)],
    ];
  });
}

interface Anchored extends Needle {
  /** Where its most telling four bytes stand. */
  readonly anchor: number;
}

/**
 * Looks for all needles at once, byte by byte: one pass however many there are. Each is found by four
 * bytes in its middle, since many begin with zeros and so does most of a database file.
 */
export function createLeakScan(all: readonly Needle[]): (haystacks: Iterable<Haystack>) => Hit[] {
  const marks = new Uint8Array(1 << slotBits);
  const byAnchor = new Map<number, Anchored[]>();
  for (const needle of all) {
    if (needle.bytes.length < 6) throw new Error(`"${needle.name}" is too short: it would be found by chance`);
    const anchor = mostTelling(needle.bytes);
    const word = needle.bytes.readUInt32BE(anchor);
    marks[slotOf(word)] = 1;
    byAnchor.set(word, [...(byAnchor.get(word) ?? []), { ...needle, anchor }]);
  }

  function* hitsIn({ where, bytes }: Haystack): Iterable<Hit> {
    const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let word = 0;
    for (let end = 0; end < content.length; end++) {
      word = ((word << 8) | (content[end] as number)) >>> 0;
      if (marks[slotOf(word)] === 0 || end < 3) continue;
      for (const needle of byAnchor.get(word) ?? []) {
        const start = end - 3 - needle.anchor;
        if (
          start >= 0 &&
          content.compare(
            needle.bytes,
            0,
            needle.bytes.length,
            start,
            Math.min(start + needle.bytes.length, content.length),
          ) === 0
        ) {
          yield { needle: needle.name, where };
        }
      }
    }
  }

  return (haystacks) => {
    const found = new Map<string, Hit>();
    for (const haystack of haystacks) {
      for (const hit of hitsIn(haystack)) found.set(`${hit.needle} ${hit.where}`, hit);
    }
    return [...found.values()];
  };
}

/** So many slots that a few thousand needles leave nearly all of them empty. */
const slotBits = 20;
const slotOf = (word: number) => Math.imul(word, 0x9e3779b1) >>> (32 - slotBits);

/** The four bytes with the most different values, none of them zero if possible. */
function mostTelling(bytes: Buffer): number {
  let best = 0;
  let bestScore = -1;
  for (let at = 0; at + 4 <= bytes.length; at++) {
    const four = bytes.subarray(at, at + 4);
    const score = new Set(four).size + four.filter((byte) => byte !== 0).length;
    if (score > bestScore) [best, bestScore] = [at, score];
  }
  return best;
}

/** Every file below a folder; files that go while one reads (a server's own) are passed over. */
export function* filesOf(folder: string, wanted: (path: string) => boolean = () => true): Iterable<Haystack> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    try {
      if (lstatSync(path).isDirectory()) yield* filesOf(path, wanted);
      else if (lstatSync(path).isFile() && wanted(path)) yield { where: path, bytes: readFileSync(path) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    // A name tells as much as a content.
    yield { where: `the name of ${path}`, bytes: Buffer.from(name) };
  }
}

/** Text as something to look through. */
export const asHaystack = (where: string, text: string): Haystack => ({ where, bytes: Buffer.from(text) });
