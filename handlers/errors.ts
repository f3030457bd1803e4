import type { Words } from '../locales/index.ts';
import { footer } from './keyboards.ts';
import type { Screen } from './screen.ts';

/**
 * Says that something failed and was not saved, and leads on: try again, or urgent help.
 * @param isUnsure nobody knows whether it was saved: trying again finds out, and saves nothing twice
 */
export function renderFailure(words: Words, retry: string | undefined, isUnsure = false): Screen {
  return {
    first: words.text('errors.first'),
    body: [words.text(isUnsure && retry ? 'errors.notSure' : 'errors.notSaved')],
    keyboard: [...(retry ? [[{ label: words.plain('common.tryAgain'), data: retry }]] : []), footer(words)],
  };
}
