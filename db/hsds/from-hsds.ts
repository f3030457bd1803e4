import * as z from 'zod';
import { type ContactCheck, checkOutcomes } from '../../domain/directory-check.ts';
import { JsonFault, type JsonWithLines, parseWithLines } from '../json-lines.ts';
import { faultsBetween } from '../seed/directory/consistency.ts';
import { type DirectoryFile, directoryFile } from '../seed/directory/schema.ts';
import { differences } from './differences.ts';
import {
  type HsdsAttribute,
  type HsdsDocument,
  type HsdsOrganization,
  type HsdsService,
  hsdsDocument,
} from './document.ts';
import { fromSchedules } from './opening-hours.ts';
import { toHsds } from './to-hsds.ts';

export type HsdsImport =
  | { readonly files: readonly DirectoryFile[]; readonly checks: readonly ContactCheck[] }
  /** Everything that is wrong, a sentence each, with its line. */
  | { readonly faults: readonly string[] };

type Place = readonly PropertyKey[];

/** Reads a full export. Nothing in it is passed over: what cannot be kept exactly is a fault. */
export function fromHsds(text: string): HsdsImport {
  const nul = text.indexOf('\\u0000');
  if (nul >= 0) return { faults: [`line ${text.slice(0, nul).split('\n').length}: U+0000 cannot be kept`] };
  let json: JsonWithLines;
  try {
    json = parseWithLines(text);
  } catch (error) {
    if (error instanceof JsonFault) return { faults: [`line ${error.line}: this is no JSON: ${error.message}`] };
    throw error;
  }
  const at = (place: Place, fault: string) => `line ${json.lineOf(place)}: ${place.join('.')}: ${fault}`;
  const parsed = hsdsDocument.safeParse(json.value);
  if (!parsed.success) return { faults: parsed.error.issues.map(({ path, message }) => at(path, message)) };
  if (parsed.data.part !== 'full') return { faults: [at(['part'], 'only a full export can be imported')] };

  const drafts = draftsOf(parsed.data);
  const faults: string[] = [];
  const files: { readonly name: string; readonly file: DirectoryFile }[] = [];
  for (const [country, organizations] of drafts) {
    const file = directoryFile.safeParse({ country, organizations: organizations.map(({ draft }) => draft) });
    if (file.success) files.push({ name: `${country}.json`, file: file.data });
    else {
      for (const { path, message } of file.error.issues) {
        const index = organizations[Number(path[1])]?.index;
        faults.push(at(index === undefined ? [] : ['organizations', index], `${path.slice(2).join('.')}: ${message}`));
      }
    }
  }
  const checks = checksOf(parsed.data);
  checks.forEach((check, index) => {
    if (check === null) faults.push(at(['metadata', index], 'this is no check'));
  });
  if (faults.length === 0) faults.push(...faultsBetween(files).map((fault) => `in the directory as a whole: ${fault}`));
  if (faults.length > 0) return { faults };

  const read = { files: files.map(({ file }) => file), checks: checks as ContactCheck[] };
  const kept = toHsds(read.files, read.checks, 'full');
  const lost = differences(parsed.data, kept).map((place) =>
    at(place, 'does not fit what stands elsewhere in the file'),
  );
  return lost.length > 0 ? { faults: lost } : read;
}

/** The organisations of each file, as the directory's own shape wants them, still to be checked. */
function draftsOf({ organizations, services }: HsdsDocument) {
  const files = new Map<string, { readonly index: number; readonly draft: unknown }[]>();
  organizations.forEach((organization, index) => {
    const values = valuesOf(organization.attributes);
    const country = String(values.country);
    const own = services.filter(({ organization_id: id }) => id === organization.id);
    const draft = organizationDraft(organization, values, own.map(serviceDraft));
    files.set(country, [...(files.get(country) ?? []), { index, draft }]);
  });
  return files;
}

type Values = Readonly<Record<string, unknown>>;

/** Attributes by name; a value that is no JSON is text. */
const valuesOf = (attributes: readonly HsdsAttribute[]): Values =>
  Object.fromEntries(
    attributes.map(({ link_type, value }) => [link_type, textual.has(link_type) ? value : parseJson(value)]),
  );

/** Values that are text, even where they look like JSON. */
const textual = new Set(['country', 'city', 'type', 'assured_date', 'source', 'source_date', 'confidence']);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const localized = (en: string | undefined, others: unknown) => ({ en, ...(typeof others === 'object' ? others : {}) });

function organizationDraft(organization: HsdsOrganization, values: Values, services: readonly unknown[]) {
  const contacts = [...organization.phones, ...organization.contacts]
    .map((contact) => ({ contact, values: valuesOf(contact.attributes) }))
    .sort((a, b) => Number(a.values.position) - Number(b.values.position));
  return {
    id: organization.organization_identifiers[0].identifier,
    name: localized(organization.name, values.name),
    ...(organization.alternate_name !== undefined && {
      shortName: localized(organization.alternate_name, values.short_name),
    }),
    isListed: values.is_listed,
    services,
    locations: organization.locations.map((location) => {
      const { country, city = null, city_name } = valuesOf(location.attributes);
      return { country, city, cityName: city_name === undefined ? null : localized(location.name, city_name) };
    }),
    contacts: contacts.map(({ contact, values: said }) => ({
      type: said.type,
      value: 'number' in contact ? contact.number : (contact.email ?? contact.name),
      labels: said.labels,
      isOnHold: said.is_on_hold,
      isAlwaysShown: said.is_always_shown,
      assuredOn: said.assured_date ?? null,
      source: said.source,
      ...(said.source_date !== undefined && { sourceDate: said.source_date }),
      confidence: said.confidence,
      notes: said.notes,
    })),
    hiddenIn: values.hidden_in,
    warnBefore: values.warn_before,
    notes: values.notes,
    sources: values.sources,
  };
}

function serviceDraft({ description, languages, schedules, service_areas: areas, attributes }: HsdsService) {
  const values = valuesOf(attributes);
  const hours = fromSchedules(schedules);
  return {
    kinds: values.kinds,
    flags: values.flags,
    languages: languages.map(({ code, note }) => ({ code, source: note })),
    hours: hours === null ? null : { value: hours, ...(values.hours as object) },
    serviceAreas: areas.map(({ extent }) => {
      const [country, city = null] = extent.split('/');
      return { country, city };
    }),
    description: description === undefined ? null : localized(description, values.description),
  };
}

const outcome = z.enum(checkOutcomes);

function checksOf({ metadata }: HsdsDocument): readonly (ContactCheck | null)[] {
  return metadata.map(({ field_name, last_action_date, previous_value, replacement_value, updated_by }) => {
    const found = outcome.safeParse(previous_value);
    if (!found.success) return null;
    return {
      contactId: field_name,
      checkedOn: last_action_date,
      outcome: found.data,
      initials: updated_by,
      note: replacement_value || null,
    };
  });
}
