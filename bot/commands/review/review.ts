import * as z from 'zod';
import { languages } from '../../../domain/language.ts';
import { reviewers } from '../../../locales/review-state.ts';
import { digestPattern } from './digest.ts';

const language = z.enum(languages);
const digest = z.string().regex(digestPattern, 'is not a fingerprint of the sheet');
const id = z.string().min(1);

/** What a reviewer hands back. The page saves it as it stands here; the CSV is read into it. */
export const reviewSchema = z.strictObject({
  zontReview: z.literal(1, { error: 'is not a review of this version (1)' }),
  role: z.enum(reviewers, { error: `must be ${reviewers.join(', ')}` }),
  initials: z.string().trim().min(1, 'is empty').max(20),
  date: z.iso.date({ error: 'must be a day such as 2026-11-22' }),
  corrections: z.array(z.strictObject({ id, language, digest, text: z.string() })),
  /** Files that the reviewer read whole. */
  read: z.array(z.strictObject({ file: id, language, digest })),
  remarks: z.array(z.strictObject({ id, text: z.string() })),
});

export type Review = z.infer<typeof reviewSchema>;

/** A review and the file that it came in. */
export interface NamedReview extends Review {
  readonly name: string;
}

/** Everything that is wrong with a review's file: `anna.csv:12: …`, one a line. */
export class ReviewFault extends Error {}
