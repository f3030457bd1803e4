import type { Outcome } from './outcome.ts';
import { refused, succeeded } from './outcome.ts';

/** What an organisation may answer to a report: short, and with nothing to tap. */
export type OrganisationAnswer = string & { readonly __brand: 'OrganisationAnswer' };

export const longestAnswer = 600;

/** So many may be given to one report. */
export const answersPerReport = 4;

/** Names of sites, handles and schemes: a link is how a stranger would lure somebody. */
const link = /:\/\/|\bwww\.|\bt\.me\b|@\w{3,}|\p{L}\.(?:com|org|net|info|ru|kg|kz|ua|io|me|рф)\b/iu;

/** Checks the words of an answer. Characters are counted as people see them in a text: code points. */
export function parseOrganisationAnswer(text: string): Outcome<OrganisationAnswer, 'empty' | 'too_long' | 'has_link'> {
  const answer = text.normalize('NFC').trim();
  if (answer === '') return refused('empty');
  if ([...answer].length > longestAnswer) return refused('too_long');
  return link.test(answer) ? refused('has_link') : succeeded(answer as OrganisationAnswer);
}
