import type { Words } from '../locales/index.ts';
import { footer } from './keyboards.ts';
import type { Screen } from './screen.ts';

/** Says that something failed and was not saved, and leads on: try again, or urgent help. */
export function renderFailure(words: Words, retry: string | undefined): Screen {
  return {
    first: words.text('errors.first'),
    body: [words.text('errors.notSaved')],
    keyboard: [...(retry ? [[{ label: words.plain('common.tryAgain'), data: retry }]] : []), footer(words)],
  };
}
