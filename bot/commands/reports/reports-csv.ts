import { stringify } from 'csv-stringify/sync';
import { type OpenedReport, tally } from '../../../domain/incident-report/tally.ts';
import { shield } from '../review/formula-cells.ts';
import { categoryOf, inWords, reactOf } from './in-words.ts';

/** Counts as a spreadsheet. */
export const tallyAsCsv = (reports: readonly OpenedReport[]): string =>
  csv([
    ['table', 'code', 'words', 'REAct', 'reports'],
    ...tally(reports).flatMap(({ title, counts }) =>
      counts.map(([value, number]) => [title, value, inWords(value), categoryOf(value)?.react ?? '', String(number)]),
    ),
  ]);

/** A report a line. Where several were chosen a semicolon stands between them. */
export const rowsAsCsv = (reports: readonly OpenedReport[]): string =>
  csv([
    columns.map(([name]) => name),
    ...reports.map((opened) => columns.map(([, valuesOf]) => valuesOf(opened).join('; '))),
  ]);

const columns: readonly (readonly [name: string, valuesOf: (opened: OpenedReport) => readonly string[]])[] = [
  ['id', ({ id }) => [id]],
  ['received in', ({ quarter }) => [quarter]],
  ['country', ({ report }) => [report.country]],
  ['area', ({ report }) => [report.area]],
  ['main type', ({ report }) => [report.mainType]],
  ['what happened', ({ report }) => report.types],
  ['what happened, in words', ({ report }) => report.types.map(inWords)],
  ['violations (REAct)', ({ report }) => reactOf(report.types)],
  ['who did it', ({ report }) => report.perpetrators],
  ['who did it, in words', ({ report }) => report.perpetrators.map(inWords)],
  ['perpetrators (REAct)', ({ report }) => reactOf(report.perpetrators)],
  ['when', ({ report }) => [inWords(report.when)]],
  ['where', ({ report }) => [inWords(report.setting)]],
  ['what it did', ({ report }) => report.effects.map(inWords)],
  ['told by', ({ report }) => [report.forSomebodyElse ? 'somebody else' : 'the person']],
];

/** UTF-8 with byte order mark, as spreadsheets expect it, and no cell that they would run. */
const csv = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${stringify(
    rows.map((row) => row.map(shield)),
    { record_delimiter: '\r\n' },
  )}`.trimEnd();
