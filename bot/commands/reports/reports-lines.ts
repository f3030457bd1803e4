import { type OpenedReport, tally } from '../../../domain/incident-report/tally.ts';
import { inWords } from './in-words.ts';

/** Tables for the screen. */
export function tallyAsLines(reports: readonly OpenedReport[]): readonly string[] {
  if (reports.length === 0) return ['There are no reports in this bundle yet.'];
  return [
    `${reports.length} reports. These are exact figures, for you alone: published, they could show who reported.`,
    ...tally(reports).flatMap(({ title, mayBeSeveral, counts }) => [
      '',
      mayBeSeveral ? `${title} (several may be chosen)` : title,
      ...counts.map(([value, number]) => `  ${String(number).padStart(6)}  ${inWords(value)}`),
    ]),
  ];
}

/** Each report in a few lines. */
export const rowsAsLines = (reports: readonly OpenedReport[]): readonly string[] =>
  reports.length === 0 ? ['There are no reports in this bundle yet.'] : reports.flatMap(rowAsLines);

function rowAsLines({ id, quarter, report }: OpenedReport): readonly string[] {
  const list = (values: readonly string[]) => (values.length === 0 ? 'not said' : values.map(inWords).join('; '));
  return [
    `${id}, received in ${quarter}`,
    `  ${report.country}, area: ${inWords(report.area)}`,
    `  what happened: ${list(report.types)}; mainly: ${inWords(report.mainType)}`,
    `  who: ${list(report.perpetrators)}`,
    `  when: ${inWords(report.when)}; where: ${inWords(report.setting)}`,
    `  what it did: ${list(report.effects)}`,
    ...(report.forSomebodyElse ? ['  told by somebody else'] : []),
    '',
  ];
}
