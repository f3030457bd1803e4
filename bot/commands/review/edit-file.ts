import { type ReviewedBy, reviewers } from '../../../locales/review-state.ts';
import { spanOf } from './json-span.ts';
import type { Change } from './plan.ts';
import type { Path } from './sheet.ts';

/** As wide as the formatter of the project lets a line be. */
const lineWidth = 120;

/** A file with some texts and its marks changed; everything else stays as it was laid out. */
export function editFile(
  raw: string,
  changes: readonly Pick<Change, 'text' | 'after'>[],
  reviewedBy: ReviewedBy,
): string {
  const edited = changes.reduce((json, { text, after }) => replaceText(json, text.path, after), raw);
  const marks = reviewers.flatMap((role) => (reviewedBy[role] ? [`"${role}": "${reviewedBy[role]}"`] : []));
  const before = spanOf(edited, ['reviewedBy']);
  const isSame = same(JSON.parse(edited.slice(before.start, before.end)), reviewedBy);
  if (isSame) return edited;
  return splice(edited, ['reviewedBy'], marks.length > 0 ? `{ ${marks.join(', ')} }` : '{}');
}

const same = (a: ReviewedBy, b: ReviewedBy) => reviewers.every((role) => a[role] === b[role]);

function replaceText(json: string, path: Path, text: string): string {
  const list = path.slice(0, -1);
  const { start, end } = spanOf(json, list);
  const around: unknown = JSON.parse(json.slice(start, end));
  if (!Array.isArray(around)) return splice(json, path, JSON.stringify(text));
  const items = around.map((item, index) => JSON.stringify(index === path.at(-1) ? text : item));
  return splice(json, list, layOut(items, json.slice(json.lastIndexOf('\n', start) + 1, start)));
}

/** A list on one line where it fits, else an item a line. */
function layOut(items: readonly string[], lineBefore: string): string {
  const short = `[${items.join(', ')}]`;
  if (lineBefore.length + short.length + 1 <= lineWidth) return short;
  const indent = /^ */.exec(lineBefore)?.[0] ?? '';
  return `[\n${items.map((item) => `${indent}  ${item}`).join(',\n')}\n${indent}]`;
}

function splice(json: string, path: Path, value: string): string {
  const { start, end } = spanOf(json, path);
  return json.slice(0, start) + value + json.slice(end);
}
