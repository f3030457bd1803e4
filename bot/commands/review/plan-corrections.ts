import { groupedBy } from '../../../domain/grouped-by.ts';
import { editFile } from './edit-file.ts';
import type { Change, LeftOut, Plan, Proposal } from './plan.ts';
import type { NamedReview } from './review.ts';
import { faultsOf, shapeFaults } from './rules.ts';
import type { Sheet, SheetFile, SheetText } from './sheet.ts';

export type Corrections = Pick<Plan, 'changes' | 'conflicts' | 'outdated' | 'refused' | 'alreadyThere'>;

/** Sorts all corrections: to be made, in conflict, outdated, against a rule, already there. */
export function planCorrections(sheet: Sheet, reviews: readonly NamedReview[]): Corrections {
  const { proposals, outdated, alreadyThere } = proposalsOf(sheet, reviews);
  const groups = [...groupedBy(proposals, ({ text, language }) => `${language} ${text.id}`).values()];
  const isConflict = (group: readonly Proposal[]) => group.some(({ after }) => after !== group[0]?.after);
  const agreed = groups.filter((group) => !isConflict(group));
  const judged = agreed.map((group) => ({
    group,
    change: { ...group[0], by: group.map(({ by }) => by) },
    faults: ruleFaults(group[0]),
  }));
  const fitting = judged.filter(({ faults }) => faults.length === 0).map(({ change }) => change);
  const misshapen = shapeFaultsOf(fitting);
  return {
    changes: fitting.filter((change) => !misshapen.has(change)),
    conflicts: groups.filter(isConflict),
    outdated,
    refused: [
      ...judged.flatMap(({ group, faults }) =>
        faults.length > 0 ? group.map((proposal) => leftOut(proposal, faults)) : [],
      ),
      ...[...misshapen].flatMap(([change, faults]) => change.by.map((by) => leftOut({ ...change, by }, faults))),
    ],
    alreadyThere,
  };
}

function proposalsOf(sheet: Sheet, reviews: readonly NamedReview[]) {
  const places = new Map<string, { file: SheetFile; text: SheetText }>(
    sheet.flatMap((file) => file.texts.map((text) => [text.id, { file, text }])),
  );
  const proposals: Proposal[] = [];
  const outdated: LeftOut[] = [];
  let alreadyThere = 0;
  for (const by of reviews) {
    for (const { id, language, digest, text: written } of by.corrections) {
      const after = written.trim();
      const place = places.get(id);
      const cell = place?.text.cells[language];
      if (!place || !cell) {
        outdated.push({ id, language, after, now: null, by, why: 'the text is not there any more' });
      } else if (cell.text === after) alreadyThere++;
      else if (cell.digest !== digest) {
        outdated.push({
          id,
          language,
          after,
          now: cell.text,
          by,
          why: 'the text has changed since the sheet was made',
        });
      } else proposals.push({ ...place, language, before: cell.text, after, by });
    }
  }
  return { proposals, outdated, alreadyThere };
}

const ruleFaults = ({ after, before, text }: Proposal) => faultsOf(after, before, text);

const leftOut = ({ text, language, after, before, by }: Proposal, faults: readonly string[]): LeftOut => ({
  id: text.id,
  language,
  after,
  now: before,
  by,
  why: faults.join('; '),
});

/** Changes that a card or an exercise would break by: then none of that file is made. */
function shapeFaultsOf(changes: readonly Change[]): ReadonlyMap<Change, readonly string[]> {
  const files = [...groupedBy(changes, ({ file, language }) => `${language} ${file.name}`).values()];
  return new Map(
    files.flatMap((edits) => {
      const [{ file, language }] = edits;
      const source = file.languages[language];
      const faults = source ? shapeFaults(file, JSON.parse(editFile(source.raw, edits, source.reviewedBy))) : [];
      return faults.length === 0 ? [] : edits.map((edit) => [edit, faults] as const);
    }),
  );
}
