import { receiptCodeDigits } from '../../domain/receipt-code.ts';
import type { FoundReport, Remains } from '../../domain/report-desk.ts';
import { escapeHtml, type Words } from '../../locales/index.ts';
import { button, footer, inRows } from '../keyboards.ts';
import type { Button, Screen } from '../screen.ts';

const exampleMark = (words: Words, isPreview: boolean): readonly string[] =>
  isPreview ? [words.text('report.exampleMark'), ''] : [];

/** The keypad. Groups that are complete are hidden; only the last one can be read over the shoulder. */
export function renderPad(words: Words, digits: string, isPreview: boolean): Screen {
  const key = (digit: number): Button => button(String(digit), 'code:digit', { digit });
  return {
    first: words.text('receipt.first'),
    body: [
      ...exampleMark(words, isPreview),
      words.text('receipt.ask'),
      words.text('receipt.kept'),
      '',
      `<b>${shownDigits(digits)}</b>`,
    ],
    keyboard: [
      ...inRows([1, 2, 3, 4, 5, 6, 7, 8, 9].map(key), 3),
      [button(words.plain('receipt.erase'), 'code:erase', {}), key(0)],
      [button(words.plain('receipt.look'), 'code:look', {})],
      footer(words),
    ],
  };
}

/** `•••• 1234 ____ ____` */
function shownDigits(digits: string): string {
  const groups = Array.from({ length: receiptCodeDigits / 4 }, (_, index) => digits.slice(index * 4, index * 4 + 4));
  const last = Math.floor((digits.length - 1) / 4);
  return groups.map((group, index) => (index < last ? '••••' : group).padEnd(4, '_')).join(' ');
}

/** Wrong, withdrawn and expired are one answer. */
export function renderUnknown(words: Words): Screen {
  return {
    first: words.text('receipt.unknownFirst'),
    body: [words.text('receipt.unknown')],
    keyboard: [[button(words.plain('receipt.again'), 'code:open', {})], footer(words)],
  };
}

/** Too many tries from this chat within an hour. */
export function renderLimited(words: Words): Screen {
  return {
    first: words.text('receipt.limitFirst'),
    body: [words.text('receipt.limit')],
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
            ...answers.flatMap((answer) => ['', escapeHtml(answer)]),
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
    keyboard: [[button(words.plain('common.menu'), 'menu:open', {})], footer(words)],
  };
}

const whatStays = (words: Words, { mayBeRead, isPublished }: Remains): readonly string[] => [
  words.text(mayBeRead ? 'receipt.mayBeRead' : 'receipt.notRead'),
  words.text(isPublished ? 'receipt.published' : 'receipt.counted'),
];

/** What stands there when nobody has touched the answers for five minutes. */
export function renderNeutral(words: Words): Screen {
  return { first: words.text('receipt.neutralFirst'), body: [], keyboard: [footer(words)] };
}
