import { Command, Option } from 'commander';
import type { RunLocally } from '../local-command.ts';
import { type BundleAtHome, openBundleAtHome } from './open-bundle.ts';
import { rowsAsCsv, tallyAsCsv } from './reports-csv.ts';
import { rowsAsJson, tallyAsJson } from './reports-json.ts';
import { rowsAsLines, tallyAsLines } from './reports-lines.ts';

interface Typed {
  readonly key: readonly string[];
  readonly rows?: boolean;
  readonly csv?: boolean;
  readonly json?: boolean;
}

/** `zont reports open`: at the organisation, offline. Single reports only when asked for: a screen can be seen. */
export const openCommand = (runLocally: RunLocally): Command =>
  new Command('open')
    .description('on your own computer: read a bundle; tables of exact counts, or with --rows each report')
    .argument('<bundle>', 'the file that the operator sent')
    .requiredOption('--key <files...>', 'your key; a former one as well, for reports of its time')
    .option('--rows', 'every single report')
    .addOption(new Option('--csv', 'for a spreadsheet, with the categories of REAct').conflicts('json'))
    .option('--json', 'for other programs')
    .action((path: string, { key, rows = false, csv = false, json = false }: Typed) =>
      runLocally(async ({ terminal }) => {
        const opened = await openBundleAtHome(path, key, terminal);
        terminal.print(written(opened, rows, csv ? 'csv' : json ? 'json' : 'lines'));
        if (opened.unreadable > 0)
          terminal.complain(
            `${opened.unreadable} reports are sealed to another key of yours. Add it: --key <this> <the other>.`,
          );
        if (opened.bundle.withdrawn.length > 0)
          terminal.complain(
            `${opened.bundle.withdrawn.length} reports were withdrawn. They are left out here: delete them from your copies, too (--json names them).`,
          );
        return 0;
      }),
    );

function written({ bundle, reports }: BundleAtHome, rows: boolean, form: 'csv' | 'json' | 'lines'): string {
  const { organisation, withdrawn } = bundle;
  if (form === 'csv') return rows ? rowsAsCsv(reports) : tallyAsCsv(reports);
  if (form === 'json')
    return JSON.stringify({ organisation, withdrawn, ...(rows ? rowsAsJson(reports) : tallyAsJson(reports)) }, null, 2);
  return (rows ? rowsAsLines(reports) : tallyAsLines(reports)).join('\n');
}
