import { Encrypter } from 'age-encryption';
import { InvalidArgumentError } from 'commander';
import type { HolderSignature } from '../../db/reports/holder-signature.ts';
import { parseSignature } from '../../db/reports/paper-text.ts';
import { type OrganisationId, parseOrganisationId } from '../../domain/organisation-id.ts';

/** What several commands read from the command line; commander prints what is wrong. */

export const parseOrganisation = (text: string): OrganisationId =>
  parseOrganisationId(text) ?? refuse('An id has small letters, digits and hyphens, e.g. tais-plus.');

export const parseSigned = (text: string): HolderSignature =>
  parseSignature(text) ?? refuse('This is no line of "keys sign". Copy the whole line, without spaces.');

/** The public key of age to which a file is sealed. What signs, if it stands behind it, is not needed for that. */
export function parseRecipient(text: string): string {
  const [recipient = ''] = text.trim().split('+');
  return isRecipient(recipient) ? recipient : refuse(noRecipient);
}

const noRecipient =
  'It must be a public key of age: age1 and 58 more characters, or the line that "keys make" printed.';

function isRecipient(text: string): boolean {
  try {
    // Its last characters tell a mistyped one.
    new Encrypter().addRecipient(text);
    return /^age1[02-9ac-hj-np-z]{58}$/.test(text);
  } catch {
    return false;
  }
}

function refuse(words: string): never {
  throw new InvalidArgumentError(words);
}
