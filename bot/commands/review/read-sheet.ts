import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { loadCopingContent } from '../../../db/seed/coping/index.ts';
import { parseWithLines } from '../../../db/seed/coping/json-lines.ts';
import { type Language, languages } from '../../../domain/language.ts';
import { parseReviewedBy } from '../../../locales/review-state.ts';
import { digestOf, digestOfAll } from './digest.ts';
import { pathInWords, stringsIn } from './json-strings.ts';
import { screenKinds } from './screen-kinds.ts';
import type { Cell, Path, Sheet, SheetFile, SheetText, SourceFile } from './sheet.ts';
import { copingKind, type TextKind } from './text-kind.ts';

const coping = 'db/seed/coping';

/**
 * Reads every text that waits for reviewers: the interface, the cards, the exercises.
 * @param root the folder that holds `locales/` and `db/`
 * @throws Error that names the files that cannot be read
 */
export function readSheet(root: string): Sheet {
  loadCopingContent(pathToFileURL(`${join(root, coping)}/`));
  const kindOf = screenKinds();
  const names = jsonNames(join(root, 'locales/en'));
  const items = (folder: string) => readdirSync(join(root, coping, folder)).sort();
  return [
    ...names.map((name) =>
      readFile(
        root,
        `locales/${name}`,
        (language) => `locales/${language}/${name}.json`,
        (path) => (path[0] === 'texts' ? kindOf(name, String(path[1])) : null),
      ),
    ),
    ...['cards', 'exercises'].flatMap((folder) =>
      items(folder).map((id) =>
        readFile(
          root,
          `${folder}/${id}`,
          (language) => `${coping}/${folder}/${id}/${language}.json`,
          (path) => copingKind(folder, path),
        ),
      ),
    ),
  ];
}

const jsonNames = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replace(/\.json$/, ''))
    .sort();

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

function readFile(
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
