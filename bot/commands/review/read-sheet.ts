import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadCopingContent } from '../../../db/seed/coping/index.ts';
import { readSheetFile } from './read-sheet-file.ts';
import { screenKinds } from './screen-kinds.ts';
import type { Sheet } from './sheet.ts';
import { copingKind } from './text-kind.ts';

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
      readSheetFile(
        root,
        `locales/${name}`,
        (language) => `locales/${language}/${name}.json`,
        (path) => (path[0] === 'texts' ? kindOf(name, String(path[1])) : null),
      ),
    ),
    ...['cards', 'exercises'].flatMap((folder) =>
      items(folder).map((id) =>
        readSheetFile(
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
