import { Command, InvalidArgumentError } from 'commander';
import type { HolderSignature } from '../../../db/reports/holder-signature.ts';
import { fingerprintOf } from '../../../db/reports/key-papers.ts';
import type { RegistrationFault } from '../../../db/reports/key-registration.ts';
import { parsePublicKey } from '../../../db/reports/paper-text.ts';
import type { RegisteredKey } from '../../../db/reports/registered-key.ts';
import { dayOf } from '../../../domain/calendar-day.ts';
import { type Country, countries } from '../../../domain/country.ts';
import type { OrganisationId } from '../../../domain/organisation-id.ts';
import { receivingKeyRules } from '../../../domain/receiving-key.ts';
import { requireListed } from '../known-organisation.ts';
import { parseOrganisation, parseSigned } from '../parse-arguments.ts';
import type { Run } from '../program-command.ts';
import { reportsOf } from '../reports-of.ts';
import { CommandFault } from '../terminal.ts';

interface Typed {
  readonly country: readonly Country[];
  readonly signed?: HolderSignature;
}

/** `zont keys add`: registers the public part of a key. */
export const addKeyCommand = (run: Run): Command =>
  new Command('add')
    .description('register the public part of a key that an organisation has made at home')
    .argument('<organisation>', 'its id in the directory', parseOrganisation)
    .argument('<public-key>', 'the line age1…+… that it sent')
    .requiredOption('--country <code>', 'where it takes reports; may be given several times', addCountry)
    .option('--signed <line>', 'for a further key: the line that a present holder made by "keys sign"', parseSigned)
    .action((organisation: OrganisationId, text: string, { country, signed }: Typed) =>
      run(
        async (parts, { print }) => {
          await requireListed(parts, organisation);
          const papers = parsePublicKey(text, organisation);
          if (!papers) throw new CommandFault(inWords.not_a_key);
          const added = await reportsOf(parts).receivingKeys.register({
            ...papers,
            countries: country,
            ...(signed && { vouchedBy: signed }),
          });
          if (!added.ok) throw new CommandFault(`${inWords[added.error]}\nIts fingerprint: ${fingerprintOf(papers)}`);
          for (const line of welcome(added.value, dayOf(parts.now()))) print(line);
          return 0;
        },
        { directory: true },
      ),
    );

const inWords: Readonly<Record<RegistrationFault, string>> = {
  no_country: 'Say where it takes reports: --country KG, for example.',
  not_a_key: 'This is no public key. Copy the whole line that "keys make" printed: age1…+…, without spaces.',
  known_already: 'This key is registered already.',
  too_many: `The organisation has ${receivingKeyRules.keysAtOnce} keys. Retire one first.`,
  needs_signature:
    'The organisation has a key already. A further one needs the signature of a present holder, who runs "keys sign" with this public key at home: then add --signed <line>.',
  wrong_signature:
    'This signature is not of a present holder of the organisation, or signs another key. Let a present holder run "keys sign" with exactly this public key.',
};

function welcome({ fingerprint, organisation, validFrom, validUntil }: RegisteredKey, today: string) {
  return [
    `A key of ${organisation} is registered. Compare its fingerprint with the holder, aloud, by phone or face to face:`,
    fingerprint,
    'If it differs on their side: npm run zont -- keys retire <fingerprint>, at once.',
    validFrom > today
      ? `It serves from ${validFrom} to ${validUntil}: a further key waits ${receivingKeyRules.servesAfterDays} days, so that a false one is noticed.`
      : `It serves from today to ${validUntil}.`,
  ];
}

function addCountry(text: string, before: readonly Country[] = []): readonly Country[] {
  const country = countries.find((code) => code === text.toUpperCase());
  if (!country) throw new InvalidArgumentError(`It must be one of ${countries.join(', ')}.`);
  return [...new Set([...before, country])];
}
