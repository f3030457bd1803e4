import * as z from 'zod';

/**
 * The part of Open Referral HSDS 3.0 that Zont writes and reads, as JSON: its tables as lists, with the
 * objects that belong to an organisation or a service inside it. What HSDS has no field for stands in
 * `attributes`, HSDS's own way to extend it: `link_type` names it, `value` is text or JSON.
 */

const text = z.string();
const uuid = z.uuid();

export const attribute = z.strictObject({
  id: uuid,
  link_id: uuid,
  link_entity: text,
  link_type: text,
  value: text,
});

const phone = z.strictObject({
  id: uuid,
  organization_id: uuid,
  number: text,
  description: text.optional(),
  attributes: z.array(attribute),
});

const contact = z.strictObject({
  id: uuid,
  organization_id: uuid,
  /** A site, a Telegram name or an address: HSDS has no field for one of a contact. */
  name: text.optional(),
  email: text.optional(),
  attributes: z.array(attribute),
});

const location = z.strictObject({
  id: uuid,
  organization_id: uuid,
  location_type: z.enum(['physical', 'postal', 'virtual']),
  name: text.optional(),
  attributes: z.array(attribute),
});

const schedule = z.strictObject({
  id: uuid,
  service_id: uuid,
  freq: z.literal('WEEKLY'),
  wkst: z.literal('MO'),
  byday: text,
  opens_at: text,
  closes_at: text,
  description: text.optional(),
});

const language = z.strictObject({ id: uuid, service_id: uuid, code: text, note: text.optional() });

const serviceArea = z.strictObject({
  id: uuid,
  service_id: uuid,
  name: text,
  extent: text,
  extent_type: z.literal('zont'),
});

const service = z.strictObject({
  id: uuid,
  organization_id: uuid,
  name: text,
  description: text.optional(),
  status: z.enum(['active', 'inactive', 'defunct', 'temporarily closed']),
  assured_date: z.iso.date().optional(),
  languages: z.array(language),
  schedules: z.array(schedule),
  service_areas: z.array(serviceArea),
  attributes: z.array(attribute),
});

const organization = z.strictObject({
  id: uuid,
  name: text,
  alternate_name: text.optional(),
  description: text,
  organization_identifiers: z.tuple([
    z.strictObject({
      id: uuid,
      organization_id: uuid,
      identifier_scheme: z.literal('zont'),
      identifier_type: z.literal('directory'),
      identifier: text,
    }),
  ]),
  phones: z.array(phone),
  contacts: z.array(contact),
  locations: z.array(location),
  attributes: z.array(attribute),
});

/** HSDS's log of changes; here of checks: which contact, what came of it, and who checked. */
const metadata = z.strictObject({
  id: uuid,
  resource_id: uuid,
  resource_type: z.literal('contact'),
  last_action_date: z.iso.date(),
  last_action_type: z.literal('check'),
  field_name: text,
  previous_value: text,
  replacement_value: text,
  updated_by: text,
});

export const hsdsDocument = z.strictObject({
  hsds: z.literal('3.0'),
  /** `full`: everything, for another Zont. `public`: what the bot may show. */
  part: z.enum(['full', 'public']),
  organizations: z.array(organization),
  services: z.array(service),
  metadata: z.array(metadata),
});

export type HsdsDocument = z.infer<typeof hsdsDocument>;
export type HsdsOrganization = z.infer<typeof organization>;
export type HsdsService = z.infer<typeof service>;
export type HsdsAttribute = z.infer<typeof attribute>;
