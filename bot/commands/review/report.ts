import type { LeftOut, Mark, Plan } from './plan.ts';
import type { NamedReview } from './review.ts';

/** What a plan does and what it leaves out, a line each. */
export function planReport(plan: Plan): readonly string[] {
  const { changes, conflicts, outdated, refused, marks, notMarked, cleared, remarks, alreadyThere } = plan;
  return [
    ...part('Corrections', changes, ({ text, language, before, after, by }) => [
      `${text.id} [${language}] ${by.map(who).join(', ')}`,
      `    - ${before}`,
      `    + ${after}`,
    ]),
    ...part('CONFLICTS: none of these is applied, please decide', conflicts, (sides) => [
      `${sides[0]?.text.id} [${sides[0]?.language}]`,
      `    now: ${sides[0]?.before}`,
      ...sides.map(({ by, after }) => `    ${who(by)}: ${after}`),
    ]),
    ...part('Outdated: not applied', outdated, leftOutLines),
    ...part('Refused: against a rule', refused, leftOutLines),
    ...part('Read whole', marks, (mark) => [`${markLine(mark)} on ${mark.by.date}`]),
    ...part('Not marked as read', notMarked, (mark) => [`${markLine(mark)}: ${mark.why}`]),
    ...part('Marks that go, because that role has read another text', cleared, ({ file, language, role }) => [
      `${file} [${language}] ${role}`,
    ]),
    ...part('Remarks', remarks, ({ id, text, by }) => [`${id} ${who(by)}: ${text}`]),
    ...(alreadyThere > 0 ? [`${alreadyThere} corrections stand in the files already.`] : []),
    `${changes.length} corrections, ${marks.length} files read whole, ${cleared.length} marks that go; left out: ${conflicts.length} conflicts, ${outdated.length} outdated, ${refused.length} refused.`,
  ];
}

const who = ({ role, initials, name }: NamedReview) => `${role} ${initials} (${name})`;

const markLine = ({ file, language, by }: Mark) => `${file} [${language}] ${who(by)}`;

const leftOutLines = ({ id, language, after, now, by, why }: LeftOut) => [
  `${id} [${language}] ${who(by)}: ${why}`,
  ...(now === null ? [] : [`    now: ${now}`]),
  `    wished: ${after}`,
];

function part<T>(title: string, items: readonly T[], linesOf: (item: T) => readonly string[]): readonly string[] {
  if (items.length === 0) return [];
  return [
    `${title} (${items.length})`,
    ...items.flatMap(linesOf).map((line) => `  ${line}`.replace(/[\r\n]+/g, ' ⏎ ').replace(/\p{Cc}/gu, '')),
    '',
  ];
}
