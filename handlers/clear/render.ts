import type { Words } from '../../locales/index.ts';
import type { ClearQuestion } from '../flow.ts';
import { button, footer } from '../keyboards.ts';
import { renderNeutral } from '../neutral.ts';
import type { Screen } from '../screen.ts';

/** What clearing does and what it cannot reach, before anything is done. */
export function renderClearQuestion(words: Words, questions: readonly ClearQuestion[]): Screen {
  return {
    first: words.text('clear.first'),
    body: [
      words.text('clear.deletes'),
      words.text('clear.forgets'),
      words.text('clear.older'),
      words.text('clear.stays'),
      '',
      words.text('clear.beyond'),
      words.text('clear.chat'),
      ...questions.flatMap(({ line }) => ['', line]),
    ],
    keyboard: [
      ...questions.flatMap(({ buttons }) => buttons.map((one) => [one])),
      [button(words.plain('clear.yes'), 'clear:now', {})],
      [button(words.plain('clear.no'), 'clear:keep', {})],
      footer(words),
    ],
  };
}

/** The neutral line, with a way to try again what the database did not do. */
export function renderTryAgain(words: Words): Screen {
  const neutral = renderNeutral(words);
  return { ...neutral, keyboard: [[button(words.plain('common.tryAgain'), 'clear:now', {})], ...neutral.keyboard] };
}
