import { Command } from 'commander';
import type { HolderSignature } from '../../../db/reports/holder-signature.ts';
import type { OrganisationId } from '../../../domain/organisation-id.ts';
import { requireKeys } from '../known-organisation.ts';
import { parseOrganisation, parseSigned } from '../parse-arguments.ts';
import type { Run } from '../program-command.ts';
import { reportsOf } from '../reports-of.ts';
import { CommandFault } from '../terminal.ts';

/** `zont reports stop`: one person, one command, at once. */
export const stopCommand = (run: Run): Command =>
  new Command('stop')
    .description('from now on nobody can choose this organisation (a raid, a lost key, a doubt)')
    .argument('<organisation>', 'its id', parseOrganisation)
    .action((organisation: OrganisationId) =>
      run(async (parts, { print }) => {
        const { receivingKeys } = reportsOf(parts);
        await requireKeys(receivingKeys, organisation);
        print(
          `${organisation} takes no reports any more. The number of this stop: ${await receivingKeys.stopTaking(organisation)}`,
        );
        print(
          'To begin again two must agree: you by "reports resume", and a holder who signs this number by "keys sign".',
        );
        return 0;
      }),
    );

/** `zont reports resume`: the approvals that undo a stop. */
export const resumeCommand = (run: Run): Command =>
  new Command('resume')
    .description('approve that the organisation takes reports again; two must')
    .argument('<organisation>', 'its id', parseOrganisation)
    .option('--signed <line>', 'the approval of a holder of its key, made by "keys sign"', parseSigned)
    .action((organisation: OrganisationId, { signed }: { signed?: HolderSignature }) =>
      run(async (parts, { print }) => {
        const { receivingKeys } = reportsOf(parts);
        const approved = await receivingKeys.approveTaking(organisation, signed ?? 'operator');
        if (!approved.ok) throw new CommandFault(inWords[approved.error]);
        const stop = await receivingKeys.stopOf(organisation);
        print(
          stop
            ? `Approved. One more is needed: a holder signs ${stop.stopId} by "keys sign", then: reports resume ${organisation} --signed <line>`
            : `${organisation} takes reports again.`,
        );
        return 0;
      }),
    );

const inWords = {
  not_stopped: 'This organisation is not stopped.',
  wrong_signature:
    'This signature is not of a present holder, or signs another stop. The number of the last stop counts.',
} as const;
