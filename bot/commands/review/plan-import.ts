import type { Plan } from './plan.ts';
import { planCorrections } from './plan-corrections.ts';
import { clearedBy, planMarks } from './plan-marks.ts';
import type { NamedReview } from './review.ts';
import type { Sheet } from './sheet.ts';

/** What would become of some reviews; nothing is guessed and nothing is written. */
export function planImport(sheet: Sheet, reviews: readonly NamedReview[]): Plan {
  const corrections = planCorrections(sheet, reviews);
  return {
    ...corrections,
    ...planMarks(sheet, reviews, corrections),
    cleared: clearedBy(corrections.changes),
    remarks: reviews.flatMap((by) => by.remarks.map(({ id, text }) => ({ id, text: text.trim(), by }))),
  };
}
