import { cardFile, exerciseFile } from '../../../db/seed/coping/schema.ts';
import { countCharacters } from './characters.ts';
import type { SheetFile, SheetText } from './sheet.ts';

const placeholder = /\{\{(\w+)\}\}/g;
const token = /<(\/?)([^>]*)>|<|&(?!(?:lt|gt|amp|quot);)/g;

/**
 * Why a correction may not stand in its place, in words; empty when it may.
 * @param before the text that it replaces
 */
export function faultsOf(text: string, before: string, { kind }: Pick<SheetText, 'kind'>): readonly string[] {
  if (text.trim() === '') return ['is empty'];
  const length = countCharacters(text);
  return [
    ...placeholderFaults(text, before),
    ...(kind.isPlain ? markupFaults(text) : htmlFaults(text)),
    ...(kind.most !== null && length > kind.most
      ? [`has ${length} characters, a ${kind.name} at most ${kind.most}`]
      : []),
    ...(/\p{Cc}/u.test(text) ? ['has a line break or another character that cannot be seen'] : []),
    ...(text.includes('  ') ? ['has two blanks in a row'] : []),
  ];
}

/** What the shape of a card or an exercise forbids, after all corrections of it. */
export function shapeFaults({ name }: Pick<SheetFile, 'name'>, value: unknown): readonly string[] {
  if (name.startsWith('locales/')) return [];
  const parsed = (name.startsWith('cards/') ? cardFile : exerciseFile).safeParse(value);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const namesIn = (text: string) => new Set([...text.matchAll(placeholder)].map(([whole]) => whole));

function placeholderFaults(text: string, before: string): readonly string[] {
  const [held, wanted] = [namesIn(text), namesIn(before)];
  return [
    ...[...wanted].filter((name) => !held.has(name)).map((name) => `${name} is missing`),
    ...[...held].filter((name) => !wanted.has(name)).map((name) => `${name} is too much`),
    ...(/[{}]/.test(text.replace(placeholder, '')) ? ['has braces that are no {{placeholder}}'] : []),
  ];
}

const markupFaults = (text: string) => (/<\/?[a-z][^>]*>|&(?:amp|lt|gt|quot);/i.test(text) ? ['takes no markup'] : []);

/** Bold and italic, closed in order, and nothing else. */
function htmlFaults(text: string): readonly string[] {
  const faults: string[] = [];
  const open: string[] = [];
  for (const [whole, slash, tag] of text.matchAll(token)) {
    if (tag === undefined) faults.push(`"${whole}" must be written as ${whole === '<' ? '&lt;' : '&amp;'}`);
    else if (tag !== 'b' && tag !== 'i') faults.push(`${whole} is neither bold <b> nor italic <i>`);
    else if (slash === '') open.push(tag);
    else if (open.pop() !== tag) faults.push(`${whole} closes nothing`);
  }
  return [...faults, ...open.map((tag) => `<${tag}> is not closed`)];
}
