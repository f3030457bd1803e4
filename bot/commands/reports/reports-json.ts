import { type OpenedReport, tally } from '../../../domain/incident-report/tally.ts';
import { categoryOf } from './in-words.ts';

/** Counts with codes, words and categories. */
export const tallyAsJson = (reports: readonly OpenedReport[]) => ({
  tables: tally(reports).map(({ title, counts }) => ({
    title,
    counts: counts.map(([value, number]) => ({ value, ...categoryOf(value), reports: number })),
  })),
});

/** Reports as they were told. */
export const rowsAsJson = (reports: readonly OpenedReport[]) => ({
  reports: reports.map(({ id, quarter, report }) => ({ id, quarter, ...report })),
});
