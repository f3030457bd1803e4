import type { Parameters } from '../parameters.ts';
import { badRequest } from '../refusal.ts';

/** Reads `language_code`: empty, or two small letters. */
export function readLanguage(parameters: Parameters): string {
  const language = parameters.text('language_code');
  if (!/^([a-z]{2})?$/.test(language)) throw badRequest('invalid language code specified');
  return language;
}
