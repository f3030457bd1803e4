import { createReferralStore } from '../../db/referrals.ts';
import type { ReceivingKeys } from '../../db/reports/receiving-keys.ts';
import type { OrganisationId } from '../../domain/organisation-id.ts';
import type { ProgramParts } from './program-command.ts';
import { CommandFault } from './terminal.ts';

/**
 * People choose an organisation by its name in the directory, so a key goes to nobody else.
 * @throws CommandFault in words when it is not there
 */
export async function requireListed({ db }: ProgramParts, organisation: OrganisationId): Promise<void> {
  const services = await createReferralStore(db).loadServices();
  if (services.some((service) => service.organization.id === organisation)) return;
  throw new CommandFault(
    `There is no organisation "${organisation}" in the directory. Its id stands in db/seed/directory, in the file of its country.`,
  );
}

/**
 * Its keys, whatever has become of them.
 * @throws CommandFault in words when it never had one
 */
export async function requireKeys(keys: ReceivingKeys, organisation: OrganisationId) {
  const registered = (await keys.list()).filter((key) => key.organisation === organisation);
  if (registered.length > 0) return registered;
  throw new CommandFault(
    `"${organisation}" has no key, so it takes no reports. npm run zont -- keys list shows who has one.`,
  );
}
