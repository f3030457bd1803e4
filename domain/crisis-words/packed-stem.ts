import type { Stem } from './pattern.ts';
import { shortestSlip } from './typos.ts';

/**
 * A stem's number, with what its finders ask about it, as one number: so that it lies beside its neighbours in a
 * tree. Looking for it elsewhere would be a wait for memory for each stem.
 */
export type PackedStem = number;

const prefix = 1;
const trusted = 2;
const typosAt = 2;
const lengthAt = 4;
const longestLength = 31;
const kindAt = 9;
const fixed = 1 << 12;
const idAt = 13;

/** @param kind what it does in a book, three bits (see `PackedSteps`) */
export function packedStem(id: number, { key, isPrefix, isTrusted, isExact, typos }: Stem, kind: number): PackedStem {
  if (id >= 2 ** (31 - idAt)) throw new Error('The lexicons have too many stems.');
  const length = Math.min(key.length, longestLength);
  const isNeverMisspelt = isExact || key.length < shortestSlip;
  const traits = (isPrefix ? prefix : 0) | (isTrusted ? trusted : 0) | (isNeverMisspelt ? fixed : 0);
  return (id << idAt) | (kind << kindAt) | (length << lengthAt) | (typos << typosAt) | traits;
}

export const idOf = (stem: PackedStem) => stem >>> idAt;
export const isPrefix = (stem: PackedStem) => (stem & prefix) !== 0;
export const isTrusted = (stem: PackedStem) => (stem & trusted) !== 0;
export const typosOf = (stem: PackedStem) => (stem >> typosAt) & 3;
/** How many letters it has, up to 31. */
export const lengthOf = (stem: PackedStem) => (stem >> lengthAt) & longestLength;
export const kindOf = (stem: PackedStem) => (stem >> kindAt) & 7;
/** Whether it stands only for itself. */
export const isFixed = (stem: PackedStem) => (stem & fixed) !== 0;
