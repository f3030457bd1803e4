import { Command } from 'commander';
import { loadSeedDirectory } from '../../db/seed/directory/index.ts';
import type { DirectoryFile } from '../../db/seed/directory/schema.ts';
import { type FileReview, type Reviewer, reviewState } from '../../locales/review-state.ts';

const inWords: Readonly<Record<Reviewer, string>> = {
  native: 'native speaker',
  clinician: 'clinician',
  lawyer: 'lawyer',
};

/** `zont texts`: which texts nobody has reviewed yet, and who is still to read them. */
export function textsCommand(print: (line: string) => void): Command {
  return new Command('texts').description('list the texts that still need a reviewer').action(() => {
    for (const line of textsReport(reviewState(), loadSeedDirectory())) print(line);
  });
}

/** The report, a line each: per language and file who has not reviewed it, the directory, a total. */
export function textsReport(files: readonly FileReview[], directory: readonly DirectoryFile[]): readonly string[] {
  const languages = [...new Set(files.map(({ language }) => language))];
  const pending = files.filter(({ missing }) => missing.length > 0);
  const unreviewed = directoryTexts(directory);
  const waiting = pending.reduce((sum, { texts }) => sum + texts, 0);
  return [
    ...languages.flatMap((language) => [language, ...files.filter((file) => file.language === language).map(fileLine)]),
    'directory',
    `  ${unreviewed} texts in db/seed/directory: not reviewed by anybody (the files hold no review)`,
    `Total: ${pending.length} of ${files.length} files with ${waiting} texts still need a reviewer, and ${unreviewed} texts of the directory.`,
  ];
}

function fileLine({ file, texts, missing }: FileReview): string {
  const state = missing.length > 0 ? `not reviewed by: ${missing.map((one) => inWords[one]).join(', ')}` : 'reviewed';
  return `  ${file.padEnd(16)} ${String(texts).padStart(3)} texts  ${state}`;
}

/** Names, short names and descriptions of listed organisations, each language counted. */
function directoryTexts(directory: readonly DirectoryFile[]): number {
  return directory
    .flatMap(({ organizations }) => organizations)
    .filter(({ isListed }) => isListed)
    .flatMap(({ name, shortName, services }) => [name, shortName, ...services.map(({ description }) => description)])
    .reduce((sum, localized) => sum + Object.keys(localized ?? {}).length, 0);
}
