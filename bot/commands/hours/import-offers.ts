import { Command } from 'commander';
import type { CounsellorHours } from '../../../db/counselling/offering-desk.ts';
import { dayIn } from '../../../domain/booking/time-zone.ts';
import type { Run } from '../program-command.ts';
import { CommandFault } from '../terminal.ts';
import { addFaultInWords, refreshedInWords } from './in-words.ts';
import type { OfferSheet } from './offer-sheet.ts';
import { runOnHours } from './offering.ts';

/** `zont hours import`: a table or a calendar file, whole or not at all. */
export function importCommand(run: Run): Command {
  return new Command('import')
    .description('offer the hours of a table (.csv) or a calendar file (.ics), all or none of them')
    .argument('<counsellor>')
    .argument('<file>')
    .option('--dry-run', 'only say what would be')
    .action((id: string, path: string, { dryRun = false }: { dryRun?: boolean }) =>
      runOnHours(run, async ({ offering, terminal, now, find }) => {
        const found = await find(id);
        const sheet = await read(path, (await terminal.readFile(path)).toString('utf8'), found, now);
        const { counsellor } = found;
        if (sheet.faults.length > 0) throw refusal(path, sheet.faults);
        const added = await offering.addOffers(
          counsellor.id,
          sheet.offers.map(({ offer }) => offer),
          dryRun,
        );
        if (!added.ok) {
          const faults = added.faults.map((fault) => ({
            line: sheet.offers[fault.at]?.line ?? 1,
            words: addFaultInWords(counsellor, fault),
          }));
          throw refusal(path, faults);
        }
        const passedOver = sheet.passedOver > 0 ? ` ${sheet.passedOver} that are over or cancelled are left out.` : '';
        terminal.print(`${sheet.offers.length} offers read.${passedOver}`);
        if (dryRun) terminal.print('Nothing is written: this was a dry run.');
        else for (const line of refreshedInWords(counsellor, added)) terminal.print(line);
      }),
    );
}

async function read(path: string, text: string, { counsellor }: CounsellorHours, now: number): Promise<OfferSheet> {
  const { zone } = counsellor;
  // Only who imports a file needs the libraries that read it.
  if (path.toLowerCase().endsWith('.ics')) {
    const { readOffersIcs } = await import('./read-offers-ics.ts');
    return readOffersIcs(text, { zone, now });
  }
  if (path.toLowerCase().endsWith('.csv')) {
    const { readOffersCsv } = await import('./read-offers-csv.ts');
    return readOffersCsv(text, { today: dayIn(zone, now) });
  }
  throw new CommandFault('The name of the file must end in .csv or .ics.');
}

function refusal(path: string, faults: OfferSheet['faults']): CommandFault {
  const lines = faults.map(({ line, words }) => `${path}:${line}: ${words}`);
  return new CommandFault([...lines, 'Nothing is imported.'].join('\n'));
}
