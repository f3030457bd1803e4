import { createHash } from 'node:crypto';
import { eq, isNotNull, sql } from 'drizzle-orm';
import type { Localized } from '../domain/language.ts';
import type { Database } from './client.ts';
import { contacts, locations, organizations, seedVersions, serviceAreas, services } from './schema.ts';
import type { DirectoryFile, SeedOrganization } from './seed/directory/schema.ts';

const seedName = 'directory';

/** Raised when the rows that are made from the same files change their shape. */
const shape = 1;

/**
 * Puts the directory's files into the database, whole or not at all, and only when they changed.
 * The day on which a person checked a contact is kept as long as the contact itself is the same.
 * @returns whether anything was written
 */
export async function seedDirectory(db: Database, files: readonly DirectoryFile[]): Promise<boolean> {
  const digest = createHash('sha256')
    .update(JSON.stringify([shape, files]))
    .digest('hex');
  return db.transaction(async (transaction) => {
    // Two starters at once: the second waits here, and then sees what the first has written.
    await transaction.execute(sql`lock table ${seedVersions} in share row exclusive mode`);
    const [held] = await transaction.select().from(seedVersions).where(eq(seedVersions.name, seedName));
    if (held?.digest === digest) return false;
    const assured = await transaction.select().from(contacts).where(isNotNull(contacts.assuredOn));
    const assuredOn = new Map(assured.map((contact) => [contact.id, contact.assuredOn]));
    const rows = toRows(files.flatMap((file) => file.organizations));
    await transaction.delete(organizations);
    await transaction.insert(organizations).values(rows.organizations);
    await transaction.insert(services).values(rows.services);
    await transaction.insert(serviceAreas).values(rows.serviceAreas);
    await transaction.insert(locations).values(rows.locations);
    await transaction.insert(contacts).values(
      rows.contacts.map((contact) => ({
        ...contact,
        assuredOn: later(contact.assuredOn, assuredOn.get(contact.id) ?? null),
      })),
    );
    await transaction
      .insert(seedVersions)
      .values({ name: seedName, digest })
      .onConflictDoUpdate({ target: seedVersions.name, set: { digest } });
    return true;
  });
}

/** What is not listed (closed, a concept) stays in the files, as a warning not to add it again. */
function toRows(all: readonly SeedOrganization[]) {
  const listed = all.filter((organization) => organization.isListed);
  return {
    organizations: listed.map(({ id, name, shortName }) => ({ id, name, shortName: shortName ?? name })),
    services: listed.flatMap((organization) =>
      organization.services.map((service, index) => ({
        id: serviceId(organization, index),
        organizationId: organization.id,
        kinds: service.kinds,
        flags: Object.fromEntries(Object.entries(service.flags).map(([flag, said]) => [flag, said.claim])),
        languages: service.languages.map(({ code }) => code),
        schedule: service.hours?.value ?? null,
        description: service.description as Localized | null,
        warnBefore: organization.warnBefore,
        hiddenIn: organization.hiddenIn,
      })),
    ),
    serviceAreas: listed.flatMap((organization) =>
      organization.services.flatMap((service, index) =>
        service.serviceAreas.map((area, position) => ({
          id: `${serviceId(organization, index)}:${position}`,
          serviceId: serviceId(organization, index),
          ...area,
        })),
      ),
    ),
    locations: listed.flatMap((organization) =>
      organization.locations.map((location, position) => ({
        id: `${organization.id}:${position}`,
        organizationId: organization.id,
        ...location,
      })),
    ),
    contacts: listed.flatMap((organization) =>
      organization.contacts.map(({ type, value, labels, isOnHold, isAlwaysShown, assuredOn }, position) => ({
        id: `${organization.id}:${type}:${value}`,
        organizationId: organization.id,
        position,
        type,
        value,
        labels,
        isOnHold,
        isAlwaysShown,
        assuredOn,
      })),
    ),
  };
}

/** The first service of an organisation bears its id: short enough for a button. */
const serviceId = (organization: SeedOrganization, index: number) =>
  index === 0 ? organization.id : `${organization.id}-${index + 1}`;

const later = (a: string | null, b: string | null) => (b === null || (a !== null && a > b) ? a : b);
