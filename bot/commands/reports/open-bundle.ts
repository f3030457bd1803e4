import type { ReportBundle } from '../../../db/reports/bundle.ts';
import { openBundle } from '../../../db/reports/bundle-file.ts';
import type { HolderKey } from '../../../db/reports/holder-key.ts';
import { openReport } from '../../../db/reports/sealed-report.ts';
import type { OpenedReport } from '../../../domain/incident-report/tally.ts';
import { openKeyFile } from '../receiving-keys/key-files.ts';
import { CommandFault, type LocalTerminal } from '../terminal.ts';

/** A bundle at home, and the keys that are at hand. */
export interface BundleAtHome {
  readonly bundle: ReportBundle;
  readonly holders: readonly HolderKey[];
  readonly reports: readonly OpenedReport[];
  /** Rows that none of these keys opens. */
  readonly unreadable: number;
}

/**
 * Asks for the passphrases and opens everything.
 * @throws CommandFault in words when bundle or keys do not fit
 */
export async function openBundleAtHome(
  path: string,
  keyPaths: readonly string[],
  terminal: LocalTerminal,
): Promise<BundleAtHome> {
  const file = await terminal.readFile(path);
  const holders: HolderKey[] = [];
  for (const keyPath of keyPaths) holders.push(await openKeyFile(keyPath, terminal));
  const identities = holders.map(({ identity }) => identity);
  const bundle = await openBundle(file, identities);
  if (!bundle)
    throw new CommandFault(
      `${path} does not open with ${keyPaths.length > 1 ? 'these keys' : 'this key'}. Either it is for another organisation or key, or it was cut short or changed on its way: ask the operator for a new one.`,
    );
  const reports: OpenedReport[] = [];
  let unreadable = 0;
  for (const [index, { id, quarter, sealed }] of bundle.rows.entries()) {
    const opened = await openWithAny(sealed, identities);
    if (!opened) unreadable++;
    if (opened?.kind === 'report') reports.push({ id, quarter, report: opened.report });
    if ((index + 1) % progressEvery === 0) terminal.complain(`Opened ${index + 1} of ${bundle.rows.length}.`);
  }
  return { bundle, holders, reports, unreadable };
}

const progressEvery = 1_000;

async function openWithAny(sealed: Buffer, identities: readonly string[]) {
  for (const identity of identities) {
    const opened = await openReport(sealed, identity);
    if (opened) return opened;
  }
  return null;
}
