import * as z from 'zod';
import type { Quarter } from '../../domain/calendar-period.ts';
import type { Change, GridName } from '../../domain/report-counts/noisy-grid.ts';
import { open, seal } from '../cipher.ts';
import type { FoldKey } from './fold-keys.ts';
import { paddedHint, paddedLowering, paddedWaiting } from './lengths.ts';

/** A report on its way to the fold: all that its row will hold, and where it counts. */
export interface WaitingRecord {
  readonly organisation: string | null;
  readonly quarter: Quarter;
  readonly sealed: Buffer;
  readonly lookup: Buffer;
  readonly replyPublicKey: string;
  readonly withdrawal: Buffer;
  readonly changes: readonly Change[];
}

const bytes = z.base64().transform((text) => Buffer.from(text, 'base64'));
const places = z
  .array(z.tuple([z.string(), z.string()]))
  .transform((pairs) => pairs.map(([grid, cell]): Change => ({ grid: grid as GridName, cell, by: 1 })));
const stored = z.object({
  organisation: z.string().nullable(),
  quarter: z.string(),
  sealed: bytes,
  lookup: bytes,
  replyPublicKey: z.string(),
  withdrawal: bytes,
  changes: places,
});

const placesOf = (changes: readonly Change[]) => changes.map(({ grid, cell }) => [grid, cell]);

/** Seals a record at the place that its tag names. */
export function sealRecord(record: WaitingRecord, key: FoldKey, tag: Buffer): Buffer {
  const content = {
    ...record,
    sealed: record.sealed.toString('base64'),
    lookup: record.lookup.toString('base64'),
    withdrawal: record.withdrawal.toString('base64'),
    changes: placesOf(record.changes),
  };
  return seal(Buffer.from(JSON.stringify(content)), key.sealKey, tag, paddedWaiting);
}

/** The record, or null when another key made it or it was changed. */
export const openRecord = (sealed: Buffer, key: FoldKey, tag: Buffer): WaitingRecord | null =>
  parse(stored, open(sealed, key.sealKey, tag));

const hintPlace = Buffer.from('hint');
const loweringPlace = Buffer.from('lowering');

/** Where a report counts, for whoever has its code. */
export const sealHint = (changes: readonly Change[], withdrawalKey: Buffer): Buffer =>
  seal(Buffer.from(JSON.stringify(placesOf(changes))), withdrawalKey, hintPlace, paddedHint);

/** No change at all when it cannot be opened: a figure that stays is better than a wrong one. */
export const openHint = (sealed: Buffer, withdrawalKey: Buffer): readonly Change[] =>
  parse(places, open(sealed, withdrawalKey, hintPlace)) ?? [];

/** Where the next fold takes a report out again. */
export const sealLowering = (changes: readonly Change[], key: FoldKey): Buffer =>
  seal(Buffer.from(JSON.stringify(placesOf(changes))), key.sealKey, loweringPlace, paddedLowering);

/** The places to lower, as they were counted; null when another key made it. */
export const openLowering = (sealed: Buffer, key: FoldKey): readonly Change[] | null =>
  parse(places, open(sealed, key.sealKey, loweringPlace));

function parse<T>(schema: z.ZodType<T>, content: Buffer | null): T | null {
  try {
    return schema.parse(JSON.parse(String(content)));
  } catch {
    return null;
  }
}
