import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { parseWithLines } from '../../../db/json-lines.ts';
import { type Language, languages } from '../../../domain/language.ts';
import { parseReviewedBy } from '../../../locales/review-state.ts';
import { digestOf, digestOfAll } from './digest.ts';
import { pathInWords, stringsIn } from './json-strings.ts';
import type { Cell, Path, SheetFile, SheetText, SourceFile } from './sheet.ts';
import type { TextKind } from './text-kind.ts';

const content = z.looseObject({
  reviewedBy: z.unknown(),
  sources: z.array(z.string()).optional(),
  evidence: z.string().optional(),
});

interface ReadFile {
  readonly source: SourceFile;
  readonly value: z.infer<typeof content>;
  readonly texts: ReadonlyMap<string, { readonly path: Path; readonly kind: TextKind; readonly cell: Cell }>;
}

/**
 * Reads the files of one name in all languages.
 * @param kindAt what the string at a path is; null for what is no text
 * @throws Error that names a file whose marks or JSON cannot be read
 */
export function readSheetFile(
  root: string,
  name: string,
  pathIn: (language: Language) => string,
  kindAt: (path: Path) => TextKind | null,
): SheetFile {
  const read = languages.flatMap((language) => {
    const file = readLanguage(root, name, pathIn(language), kindAt);
    return file ? [[language, file] as const] : [];
  });
  const files: Partial<Record<Language, ReadFile>> = Object.fromEntries(read);
  const value = read[0]?.[1].value;
  return {
    name,
    sources: value?.sources ?? [],
    evidence: value?.evidence ?? null,
    texts: sideBySide(files),
    languages: Object.fromEntries(read.map(([language, { source }]) => [language, source])),
  };
}

function readLanguage(
  root: string,
  name: string,
  path: string,
  kindAt: (path: Path) => TextKind | null,
): ReadFile | null {
  const raw = readIfThere(join(root, path));
  if (raw === null) return null;
  const value = content.parse(parseWithLines(raw).value);
  const texts = stringsIn(value).flatMap(({ path: at, text }) => {
    const kind = kindAt(at);
    const id = `${name}.${pathInWords(name.startsWith('locales/') ? at.slice(1) : at)}`;
    return kind ? [[id, { path: at, kind, cell: { text, digest: digestOf(text) } }] as const] : [];
  });
  const reviewedBy = parseReviewedBy(value.reviewedBy, path.replace(/^locales\/|\.json$/g, ''));
  const digest = digestOfAll(texts.map(([id, { cell }]) => [id, cell.digest]));
  return { source: { path, raw, reviewedBy, digest }, value, texts: new Map(texts) };
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** In the order of the language that has most of the texts: Russian, where plural forms are counted. */
function sideBySide(files: Partial<Record<Language, ReadFile>>): readonly SheetText[] {
  const fullest = Object.values(files).sort((a, b) => b.texts.size - a.texts.size);
  const ids = new Set(fullest.flatMap(({ texts }) => [...texts.keys()]));
  return [...ids].flatMap((id) => {
    const model = fullest.find(({ texts }) => texts.has(id))?.texts.get(id);
    const cells = languages.flatMap((language) => {
      const text = files[language]?.texts.get(id);
      return text ? [[language, text.cell] as const] : [];
    });
    return model ? [{ id, path: model.path, kind: model.kind, cells: Object.fromEntries(cells) }] : [];
  });
}
