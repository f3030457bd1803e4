import * as z from 'zod';
import type { Words } from './index.ts';
import { textFiles } from './text-files.ts';

/** Who must have read a text before people may rely on it. */
export const reviewers = ['native', 'clinician', 'lawyer'] as const;
export type Reviewer = (typeof reviewers)[number];

const day = z.iso.date({ error: 'must be a day such as 2026-11-22' }).optional();
const reviewedBySchema = z.strictObject({ native: day, clinician: day, lawyer: day });

/** The day on which each kind of reviewer last read a file; a missing one has not. */
export type ReviewedBy = z.infer<typeof reviewedBySchema>;

/** One text file and how far its review has come. */
export interface FileReview {
  readonly language: Words['language'];
  readonly file: string;
  readonly texts: number;
  readonly missing: readonly Reviewer[];
}

interface TextFile {
  readonly reviewedBy: unknown;
  readonly texts: Readonly<Record<string, string>>;
}

export type TextFiles = Readonly<Record<Words['language'], Readonly<Record<string, TextFile>>>>;

/**
 * Reads who reviewed a file.
 * @throws Error that names the file and everything that is wrong in it
 */
export function parseReviewedBy(value: unknown, file: string): ReviewedBy {
  const parsed = reviewedBySchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${['reviewedBy', ...path].join('.')}: ${message}`);
  throw new Error(`locales/${file}.json: ${faults.join('; ')}`);
}

/** The state of the review of every text file, by language and file. */
export function reviewState(files: TextFiles = textFiles): readonly FileReview[] {
  const languages = Object.keys(files) as Words['language'][];
  return languages.flatMap((language) =>
    Object.entries(files[language]).map(([file, { reviewedBy, texts }]) => {
      const reviewed = parseReviewedBy(reviewedBy, `${language}/${file}`);
      const missing = reviewers.filter((reviewer) => reviewed[reviewer] === undefined);
      return { language, file, texts: Object.keys(texts).length, missing };
    }),
  );
}
