import type { Words } from '../locales/index.ts';
import { footer } from './keyboards.ts';
import type { Screen } from './screen.ts';

/** The line that tells a stranger nothing, with urgent help one tap away. */
export function renderNeutral(words: Words): Screen {
  return { first: words.text('anything.stale'), body: [], keyboard: [footer(words)] };
}
