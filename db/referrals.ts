import { asc, type Column, eq, sql } from 'drizzle-orm';
import { afterChecks } from '../domain/directory-check.ts';
import { groupedBy } from '../domain/grouped-by.ts';
import type { Contact, Location, Service, ServiceArea } from '../domain/referral.ts';
import type { Database } from './client.ts';
import { readContactChecks } from './contact-checks.ts';
import { contacts, locations, organizations, serviceAreas, services } from './schema.ts';

/** Reads the referral directory. */
export interface ReferralStore {
  /** Every listed service with its organisation, areas, places and contacts, in a stable order. */
  loadServices(): Promise<readonly Service[]>;
}

/** The referral store on a database. The directory is small (about 120 entries): it is read whole. */
export function createReferralStore(db: Database): ReferralStore {
  return {
    async loadServices() {
      const rows = await db
        .select()
        .from(services)
        .innerJoin(organizations, eq(services.organizationId, organizations.id))
        .orderBy(byBytes(services.id));
      const areas = await db
        .select()
        .from(serviceAreas)
        .orderBy(...byPosition(serviceAreas.id));
      const places = await db
        .select()
        .from(locations)
        .orderBy(...byPosition(locations.id));
      const ways = await db.select().from(contacts).orderBy(asc(contacts.position));
      const areasOf = groupedBy(areas, (area) => area.serviceId);
      const placesOf = groupedBy(places, (place) => place.organizationId);
      const checksOf = groupedBy(await readContactChecks(db), ({ contactId }) => contactId);
      const checked = ways.map((way) => ({ ...way, ...afterChecks(way as Contact, checksOf.get(way.id) ?? []) }));
      const waysOf = groupedBy(checked, (way) => way.organizationId);
      return rows.map(({ services: service, organizations: organization }) => ({
        id: service.id,
        organization,
        flags: service.flags,
        languages: service.languages,
        hours: service.schedule,
        description: service.description,
        // Written by the seed, which zod has checked against these very lists.
        kinds: service.kinds as Service['kinds'],
        warnBefore: service.warnBefore as Service['warnBefore'],
        hiddenIn: service.hiddenIn as Service['hiddenIn'],
        serviceAreas: (areasOf.get(service.id) ?? []) as ServiceArea[],
        locations: (placesOf.get(organization.id) ?? []) as Location[],
        contacts: (waysOf.get(organization.id) ?? []) as Contact[],
      }));
    },
  };
}

/** A server's own collation may pass over hyphens: the order must be the same on every database. */
const byBytes = (id: Column) => sql`${id} collate "C"`;

/** Ids that end in a position: the tenth comes after the second, as in the files. */
const byPosition = (id: Column) => [sql`length(${id})`, byBytes(id)];
