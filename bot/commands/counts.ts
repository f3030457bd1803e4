import { Command, Option } from 'commander';
import { stringify } from 'csv-stringify/sync';
import { crosswalk } from '../../domain/incident-report/crosswalk.ts';
import type { Cell } from '../../domain/report-counts/cells.ts';
import type { Figure, ReleasedTable } from '../../domain/report-counts/released-table.ts';
import type { CountTable } from '../../domain/report-counts/rules.ts';
import type { Run } from './program-command.ts';
import { reportsOf } from './reports-of.ts';
import { shield } from './review/formula-cells.ts';

interface Typed {
  readonly csv?: boolean;
  readonly json?: boolean;
}

/** `zont counts`: what may be shown to everybody, in every form out of `ReleasedTable` alone. */
export const countsCommand = (run: Run): Command =>
  new Command('counts')
    .description('the counts that are released: blurred, for large areas, a month after their period')
    .addOption(new Option('--csv', 'for a spreadsheet').conflicts('json'))
    .option('--json', 'for other programs')
    .action(({ csv = false, json = false }: Typed) =>
      run(async (parts, { print, complain }) => {
        const { tables, unreadable } = await reportsOf(parts).counts();
        print(csv ? countsAsCsv(tables) : json ? countsAsJson(tables) : countsAsLines(tables).join('\n'));
        for (const line of unreadableLines(unreadable)) complain(line);
        return 0;
      }),
    );

const titles: Readonly<Record<CountTable, string>> = {
  T0: 'Reports received, by country',
  T1: 'Reports received, by area',
  T2: 'Reports received, by what mainly happened',
};
const tooFew = 'too few to say';

export function countsAsLines(tables: readonly ReleasedTable[]): readonly string[] {
  if (tables.length === 0) return ['Nothing is released yet: a period is, 30 days after its end.'];
  return [
    ...tables.flatMap(({ table, period, rows, total }) => {
      const told = rows.flatMap(({ cell, figure }) => (figure ? [`  ${cellInWords(cell)}: ${inWords(figure)}`] : []));
      return [
        `${titles[table]}, ${period}`,
        ...told,
        told.length === 0 ? `  everywhere: ${tooFew}` : `  all others: ${tooFew}`,
        ...(total === undefined ? [] : [`  together: ${total ? inWords(total) : tooFew}`]),
        '',
      ];
    }),
    'These are reports, not incidents, and not proven facts. Figures are blurred on purpose; each stands with the range in which the true number lies in 95 of 100 cases.',
  ];
}

export const countsAsCsv = (tables: readonly ReleasedTable[]): string =>
  `\ufeff${stringify(
    [
      ['table', 'period', 'country', 'part', 'about', 'from', 'to'],
      ...tables.flatMap(({ table, period, rows, total }) => [
        ...rows.map(({ cell, figure }) => [table, period, cell.country, cell.part ?? '', ...cellsOf(figure)]),
        ...(total === undefined ? [] : [[table, period, 'all', '', ...cellsOf(total)]]),
      ]),
    ].map((row) => row.map(shield)),
    { record_delimiter: '\r\n' },
  )}`.trimEnd();

/** A figure is null where there are too few to say. */
export const countsAsJson = (tables: readonly ReleasedTable[]): string =>
  JSON.stringify(
    tables.map(({ table, period, rows, total }) => ({
      table,
      period,
      rows: rows.map(({ cell, figure }) => ({ ...cell, figure })),
      total,
    })),
    null,
    2,
  );

const unreadableLines = (names: readonly string[]) =>
  names.length > 0 ? [`! Cannot be opened with the keys in KEYS_DIRECTORY: ${names.join(', ')}.`] : [];

const inWords = ({ about, from, to }: Figure) => `about ${about} (${from} to ${to})`;
const cellsOf = (figure: Figure | null) =>
  figure ? [String(figure.about), String(figure.from), String(figure.to)] : [tooFew, '', ''];

function cellInWords({ country, part }: Cell): string {
  if (part === null) return country;
  if (part === 'not_said') return `${country}, not said`;
  return part in crosswalk ? `${country}, ${crosswalk[part as keyof typeof crosswalk].words}` : part;
}
