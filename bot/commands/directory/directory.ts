import { Command, InvalidArgumentError } from 'commander';
import { type Whereabouts, whereabouts } from '../../../domain/country.ts';
import { parseRecipient } from '../parse-arguments.ts';
import type { ProgramCommand, WorkNeeds } from '../program-command.ts';
import { checkContacts } from './check.ts';
import { listDirectory } from './list.ts';
import { exportFull, exportPublic, importFull, resetDirectory } from './transfer.ts';

interface Where {
  readonly country?: Whereabouts;
}

const asFilesAre: WorkNeeds = { directory: true };

/** `zont directory …`: the referral directory kept true, by people who call, write and open. */
export const directoryCommand: ProgramCommand = (run) => {
  const check = new Command('check')
    .description('what to call, write to or open, one by one: first what people say is wrong, then crisis lines')
    .option('--country <code>', 'only this country, e.g. KG; INT for everywhere', parseCountry)
    .action(({ country }: Where) =>
      run((parts, terminal) => checkContacts(parts, terminal, country ?? null), asFilesAre),
    );

  const list = new Command('list')
    .description('the directory with the day on which each contact was last checked')
    .option('--stale', 'only what nobody has checked for 90 days')
    .option('--country <code>', 'only this country', parseCountry)
    .action(({ stale = false, country }: Where & { stale?: boolean }) =>
      run(
        (parts, terminal) => listDirectory(parts, terminal, { isStaleOnly: stale, country: country ?? null }),
        asFilesAre,
      ),
    );

  const write = new Command('export')
    .description(
      'write it as Open Referral HSDS 3.0 (JSON): what the bot may show, or with --full everything, encrypted',
    )
    .argument('<file>', 'where to write it')
    .option('--full <recipient>', 'everything, readable with this key of age alone (age1…)', parseRecipient)
    .action((file: string, { full }: { full?: string }) =>
      run(
        (parts, terminal) => (full ? exportFull(parts, terminal, file, full) : exportPublic(parts, terminal, file)),
        asFilesAre,
      ),
    );

  const read = new Command('import')
    .description('put a full export, decrypted, in the place of the directory: whole, or not at all')
    .argument('<file>')
    .action((file: string) => run((parts, terminal) => importFull(parts, terminal, file)));

  const reset = new Command('reset')
    .description("go back to the directory of the program's own files; checks stay")
    .action(() => run(resetDirectory));

  return new Command('directory')
    .description('check, list and exchange the referral directory')
    .addCommand(check)
    .addCommand(list)
    .addCommand(write)
    .addCommand(read)
    .addCommand(reset);
};

function parseCountry(text: string): Whereabouts {
  const found = whereabouts.find((code) => code === text.toUpperCase());
  if (!found) throw new InvalidArgumentError(`It must be one of ${whereabouts.join(', ')}.`);
  return found;
}
