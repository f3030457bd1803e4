import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { loadCopingContent } from '../../db/seed/coping/index.ts';
import { writePage } from './review/page/page.ts';
import { readSheet } from './review/read-sheet.ts';
import { sheetScreens } from './review/sheet-screens.ts';
import { writeCsv } from './review/write-csv.ts';

interface Options {
  readonly html: string;
  readonly csv: string;
}

/**
 * `zont review-sheet`: all texts side by side, for reviewers without git.
 * @param root the folder that holds `locales/` and `db/`
 */
export function reviewSheetCommand(print: (line: string) => void, root: string): Command {
  return new Command('review-sheet')
    .description('write all texts side by side, as a page and as a spreadsheet, for reviewers')
    .option('--html <file>', 'where to write the page', 'zont-review.html')
    .option('--csv <file>', 'where to write the spreadsheet', 'zont-review.csv')
    .action(({ html, csv }: Options, command: Command) => {
      try {
        const sheet = readSheet(root);
        const coping = loadCopingContent(pathToFileURL(`${join(root, 'db/seed/coping')}/`));
        writeFileSync(html, writePage(sheet, sheetScreens(coping)));
        writeFileSync(csv, writeCsv(sheet));
        const texts = sheet.reduce((sum, file) => sum + file.texts.length, 0);
        print(`${html} and ${csv}: ${texts} texts of ${sheet.length} files, each in up to three languages.`);
        print('What comes back: npm run zont -- review-import FILE...');
      } catch (error) {
        command.error(error instanceof Error ? error.message : 'The sheet cannot be written.');
      }
    });
}
