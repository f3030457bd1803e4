import { Command } from 'commander';
import { sealBundle } from '../../../db/reports/bundle-file.ts';
import { dayOf } from '../../../domain/calendar-day.ts';
import type { OrganisationId } from '../../../domain/organisation-id.ts';
import { mayVouch } from '../../../domain/receiving-key.ts';
import { requireKeys } from '../known-organisation.ts';
import { parseOrganisation } from '../parse-arguments.ts';
import type { Run } from '../program-command.ts';
import { reportsOf } from '../reports-of.ts';
import { CommandFault } from '../terminal.ts';

/** `zont reports bundle`: everything that one organisation may read, in one sealed file. */
export const bundleCommand = (run: Run): Command =>
  new Command('bundle')
    .description('put all reports to one organisation into a file that only its keys open')
    .argument('<organisation>', 'its id', parseOrganisation)
    .requiredOption('--out <file>', 'the file to make')
    .action((organisation: OrganisationId, { out }: { out: string }) =>
      run(async (parts, terminal) => {
        const { receivingKeys, exchange } = reportsOf(parts);
        const today = dayOf(parts.now());
        // Ended keys, too: reports of their time are sealed to them alone.
        const keys = (await requireKeys(receivingKeys, organisation)).filter((key) => mayVouch(key, today));
        if (keys.length === 0)
          throw new CommandFault(`All keys of "${organisation}" are retired or wait: nobody could open a bundle.`);
        const recipients = keys.map(({ recipient }) => recipient);
        await terminal.writeFile(out, await sealBundle(await exchange.bundleOf(organisation), recipients));
        terminal.print(`${out} holds all reports to ${organisation} that are folded, and which were withdrawn.`);
        terminal.print('Send it by any way: only its keys open it. What came in since the last fold follows later.');
        return 0;
      }),
    );
