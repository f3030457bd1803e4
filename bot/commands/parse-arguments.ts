import { InvalidArgumentError } from 'commander';
import type { HolderSignature } from '../../db/reports/holder-signature.ts';
import { parseSignature } from '../../db/reports/paper-text.ts';
import { type OrganisationId, parseOrganisationId } from '../../domain/organisation-id.ts';

/** What several commands read from the command line; commander prints what is wrong. */

export const parseOrganisation = (text: string): OrganisationId =>
  parseOrganisationId(text) ?? refuse('An id has small letters, digits and hyphens, e.g. tais-plus.');

export const parseSigned = (text: string): HolderSignature =>
  parseSignature(text) ?? refuse('This is no line of "keys sign". Copy the whole line, without spaces.');

function refuse(words: string): never {
  throw new InvalidArgumentError(words);
}
