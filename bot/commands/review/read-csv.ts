import { CsvError, parse } from 'csv-parse/sync';
import { languages } from '../../../domain/language.ts';
import { columns, fileKind, headerRows, no, type Row, yes } from './csv-columns.ts';
import { unshield } from './formula-cells.ts';
import { type Review, ReviewFault } from './review.ts';

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A review as it stands in a spreadsheet, not yet judged, and the line of each of its parts. */
export interface CsvReview {
  readonly review: unknown;
  lineOf(path: readonly PropertyKey[]): number;
}

/**
 * Reads a spreadsheet that was saved as CSV, with commas, semicolons or tabs between the cells.
 * @throws ReviewFault that names the lines that are wrong
 */
export function readCsv(text: string, name: string): CsvReview {
  const lines = readLines(text, name);
  const head = lines.slice(0, headerRows.length);
  const titles = lines[headerRows.length];
  for (const [index, [title]] of headerRows.entries()) {
    if (head[index]?.cells[0] !== title) throw new ReviewFault(`${name}:${index + 1}: the line "${title}" is missing`);
  }
  const missing = columns.filter((column) => !titles?.cells.includes(column));
  if (!titles || missing.length > 0) {
    throw new ReviewFault(
      `${name}:${titles?.line ?? headerRows.length + 1}: columns are missing: ${missing.join(', ')}`,
    );
  }
  const [role, initials, date] = head.map(({ cells }) => (cells[1] ?? '').trim());
  const rows = lines.slice(headerRows.length + 1).map(({ line, cells }) => ({ line, row: rowOf(titles.cells, cells) }));
  const found = collect(rows, name);
  const review = { zontReview: 1, role: role?.toLowerCase(), initials, date: isoDay(date ?? ''), ...found.parts };
  const headLine: Readonly<Record<string, number>> = { role: 1, initials: 2, date: 3 };
  return {
    review,
    lineOf: ([part, index]) => headLine[String(part)] ?? found.lines[part as keyof Parts]?.[Number(index)] ?? 1,
  };
}

type Parts = Pick<Review, 'corrections' | 'read' | 'remarks'>;

function collect(rows: readonly { line: number; row: Row }[], name: string) {
  const parts: Parts = { corrections: [], read: [], remarks: [] };
  const lines: Record<keyof Parts, number[]> = { corrections: [], read: [], remarks: [] };
  for (const { line, row } of rows) {
    const { id = '', remark = '' } = row;
    for (const language of languages) {
      const text = row[`${language}_correction`] ?? '';
      const digest = row[`${language}_digest`] ?? '';
      if (row.kind === fileKind) {
        const isRead = yes.test(text.trim());
        if (!isRead && !no.test(text.trim())) {
          throw new ReviewFault(`${name}:${line}: ${language}_correction of a file: write yes, or nothing`);
        }
        if (isRead) lines.read[parts.read.push({ file: id, language, digest }) - 1] = line;
      } else if (text !== '') {
        lines.corrections[parts.corrections.push({ id, language, digest, text }) - 1] = line;
      }
    }
    if (remark.trim() !== '') lines.remarks[parts.remarks.push({ id, text: remark }) - 1] = line;
  }
  return { parts, lines };
}

function readLines(text: string, name: string): readonly Line[] {
  const delimiter = /^\uFEFF?"?role"?([,;\t])/.exec(text)?.[1] ?? ',';
  try {
    const options = { bom: true, delimiter, info: true, relax_column_count: true, skip_empty_lines: true } as const;
    const records = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[];
    let next = 1;
    return records.map(({ record, info }) => {
      // `lines` counts to the end of a record; a cell may have several lines.
      const line = next;
      next = info.lines + 1;
      return { line, cells: record.map(unshield) };
    });
  } catch (error) {
    if (error instanceof CsvError) throw new ReviewFault(`${name}:${error.lines ?? 1}: ${error.message}`);
    throw error;
  }
}

const rowOf = (titles: readonly string[], cells: readonly string[]): Row =>
  Object.fromEntries(titles.map((title, index) => [title, cells[index] ?? '']));

/** Spreadsheets rewrite a day in the way of their country: 22.11.2026. */
const isoDay = (day: string) =>
  day.replace(
    /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/,
    (_, d: string, m: string, y: string) => `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`,
  );
