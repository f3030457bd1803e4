/** How well the facts behind a card are attested, as in the project's fact sheet. */
export const evidenceMarks = ['seen', 'part', 'low', 'own'] as const;
export type EvidenceMark = (typeof evidenceMarks)[number];

/** Who has read a text in its language. Empty until somebody has. */
export type Reviewer = 'native' | 'clinician' | 'lawyer';

/** Who has to read a tip or an exercise before people may rely on it. */
export const neededReviewers: readonly Reviewer[] = ['native', 'clinician'];

/** True when a native speaker and a clinician have read a text. */
export function isReviewed({ reviewedBy }: { readonly reviewedBy: readonly Reviewer[] }): boolean {
  return neededReviewers.every((reviewer) => reviewedBy.includes(reviewer));
}
