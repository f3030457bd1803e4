import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../../domain/language.ts';
import type { ReviewedBy } from '../../../locales/review-state.ts';
import { editFile } from './edit-file.ts';
import type { Plan } from './plan.ts';
import type { Sheet, SheetFile } from './sheet.ts';

interface Edit {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Writes what a plan changes, all files or none.
 * @returns the paths of the files that were written
 * @throws Error when a file has changed meanwhile or cannot be written; then all are as before
 */
export function writePlan(root: string, sheet: Sheet, plan: Plan): readonly string[] {
  const edits = editsOf(root, sheet, plan);
  const changed = edits.find(({ path, before }) => readFileSync(path, 'utf8') !== before);
  if (changed) throw new Error(`${changed.path} has changed meanwhile. Nothing was written.`);
  const fresh = (path: string) => `${path}.new`;
  const replaced: Edit[] = [];
  try {
    for (const { path, after } of edits) writeFileSync(fresh(path), after, { flag: 'wx' });
    for (const edit of edits) {
      renameSync(fresh(edit.path), edit.path);
      replaced.push(edit);
    }
  } catch (error) {
    for (const { path, before } of replaced) writeFileSync(path, before);
    for (const { path } of edits) rmSync(fresh(path), { force: true });
    throw new Error(`Nothing was written: ${error instanceof Error ? error.message : 'unknown reason'}`);
  }
  return edits.map(({ path }) => path);
}

function editsOf(root: string, sheet: Sheet, plan: Plan): readonly Edit[] {
  return sheet.flatMap((file) =>
    Object.entries(file.languages).flatMap(([language, { path, raw }]) => {
      const after = editedFile(file, language as Language, plan, raw);
      JSON.parse(after);
      return after === raw ? [] : [{ path: join(root, path), before: raw, after }];
    }),
  );
}

function editedFile(file: SheetFile, language: Language, plan: Plan, raw: string): string {
  const changes = plan.changes.filter((change) => change.file === file && change.language === language);
  const isHere = (one: { readonly file: string; readonly language: Language }) =>
    one.file === file.name && one.language === language;
  const reviewedBy: ReviewedBy = { ...file.languages[language]?.reviewedBy };
  for (const { role } of plan.cleared.filter(isHere)) delete reviewedBy[role];
  for (const { by } of plan.marks.filter(isHere)) reviewedBy[by.role] = by.date;
  return editFile(raw, changes, reviewedBy);
}
