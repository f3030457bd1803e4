import { createReferralStore } from '../../../db/referrals.ts';
import { dayOf } from '../../../domain/calendar-day.ts';
import { contactVisibility } from '../../../domain/contact-visibility.ts';
import type { Whereabouts } from '../../../domain/country.ts';
import type { Contact, Service } from '../../../domain/referral.ts';
import type { ProgramParts } from '../program-command.ts';
import type { Terminal } from '../terminal.ts';

export interface ListOptions {
  readonly isStaleOnly: boolean;
  readonly country: Whereabouts | null;
}

/** Prints each organisation with its contacts and when somebody last checked them. */
export async function listDirectory(
  { db, now }: ProgramParts,
  { print }: Terminal,
  { isStaleOnly, country }: ListOptions,
): Promise<number> {
  const today = dayOf(now());
  const isStale = (contact: Contact) => contactVisibility(contact, today, { showUnchecked: true }) === 'unchecked';
  const wanted = (contact: Contact) => !isStaleOnly || isStale(contact);
  let [shown, stale] = [0, 0];
  for (const service of byOrganization(await createReferralStore(db).loadServices(), country)) {
    const contacts = service.contacts.filter(wanted);
    stale += service.contacts.filter(isStale).length;
    // An entry that has no contact at all cannot be checked: it is listed as well.
    if (contacts.length === 0 && (isStaleOnly ? service.contacts.length > 0 : false)) continue;
    shown += 1;
    print(`${service.organization.id}  ${service.organization.name.en}`);
    if (service.contacts.length === 0) print('  no contact');
    for (const contact of contacts) print(`  ${stateOf(contact).padEnd(20)} ${contact.type} ${contact.value}`);
  }
  print(`${shown} entries; ${stale} contacts were not checked in the last 90 days.`);
  return 0;
}

const stateOf = ({ isOnHold, assuredOn }: Contact): string =>
  isOnHold ? 'held back' : assuredOn ? `checked ${assuredOn}` : 'never checked';

/** One service of each organisation: contacts belong to the organisation. */
export function byOrganization(services: readonly Service[], country: Whereabouts | null): readonly Service[] {
  const inCountry = services.filter(
    ({ serviceAreas }) => country === null || serviceAreas.some((area) => area.country === country),
  );
  return [...new Map(inCountry.map((service) => [service.organization.id, service])).values()];
}
