import { stringify } from 'csv-stringify/sync';
import { languages } from '../../../domain/language.ts';
import { byteOrderMark, columns, fileKind, headerRows, type Row } from './csv-columns.ts';
import { shield } from './formula-cells.ts';
import { inEachLanguage, reviewedInWords, sourcesInWords } from './in-words.ts';
import type { Sheet, SheetFile, SheetText } from './sheet.ts';

/** The sheet as a spreadsheet: UTF-8 with byte order mark, commas, every cell shielded from formulas. */
export function writeCsv(sheet: Sheet): string {
  const rows = sheet.flatMap((file) => [fileRow(file), ...file.texts.map((text) => textRow(file, text))]);
  const table = rows.map((row) => columns.map((column) => shield(row[column] ?? '')));
  const header = headerRows.map(([name, hint]) => padded([name, '', `(${hint})`]));
  return byteOrderMark + stringify([...header, [...columns], ...table], { record_delimiter: '\r\n' });
}

const padded = (cells: readonly string[]) => columns.map((_, index) => cells[index] ?? '');

function fileRow(file: SheetFile): Row {
  return {
    id: file.name,
    kind: fileKind,
    limit: 'read whole? write yes into the correction of your language',
    sources: sourcesInWords(file),
    ...inEachLanguage(languages, (language) => {
      const source = file.languages[language];
      return source ? { [language]: reviewedInWords(source), [`${language}_digest`]: source.digest } : {};
    }),
  };
}

function textRow(file: SheetFile, { id, kind, cells }: SheetText): Row {
  return {
    id,
    kind: kind.name,
    limit: kind.most === null ? '' : `≤ ${kind.most}`,
    sources: sourcesInWords(file),
    ...inEachLanguage(languages, (language) => {
      const cell = cells[language];
      return cell ? { [language]: cell.text, [`${language}_digest`]: cell.digest } : {};
    }),
  };
}
