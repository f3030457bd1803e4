import { Command } from 'commander';
import { type CopingContent, loadCopingContent } from '../../db/seed/coping/index.ts';
import type { DirectoryFile } from '../../db/seed/directory/schema.ts';
import { isReviewed, neededReviewers, type Reviewer as TipReviewer } from '../../domain/evidence.ts';
import { languages } from '../../domain/language.ts';
import { type FileReview, type Reviewer, reviewState } from '../../locales/review-state.ts';
import { readDirectoryFiles } from './directory-files.ts';
import type { RunLocally } from './local-command.ts';

const inWords: Readonly<Record<Reviewer, string>> = {
  native: 'native speaker',
  clinician: 'clinician',
  lawyer: 'lawyer',
};

/** `zont texts`: which texts nobody has reviewed yet, and who is still to read them. */
export const textsCommand = (runLocally: RunLocally): Command =>
  new Command('texts').description('list the texts that still need a reviewer').action(() =>
    runLocally(async ({ terminal }) => {
      const report = textsReport(reviewState(), readDirectoryFiles(), loadCopingContent());
      for (const line of report) terminal.print(line);
      return 0;
    }),
  );

/** The report, a line each: per language and file who has not reviewed it, the tips, the directory, a total. */
export function textsReport(
  files: readonly FileReview[],
  directory: readonly DirectoryFile[],
  coping: CopingContent,
): readonly string[] {
  const folders = [...new Set(files.map(({ language }) => language))];
  const pending = files.filter(({ missing }) => missing.length > 0);
  const unreviewed = directoryTexts(directory);
  const waiting = pending.reduce((sum, { texts }) => sum + texts, 0);
  return [
    ...folders.flatMap((language) => [language, ...files.filter((file) => file.language === language).map(fileLine)]),
    'tips and exercises',
    ...tipLines(coping),
    'directory',
    `  ${unreviewed} texts in db/seed/directory: not reviewed by anybody (the files hold no review)`,
    `Total: ${pending.length} of ${files.length} files with ${waiting} texts still need a reviewer, ${tipsOf(coping).filter((tip) => !isReviewed(tip)).length} tips and exercises, and ${unreviewed} texts of the directory.`,
  ];
}

interface Tip {
  readonly reviewedBy: readonly TipReviewer[];
}

const tipsOf = (coping: CopingContent): readonly Tip[] =>
  languages.flatMap((language) => [...coping[language].cards, ...coping[language].exercises]);

/** A line a language and kind: each card is a file, and a line for each would hide the rest. */
function tipLines(coping: CopingContent): readonly string[] {
  return languages.flatMap((language) =>
    (['cards', 'exercises'] as const).map((kind) => {
      const tips: readonly Tip[] = coping[language][kind];
      const missing = neededReviewers.flatMap((reviewer) => {
        const count = tips.filter(({ reviewedBy }) => !reviewedBy.includes(reviewer)).length;
        return count > 0 ? [`${inWords[reviewer]} (${count})`] : [];
      });
      const state = missing.length > 0 ? `not reviewed by: ${missing.join(', ')}` : 'reviewed';
      return `  ${`${language} ${kind}`.padEnd(16)} ${String(tips.length).padStart(3)} files  ${state}`;
    }),
  );
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
