import type { ContactCheck } from '../../domain/directory-check.ts';
import type { DirectoryFile, SeedOrganization } from '../seed/directory/schema.ts';
import type { HsdsAttribute, HsdsDocument, HsdsOrganization, HsdsService } from './document.ts';
import { toSchedules } from './opening-hours.ts';
import { uuidOf } from './uuid.ts';

type Part = HsdsDocument['part'];
type SeedContact = SeedOrganization['contacts'][number];
type SeedService = SeedOrganization['services'][number];

/**
 * The directory as HSDS 3.0. `fromHsds` is its exact reverse for a full export.
 * @param part `public` leaves out sources, notes and whatever else is for those who check
 */
export function toHsds(files: readonly DirectoryFile[], checks: readonly ContactCheck[], part: Part): HsdsDocument {
  const all = files.flatMap(({ country, organizations }) =>
    organizations.map((organization) => ({ country, organization })),
  );
  const document = {
    hsds: '3.0',
    part,
    organizations: all.map(({ country, organization }) => organizationOf(organization, country, part)),
    services: all.flatMap(({ organization }) =>
      organization.services.map((service, index) => serviceOf(organization, service, index, part)),
    ),
    metadata: part === 'full' ? checks.map(metadataOf) : [],
  };
  // What is undefined would not be there after it was written and read.
  return JSON.parse(JSON.stringify(document));
}

export const organizationKey = (id: string) => `organization/${id}`;
export const serviceKey = (id: string, index: number) => `organization/${id}/service/${index}`;

/** Attributes of one thing; what is undefined is left out. */
function attributesOf(entity: string, key: string, values: Readonly<Record<string, unknown>>): HsdsAttribute[] {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ({
      id: uuidOf(`${key}/attribute/${name}`),
      link_id: uuidOf(key),
      link_entity: entity,
      link_type: name,
      value: typeof value === 'string' ? value : JSON.stringify(value),
    }));
}

function organizationOf(organization: SeedOrganization, country: string, part: Part): HsdsOrganization {
  const { id, name, shortName, isListed, hiddenIn, warnBefore, notes, sources } = organization;
  const key = organizationKey(id);
  const isFull = part === 'full';
  const contacts = organization.contacts.map((contact, position) => contactOf(contact, position, key, part));
  return {
    id: uuidOf(key),
    name: name.en,
    alternate_name: shortName?.en,
    description: describe(organization),
    organization_identifiers: [
      {
        id: uuidOf(`${key}/identifier`),
        organization_id: uuidOf(key),
        identifier_scheme: 'zont',
        identifier_type: 'directory',
        identifier: id,
      },
    ],
    phones: contacts.filter((contact) => 'number' in contact),
    contacts: contacts.filter((contact) => !('number' in contact)),
    locations: organization.locations.map((location, index) => ({
      id: uuidOf(`${key}/location/${index}`),
      organization_id: uuidOf(key),
      location_type: 'physical',
      name: location.cityName?.en,
      attributes: attributesOf('location', `${key}/location/${index}`, {
        country: location.country,
        city: location.city ?? undefined,
        city_name: location.cityName ? { ru: location.cityName.ru, ky: location.cityName.ky } : undefined,
      }),
    })),
    attributes: attributesOf('organization', key, {
      country,
      name: { ru: name.ru, ky: name.ky },
      short_name: shortName && { ru: shortName.ru, ky: shortName.ky },
      warn_before: warnBefore,
      // Whoever shows the entry elsewhere must know where it could harm.
      hidden_in: hiddenIn,
      ...(isFull && { is_listed: isListed, notes, sources }),
    }),
  } as HsdsOrganization;
}

function contactOf(contact: SeedContact, position: number, organization: string, part: Part) {
  const key = `${organization}/contact/${position}`;
  const { type, value, labels, assuredOn, isOnHold, isAlwaysShown, source, sourceDate, confidence, notes } = contact;
  const common = {
    id: uuidOf(key),
    organization_id: uuidOf(organization),
    attributes: attributesOf(type === 'phone' ? 'phone' : 'contact', key, {
      position,
      type,
      labels,
      assured_date: assuredOn ?? undefined,
      ...(part === 'full' && {
        is_on_hold: isOnHold,
        is_always_shown: isAlwaysShown,
        source,
        source_date: sourceDate,
        confidence,
        notes,
      }),
    }),
  };
  if (type === 'phone') return { ...common, number: value };
  return type === 'email' ? { ...common, email: value } : { ...common, name: value };
}

function serviceOf(organization: SeedOrganization, service: SeedService, index: number, part: Part): HsdsService {
  const key = serviceKey(organization.id, index);
  const { kinds, flags, languages, hours, serviceAreas, description } = service;
  const isFull = part === 'full';
  return {
    id: uuidOf(key),
    organization_id: uuidOf(organizationKey(organization.id)),
    name: organization.name.en,
    description: description?.en,
    status: organization.isListed ? 'active' : 'inactive',
    assured_date: assuredDate(organization),
    languages: languages.map(({ code, source }, position) => ({
      id: uuidOf(`${key}/language/${position}`),
      service_id: uuidOf(key),
      code,
      note: isFull ? source : undefined,
    })),
    schedules: toSchedules(hours?.value ?? null, key),
    service_areas: serviceAreas.map(({ country, city }, position) => ({
      id: uuidOf(`${key}/area/${position}`),
      service_id: uuidOf(key),
      name: city ? `${city}, ${country}` : country,
      extent: city ? `${country}/${city}` : country,
      extent_type: 'zont',
    })),
    attributes: attributesOf('service', key, {
      kinds,
      flags: isFull ? flags : Object.fromEntries(Object.entries(flags).map(([flag, { claim }]) => [flag, { claim }])),
      description: description ? { ru: description.ru, ky: description.ky } : undefined,
      ...(isFull && { hours: hours ? { source: hours.source, note: hours.note } : undefined }),
    }),
  } as HsdsService;
}

/** HSDS wants one for each organisation; ours stand with the services. */
const describe = ({ services }: SeedOrganization): string =>
  services.flatMap(({ description, kinds }) => description?.en ?? kinds.join(', ')).join(' ');

/** The day since which every contact has been known to be right; none when one was never checked. */
function assuredDate({ contacts }: SeedOrganization): string | undefined {
  const days = contacts.map(({ assuredOn }) => assuredOn ?? '').sort();
  return days[0] || undefined;
}

function metadataOf({ contactId, checkedOn, outcome, initials, note }: ContactCheck, index: number) {
  return {
    id: uuidOf(`check/${index}`),
    resource_id: uuidOf(contactId),
    resource_type: 'contact' as const,
    last_action_date: checkedOn,
    last_action_type: 'check' as const,
    field_name: contactId,
    previous_value: outcome,
    replacement_value: note ?? '',
    updated_by: initials,
  };
}
