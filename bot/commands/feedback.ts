import { Command, InvalidArgumentError } from 'commander';
import {
  type CardFeedbackReport,
  type ReleasedMonth,
  type ReleasedRow,
  readCardFeedback,
} from '../../db/card-feedback.ts';
import { countedTags, freezesOn, type ReleasedCounter } from '../../domain/small-counter.ts';
import type { Run } from './program-command.ts';

/** `zont feedback`: what people said of the cards, as far as it may be shown. */
export function feedbackCommand(run: Run): Command {
  return new Command('feedback')
    .description('what people said of the cards: blurred figures of months that are over, and what may be wrong')
    .option('--months <number>', 'how many months to show', parseMonths, 3)
    .action(({ months }: { months: number }) =>
      run(async ({ db, keyring }, { print }) => {
        for (const line of feedbackReport(await readCardFeedback(db, keyring), months)) print(line);
        return 0;
      }),
    );
}

/** The report, a line each. */
export function feedbackReport({ months, unreadable }: CardFeedbackReport, shownMonths: number): readonly string[] {
  return [
    ...(months.length === 0 ? ['Nothing has been counted yet.'] : []),
    ...months.slice(0, shownMonths).flatMap((month) => [...monthLines(month), '']),
    ...unreadable.map((month) => `${month}: cannot be opened with this key.`),
    'Figures are taps, blurred on purpose, with the range in which the true number lies in at least 95 of 100 cases.',
    'An empty place shows "about 5" by chance once in about 200 times. "Wrong" is not blurred: please look at those cards.',
  ];
}

const headings = ['card', 'language', 'wrong?', 'helped', 'not for me', 'hard to read'];
const widths = [26, 10, 8, 22, 22, 22];

function monthLines({ month, rows }: ReleasedMonth): readonly string[] {
  const isOver = rows.some(({ counters }) => counters !== null);
  const told = rows.filter(hasSomething);
  const rest = isOver ? 'too few to say, and nobody said "wrong"' : 'nobody said "wrong"';
  return [
    isOver ? month : `${month}: still counting, figures from ${freezesOn(month)} on`,
    ...(told.length > 0 ? [line(isOver ? headings : headings.slice(0, 3)), ...told.map(rowLine)] : []),
    told.length > 0 ? `  All others: ${rest}.` : `  Every card: ${rest}.`,
  ];
}

const hasSomething = ({ wrong, counters }: ReleasedRow) =>
  wrong !== 'none' || (counters !== null && countedTags.some((tag) => counters[tag].figure !== null));

const rowLine = ({ card, language, wrong, counters }: ReleasedRow) =>
  line([card, language, wrong, ...(counters ? countedTags.map((tag) => inWords(counters[tag])) : [])]);

function inWords({ figure }: ReleasedCounter): string {
  return figure ? `about ${figure.about} (${figure.from} to ${figure.to})` : 'too few to say';
}

const line = (cells: readonly string[]) =>
  `  ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' ')}`.trimEnd();

function parseMonths(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return number;
}
