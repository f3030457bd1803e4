import type { Outcome } from './outcome.ts';
import { refused, succeeded } from './outcome.ts';

/** What an organisation may answer to a report: short, and without links. */
export type OrganisationAnswer = string & { readonly __brand: 'OrganisationAnswer' };

export const longestAnswer = 600;

/** So many may be given to one report. */
export const answersPerReport = 4;

/**
 * A link is how a stranger would lure somebody. There are too many endings of sites to list, so any word that goes on
 * behind a full stop counts as one: to leave a space there costs the organisation nothing.
 */
const links: readonly RegExp[] = [/:\/\//, /[.。]\p{L}[\p{L}\p{M}]/u, /\d(?:\.\d+){3}/, /@\w{2}/];

/** What looks like a plain letter counts as one, and what cannot be seen as nothing. */
const plainly = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\.{2,}/g, '… ');

/** Checks the words of an answer. Characters are counted as people see them in a text: code points. */
export function parseOrganisationAnswer(text: string): Outcome<OrganisationAnswer, 'empty' | 'too_long' | 'has_link'> {
  const answer = text.normalize('NFC').trim();
  if (answer === '') return refused('empty');
  if ([...answer].length > longestAnswer) return refused('too_long');
  const hasLink = links.some((link) => link.test(plainly(answer)));
  return hasLink ? refused('has_link') : succeeded(answer as OrganisationAnswer);
}

/** An answer as it was opened. Null: it breaks the rules, which whoever sealed it may have left out. */
export function keepToRules(text: string): OrganisationAnswer | null {
  const answer = parseOrganisationAnswer(text);
  return answer.ok ? answer.value : null;
}
