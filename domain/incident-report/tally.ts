import type { Quarter } from '../calendar-period.ts';
import type { IncidentReport } from './incident-report.ts';

/** A report that its organisation has opened. */
export interface OpenedReport {
  /** Of the row; answers and withdrawals name it. */
  readonly id: string;
  /** Of receipt. */
  readonly quarter: Quarter;
  readonly report: IncidentReport;
}

/** How often each value occurs; where several may be chosen the numbers add up to more than the reports. */
export interface Tally {
  readonly title: string;
  readonly mayBeSeveral: boolean;
  /** The most frequent first. */
  readonly counts: readonly (readonly [value: string, reports: number])[];
}

const orNotSaid = (values: readonly string[]) => (values.length === 0 ? ['not_said'] : values);

const questions: readonly { title: string; mayBeSeveral?: true; valuesOf(opened: OpenedReport): readonly string[] }[] =
  [
    { title: 'received in', valuesOf: ({ quarter }) => [quarter] },
    { title: 'country', valuesOf: ({ report }) => [report.country] },
    { title: 'area', valuesOf: ({ report }) => [report.area] },
    { title: 'what happened, mainly', valuesOf: ({ report }) => [report.mainType] },
    { title: 'all that happened', mayBeSeveral: true, valuesOf: ({ report }) => orNotSaid(report.types) },
    { title: 'who did it', mayBeSeveral: true, valuesOf: ({ report }) => orNotSaid(report.perpetrators) },
    { title: 'when', valuesOf: ({ report }) => [report.when] },
    { title: 'where', valuesOf: ({ report }) => [report.setting] },
    { title: 'what it did', mayBeSeveral: true, valuesOf: ({ report }) => orNotSaid(report.effects) },
    { title: 'told by', valuesOf: ({ report }) => [report.forSomebodyElse ? 'somebody else' : 'the person'] },
  ];

/** Exact figures for the organisation's own eyes: they are not blurred, and are never published as they are. */
export function tally(reports: readonly OpenedReport[]): readonly Tally[] {
  return questions.map(({ title, mayBeSeveral = false, valuesOf }) => {
    const numbers = new Map<string, number>();
    for (const value of reports.flatMap(valuesOf)) numbers.set(value, (numbers.get(value) ?? 0) + 1);
    const counts = [...numbers].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    return { title, mayBeSeveral, counts };
  });
}
