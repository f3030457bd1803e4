import { Encrypter } from 'age-encryption';
import * as z from 'zod';
import { type OrganisationId, parseOrganisationId } from '../../domain/organisation-id.ts';
import type { BundledRow, ReportBundle } from './bundle.ts';
import { openWith } from './sealed-report.ts';

const bytes = z.base64().transform((text) => Buffer.from(text, 'base64'));
const stored = z.object({
  zont: z.literal('bundle'),
  version: z.literal(1),
  organisation: z.string().transform((text, context): OrganisationId => {
    const organisation = parseOrganisationId(text);
    if (organisation) return organisation;
    context.addIssue('no organisation');
    return z.NEVER;
  }),
  rows: z.array(z.object({ id: z.uuid(), quarter: z.string(), sealed: bytes, replyPublicKey: z.string() })),
  withdrawn: z.array(z.uuid()),
});

/**
 * A bundle as a file. Every row is sealed already; the whole is sealed once more, since on its way
 * nobody should learn how many reports came in which quarter.
 * @param recipients public age keys of the organisation
 */
export async function sealBundle(bundle: ReportBundle, recipients: readonly string[]): Promise<Buffer> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  const rows = bundle.rows.map((row) => ({ ...row, sealed: row.sealed.toString('base64') }));
  return Buffer.from(await encrypter.encrypt(JSON.stringify({ zont: 'bundle', version: 1, ...bundle, rows })));
}

/**
 * The bundle in a file, without the rows that were withdrawn.
 * @returns null when it was sealed to other keys, was cut short or changed, or is no bundle
 */
export async function openBundle(file: Uint8Array, identities: readonly string[]): Promise<ReportBundle | null> {
  for (const identity of identities) {
    const content = await openWith(file, identity);
    const bundle = content && parse(content);
    if (bundle) return withoutWithdrawn(bundle);
  }
  return null;
}

function parse(content: Uint8Array): ReportBundle | null {
  try {
    return stored.parse(JSON.parse(Buffer.from(content).toString()));
  } catch {
    return null;
  }
}

function withoutWithdrawn(bundle: ReportBundle): ReportBundle {
  const withdrawn = new Set(bundle.withdrawn);
  return { ...bundle, rows: bundle.rows.filter(({ id }: BundledRow) => !withdrawn.has(id)) };
}
