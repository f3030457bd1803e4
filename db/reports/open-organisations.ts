import { eq, isNull } from 'drizzle-orm';
import type { CalendarDay } from '../../domain/calendar-day.ts';
import type { Country } from '../../domain/country.ts';
import type { OrganisationId } from '../../domain/organisation-id.ts';
import type { ReportReader } from '../../domain/report-desk.ts';
import type { Database } from '../client.ts';
import { type RegisteredKey, registeredKey } from './registered-key.ts';
import { organisationStops, receivingKeys } from './tables.ts';

/** The organisations to which somebody in this country can report today, by id. */
export async function openForCountry(
  db: Database,
  country: Country,
  today: CalendarDay,
): Promise<readonly ReportReader[]> {
  const open = (await openKeys(db, today)).filter(({ countries }) => countries.includes(country));
  const readers = new Map(
    open.map(({ organisation, isExample }) => [organisation, { organisation, isExample }] as const),
  );
  return [...readers.values()].sort((a, b) => (a.organisation < b.organisation ? -1 : 1));
}

/** The public keys to which a report of this country is sealed; none: it may not be chosen. */
export async function recipientsOf(
  transaction: Database,
  organisation: OrganisationId,
  country: Country,
  today: CalendarDay,
): Promise<readonly string[]> {
  const open = await openKeys(transaction, today);
  return open
    .filter((key) => key.organisation === organisation && key.countries.includes(country))
    .map(({ recipient }) => recipient);
}

/** Serving keys of organisations that take reports. */
async function openKeys(db: Database, today: CalendarDay): Promise<readonly RegisteredKey[]> {
  const rows = await db
    .select()
    .from(receivingKeys)
    .leftJoin(organisationStops, eq(organisationStops.organisationId, receivingKeys.organisationId))
    .where(isNull(organisationStops.organisationId));
  return rows.map((row) => registeredKey(row.receiving_keys, today)).filter((key) => key.isServing);
}
