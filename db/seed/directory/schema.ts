import * as z from 'zod';
import { whereabouts } from '../../../domain/country.ts';
import { claims, contactLabels, contactTypes, serviceFlags, serviceKinds, warnings } from '../../../domain/referral.ts';

/**
 * The shape of one file under `db/seed/directory`: the organisations of one country.
 * Every fact keeps its source; `notes` are for the person who checks and are never shown.
 */

const day = z.iso.date();
const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(32);
const text = z.string().trim().min(1);
const localized = z.strictObject({ en: text, ru: text, ky: text });
const shortText = text.max(24);
const shortLocalized = z.strictObject({ en: shortText, ru: shortText, ky: shortText });
const time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);
const weekday = z.int().min(1).max(7);

const contact = z.strictObject({
  type: z.enum(contactTypes),
  value: text,
  labels: z.array(z.enum(contactLabels)).default([]),
  isOnHold: z.boolean().default(false),
  isAlwaysShown: z.boolean().default(false),
  /** Set by hand only: the day on which a person called, wrote or opened it. */
  assuredOn: day.nullable().default(null),
  /** The page where it was seen. */
  source: text,
  /** As printed by the source: YYYY, YYYY-MM or YYYY-MM-DD. */
  sourceDate: text.optional(),
  confidence: z.enum(['verified', 'secondary', 'unverified']),
  notes: z.array(text).default([]),
});

const location = z.strictObject({
  country: z.enum(whereabouts),
  /** An offered city's code, see `citiesOf`. */
  city: text.nullable().default(null),
  cityName: localized.nullable().default(null),
});

const service = z.strictObject({
  kinds: z.array(z.enum(serviceKinds)).min(1),
  flags: z.partialRecord(
    z.enum(serviceFlags),
    z.strictObject({ claim: z.enum(claims), source: text, note: text.optional() }),
  ),
  languages: z.array(z.strictObject({ code: z.string().regex(/^[a-z]{2}$/), source: text })),
  hours: z
    .strictObject({
      value: z.union([
        z.strictObject({ always: z.literal(true) }),
        z.strictObject({
          spans: z.array(z.strictObject({ from: weekday, to: weekday, opens: time, closes: time })).min(1),
        }),
      ]),
      source: text,
      note: text.optional(),
    })
    .nullable(),
  serviceAreas: z.array(z.strictObject({ country: z.enum(whereabouts), city: text.nullable().default(null) })).min(1),
  /** Required for Kyrgyzstan and for international services. */
  description: localized.nullable(),
});

const organization = z.strictObject({
  id,
  name: localized,
  /** Where the name is longer than a button. */
  shortName: shortLocalized.optional(),
  /** `isListed: false`: closed, a concept, or not to be shown; kept so that nobody adds it again. */
  isListed: z.boolean().default(true),
  services: z.array(service).min(1),
  locations: z.array(location),
  contacts: z.array(contact),
  hiddenIn: z.array(z.enum(whereabouts)),
  warnBefore: z.array(z.enum(warnings)),
  /** Why it is hidden, warned of or on hold, and what the checker should ask. Never shown. */
  notes: z.array(text),
  sources: z.array(text),
});

export const directoryFile = z.strictObject({
  country: z.enum(whereabouts),
  organizations: z.array(organization).min(1),
});

export type DirectoryFile = z.infer<typeof directoryFile>;
export type SeedOrganization = z.infer<typeof organization>;
