/** The id of an organisation that can read reports: the id of its entry in the directory, where it has one. */
export type OrganisationId = string & { readonly __brand: 'OrganisationId' };

/** The longest id, in characters; each is one byte. */
export const organisationIdLength = 32;

/** The id, or null when the text is none: small letters, digits, single hyphens between them. */
export function parseOrganisationId(text: string): OrganisationId | null {
  const isId = /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && text.length <= organisationIdLength;
  return isId ? (text as OrganisationId) : null;
}
