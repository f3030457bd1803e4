import type { Path } from './sheet.ts';

export interface Span {
  readonly start: number;
  readonly end: number;
}

const space = /[ \t\r\n]*/y;
const scalar = /"(?:[^"\\]|\\.)*"|[^\s,\]}]+/y;
const bracket = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;

/**
 * Where the value at a path stands in valid JSON.
 * @throws Error when there is none
 */
export function spanOf(json: string, path: Path, from = 0): Span {
  let at = afterSpace(json, from);
  const [wanted, ...rest] = path;
  if (wanted === undefined) return { start: at, end: endOf(json, at) };
  const isObject = json[at] === '{';
  at = afterSpace(json, at + 1);
  for (let index = 0; at < json.length && !'}]'.includes(json[at] as string); index++) {
    let key: string | number = index;
    if (isObject) {
      const end = endOf(json, at);
      key = JSON.parse(json.slice(at, end)) as string;
      at = afterSpace(json, afterSpace(json, end) + 1);
    }
    if (key === wanted) return spanOf(json, rest, at);
    at = afterSpace(json, endOf(json, at));
    if (json[at] === ',') at = afterSpace(json, at + 1);
  }
  throw new Error(`there is no ${path.join('.')}`);
}

function afterSpace(json: string, at: number): number {
  space.lastIndex = at;
  return at + (space.exec(json)?.[0].length ?? 0);
}

function endOf(json: string, start: number): number {
  if (!'{['.includes(json[start] ?? ' ')) {
    scalar.lastIndex = start;
    return start + (scalar.exec(json)?.[0].length ?? 0);
  }
  bracket.lastIndex = start;
  let depth = 0;
  for (let found = bracket.exec(json); found; found = bracket.exec(json)) {
    if (found[0] === '{' || found[0] === '[') depth++;
    else if (found[0] === '}' || found[0] === ']') depth--;
    if (depth === 0) return bracket.lastIndex;
  }
  throw new Error('a bracket is not closed');
}
