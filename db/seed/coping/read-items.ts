import { readdirSync, readFileSync } from 'node:fs';
import type * as z from 'zod';
import { isLanguage, type Language } from '../../../domain/language.ts';
import { JsonFault, parseWithLines } from '../../json-lines.ts';

/** One item in one language, as its file has it. */
export interface ItemFile<T> {
  /** `cards/stigma-1/ky.json` */
  readonly name: string;
  readonly id: string;
  readonly language: Language;
  readonly file: T;
  lineOf(path: readonly PropertyKey[]): number;
}

/** What a folder holds, and what is wrong with it: `cards/stigma-1/ky.json:7: lines[2]: …`. */
export interface ReadItems<T> {
  readonly files: readonly ItemFile<T>[];
  readonly faults: readonly string[];
}

/** Reads all files of `cards/` or `exercises/`, sorted by name. */
export function readItems<T extends { readonly id: string }>(
  folder: URL,
  kind: string,
  schema: z.ZodType<T>,
): ReadItems<T> {
  const files: ItemFile<T>[] = [];
  const faults: string[] = [];
  for (const { name, id, language } of namesIn(folder, kind, faults)) {
    const read = readItem(new URL(name, folder), name, schema);
    if ('faults' in read) faults.push(...read.faults);
    else if (read.file.id !== id) faults.push(`${name}:${read.lineOf(['id'])}: id: is not the folder's name`);
    else files.push({ ...read, name, id, language });
  }
  return { files, faults };
}

/** `['steps', 3, 'text']` → `steps[3].text`. */
export function inWords(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

function namesIn(folder: URL, kind: string, faults: string[]) {
  const items = readdirSync(new URL(`${kind}/`, folder), { withFileTypes: true });
  for (const item of items) {
    if (!item.isDirectory()) faults.push(`${kind}/${item.name}: is not a folder with one file a language`);
  }
  return items
    .filter((item) => item.isDirectory())
    .map(({ name }) => name)
    .sort()
    .flatMap((id) =>
      readdirSync(new URL(`${kind}/${id}/`, folder))
        .sort()
        .flatMap((base) => {
          const name = `${kind}/${id}/${base}`;
          const language = base.replace(/\.json$/, '');
          if (base.endsWith('.json') && isLanguage(language)) return [{ name, id, language }];
          faults.push(`${name}: is not named after a language of the bot`);
          return [];
        }),
    );
}

function readItem<T>(
  url: URL,
  name: string,
  schema: z.ZodType<T>,
): Pick<ItemFile<T>, 'file' | 'lineOf'> | { readonly faults: readonly string[] } {
  try {
    const { value, lineOf } = parseWithLines(readFileSync(url, 'utf8'));
    const parsed = schema.safeParse(value);
    if (parsed.success) return { file: parsed.data, lineOf };
    return { faults: parsed.error.issues.map((issue) => inOneLine(name, issue, lineOf)) };
  } catch (error) {
    if (error instanceof JsonFault) return { faults: [`${name}:${error.line}: ${error.message}`] };
    throw error;
  }
}

function inOneLine(name: string, issue: z.core.$ZodIssue, lineOf: (path: readonly PropertyKey[]) => number): string {
  const [unknownKey] = issue.code === 'unrecognized_keys' ? issue.keys : [];
  const path = unknownKey === undefined ? issue.path : [...issue.path, unknownKey];
  return `${name}:${lineOf(path)}: ${inWords(path)}: ${issue.message}`;
}
