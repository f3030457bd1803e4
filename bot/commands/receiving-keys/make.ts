import { Command } from 'commander';
import { makeHolderKey, sealHolderKey } from '../../../db/reports/holder-key.ts';
import { fingerprintOf } from '../../../db/reports/key-papers.ts';
import { formatPublicKey } from '../../../db/reports/paper-text.ts';
import type { OrganisationId } from '../../../domain/organisation-id.ts';
import type { RunLocally } from '../local-command.ts';
import { parseOrganisation } from '../parse-arguments.ts';
import { askNewPassphrase } from './key-files.ts';

interface Typed {
  readonly out: string;
}

/** `zont keys make`: on the organisation's own machine. Nothing of it is sent anywhere. */
export const makeKeyCommand = (runLocally: RunLocally): Command =>
  new Command('make')
    .description('make a key on your own computer, in a file that a passphrase protects; nothing is sent')
    .argument('<organisation>', 'your id in the directory, e.g. tais-plus (for backups: any name)', parseOrganisation)
    .requiredOption('--out <file>', 'the file to make')
    .action((organisation: OrganisationId, { out }: Typed) =>
      runLocally(async ({ terminal, workFactor }) => {
        const passphrase = await askNewPassphrase(terminal);
        const key = await makeHolderKey(organisation);
        await terminal.writeFile(out, await sealHolderKey(key, passphrase, workFactor));
        for (const line of [
          `Your key is in ${out}. Keep a second copy on another stick, away from this computer. Give it to nobody.`,
          'Without the file and the passphrase nobody can ever read what is sealed to this key.',
          '',
          'Send this line, the public part, to the operator:',
          formatPublicKey(key),
          '',
          'Read this fingerprint aloud to each other, by phone or face to face. It must be the same on both sides:',
          fingerprintOf(key),
        ])
          terminal.print(line);
        return 0;
      }),
    );
