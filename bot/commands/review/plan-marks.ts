import { groupedBy } from '../../../domain/grouped-by.ts';
import { reviewers } from '../../../locales/review-state.ts';
import { digestOfAll } from './digest.ts';
import type { Change, Cleared, Mark, Plan } from './plan.ts';
import type { Corrections } from './plan-corrections.ts';
import type { NamedReview } from './review.ts';
import type { Sheet, SheetFile } from './sheet.ts';

/**
 * Which files count as read. Who marks a file has read the very text that will stand there: that of the sheet with
 * their own corrections, and with nobody else's.
 */
export function planMarks(
  sheet: Sheet,
  reviews: readonly NamedReview[],
  corrections: Corrections,
): Pick<Plan, 'marks' | 'notMarked'> {
  const marks: Mark[] = [];
  const notMarked: (Mark & { why: string })[] = [];
  for (const by of reviews) {
    for (const { file: name, language, digest } of by.read) {
      const file = sheet.find((one) => one.name === name);
      const mark = { file: name, language, by };
      const why = whyNot(file, mark, digest, corrections);
      if (why !== null) notMarked.push({ ...mark, why });
      else if ((file?.languages[language]?.reviewedBy[by.role] ?? '') < by.date) marks.push(mark);
    }
  }
  return { marks: marks.filter((mark) => !marks.some((other) => isLater(other, mark))), notMarked };
}

const isLater = (a: Mark, b: Mark) =>
  a.file === b.file && a.language === b.language && a.by.role === b.by.role && a.by.date > b.by.date;

/** The marks of roles that read another text than the one that will stand there. */
export function clearedBy(changes: readonly Change[]): readonly Cleared[] {
  return [...groupedBy(changes, ({ file, language }) => `${language} ${file.name}`).values()].flatMap((edits) => {
    const [{ file, language }] = edits;
    const before = file.languages[language]?.reviewedBy ?? {};
    return reviewers
      .filter((role) => before[role] !== undefined)
      .filter((role) => !edits.every(({ by }) => by.some((review) => review.role === role)))
      .map((role) => ({ file: file.name, language, role }));
  });
}

function whyNot(
  file: SheetFile | undefined,
  { language, by }: Mark,
  digest: string,
  { changes, conflicts, outdated, refused }: Corrections,
): string | null {
  if (!file?.languages[language]) return 'the file is not there any more';
  const ids = new Set(file.texts.map(({ id }) => id));
  const isHere = (one: { readonly id: string; readonly language: string }) =>
    one.language === language && ids.has(one.id);
  const open = conflicts.flat().map(({ text, ...one }) => ({ ...one, id: text.id }));
  if (digestAsRead(file, language, by) !== digest) return 'the file has changed since the sheet was made';
  if ([...open, ...outdated, ...refused].some((one) => isHere(one))) return 'a correction in it is still open';
  const others = changes.filter(
    (change) => change.file === file && change.language === language && !change.by.includes(by),
  );
  return others.length > 0 ? 'somebody else corrects it in this run: please read it again' : null;
}

/** The file's digest as it was before the reviewer's own corrections, some of which may stand there already. */
function digestAsRead(file: SheetFile, language: Mark['language'], by: NamedReview): string {
  const own = new Map(by.corrections.filter((one) => one.language === language).map((one) => [one.id, one]));
  return digestOfAll(
    file.texts.flatMap(({ id, cells }) => {
      const cell = cells[language];
      if (!cell) return [];
      const correction = own.get(id);
      return [[id, correction?.text.trim() === cell.text ? correction.digest : cell.digest] as const];
    }),
  );
}
