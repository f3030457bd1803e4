import type { FoundReport, Remains } from '../../domain/report-desk.ts';
import { escapeHtml, type Words } from '../../locales/index.ts';
import { button, footer } from '../keyboards.ts';
import type { Screen } from '../screen.ts';

const exampleMark = (words: Words, isPreview: boolean): readonly string[] =>
  isPreview ? [words.text('report.exampleMark'), ''] : [];

/** What stands above the keypad. */
export const padLines = (words: Words, isPreview: boolean): readonly string[] => [
  ...exampleMark(words, isPreview),
  words.text('receipt.ask'),
];

/** Wrong, withdrawn and expired are one answer. */
export function renderUnknown(words: Words): Screen {
  return {
    first: words.text('receipt.unknownFirst'),
    body: [words.text('receipt.unknown')],
    keyboard: [[button(words.plain('receipt.again'), 'code:open', {})], footer(words)],
  };
}

/** What there is under the code: the answers, under a line that protects who reads them. */
export function renderFound(words: Words, { answers, remains }: FoundReport, isPreview: boolean): Screen {
  return {
    first: words.text('receipt.foundFirst'),
    body: [
      ...exampleMark(words, isPreview),
      words.text('receipt.found'),
      '',
      ...(answers.length === 0
        ? [words.text('receipt.noAnswer')]
        : [
            words.text('receipt.never'),
            '',
            words.text('receipt.answers'),
            ...answers.flatMap((answer) => ['', answer === null ? words.text('receipt.withheld') : escapeHtml(answer)]),
          ]),
      '',
      words.text('receipt.closes'),
    ],
    keyboard: [[button(words.plain('receipt.withdraw'), 'code:withdraw', remains)], footer(words)],
  };
}

/** The second question, and what a withdrawal cannot take back. */
export function renderSure(words: Words, remains: Remains): Screen {
  return {
    first: words.text('receipt.sureFirst'),
    body: [words.text('receipt.sure'), '', ...whatStays(words, remains)],
    keyboard: [
      [button(words.plain('receipt.yes'), 'code:yes', {})],
      [button(words.plain('receipt.no'), 'code:open', {})],
      footer(words),
    ],
  };
}

/** It is taken back. */
export function renderWithdrawn(words: Words, remains: Remains): Screen {
  return {
    first: words.text('receipt.goneFirst'),
    body: [words.text('receipt.gone'), '', ...whatStays(words, remains)],
    keyboard: [footer(words)],
  };
}

const whatStays = (words: Words, { mayBeRead, isPublished }: Remains): readonly string[] => [
  words.text(mayBeRead ? 'receipt.mayBeRead' : 'receipt.notRead'),
  words.text(isPublished ? 'receipt.published' : 'receipt.counted'),
];
