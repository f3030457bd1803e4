import { createHash } from 'node:crypto';

/** Begins with letters: a spreadsheet must not take it for a number. */
export const digestPattern = /^txt[0-9a-f]{16}$/;

/** A short fingerprint of a text, the same on every machine. */
export function digestOf(text: string): string {
  return `txt${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}

/** The fingerprint of a whole file: of its texts by their ids, in any order. */
export function digestOfAll(digests: Iterable<readonly [id: string, digest: string]>): string {
  return digestOf(
    [...digests]
      .map((pair) => pair.join(' '))
      .sort()
      .join('\n'),
  );
}
