import type { CalendarDay } from '../../domain/calendar-day.ts';
import type { Country } from '../../domain/country.ts';
import type { OrganisationId } from '../../domain/organisation-id.ts';
import { endsSoon, isServing } from '../../domain/receiving-key.ts';
import type { receivingKeys } from './tables.ts';

/** A registered key, as the operators' commands list it. */
export interface RegisteredKey {
  readonly fingerprint: string;
  readonly organisation: OrganisationId;
  readonly countries: readonly Country[];
  readonly recipient: string;
  readonly signingKey: Buffer;
  readonly validFrom: CalendarDay;
  readonly validUntil: CalendarDay;
  readonly retiredOn: CalendarDay | null;
  readonly isExample: boolean;
  readonly isServing: boolean;
  /** True from three weeks before its end: a further key should be registered now. */
  readonly endsSoon: boolean;
}

/** A row of the table, with what it means on this day. */
export function registeredKey(row: typeof receivingKeys.$inferSelect, today: CalendarDay): RegisteredKey {
  const { fingerprint, recipient, signingKey, validFrom, validUntil, retiredOn, isExample } = row;
  return {
    fingerprint,
    // Checked when it was registered.
    organisation: row.organisationId as OrganisationId,
    countries: row.countries as Country[],
    recipient,
    signingKey,
    validFrom,
    validUntil,
    retiredOn,
    isExample,
    isServing: isServing(row, today),
    endsSoon: endsSoon(row, today),
  };
}
