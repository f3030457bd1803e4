import { Command } from 'commander';
import { writeAnswerFile } from '../../../db/reports/answer-file.ts';
import {
  longestAnswer,
  type OrganisationAnswer,
  parseOrganisationAnswer,
} from '../../../domain/organisation-answer.ts';
import type { RunLocally } from '../local-command.ts';
import { CommandFault, type LocalTerminal } from '../terminal.ts';
import { type BundleAtHome, openBundleAtHome } from './open-bundle.ts';

interface Typed {
  readonly key: string;
  readonly out: string;
}

/** `zont reports answer`: at the organisation. Only the person's code opens what it makes. */
export const answerCommand = (runLocally: RunLocally): Command =>
  new Command('answer')
    .description('on your own computer: seal an answer that only the person who reported can read')
    .argument('<bundle>', 'the bundle that holds the report')
    .argument('<report>', 'the number of the report, or its first eight characters (reports open --rows)')
    .requiredOption('--key <file>', 'your key')
    .requiredOption('--out <file>', 'the file to make, for the operator')
    .action((path: string, start: string, { key, out }: Typed) =>
      runLocally(async ({ terminal }) => {
        const opened = await openBundleAtHome(path, [key], terminal);
        const row = findRow(opened, start);
        const answer = await askAnswer(terminal);
        const [holder] = opened.holders;
        if (!holder) throw new CommandFault('A key is needed.');
        await terminal.writeFile(out, await writeAnswerFile(answer, row, holder));
        terminal.print(
          `Send ${out} to the operator, who puts it in its place by "reports deliver". Nobody on the way can read it.`,
        );
        return 0;
      }),
    );

function findRow({ bundle, reports }: BundleAtHome, start: string) {
  const found = start.length < 8 ? [] : reports.filter(({ id }) => id.startsWith(start.toLowerCase()));
  const row = found.length === 1 && bundle.rows.find(({ id }) => id === found[0]?.id);
  if (row) return row;
  throw new CommandFault(
    'There is no such report in this bundle: take at least eight characters of its number, as reports open --rows prints it. A report that was withdrawn takes no answer.',
  );
}

async function askAnswer(terminal: LocalTerminal): Promise<OrganisationAnswer> {
  terminal.print(`Your answer, in one line of at most ${longestAnswer} characters, without links, names or places.`);
  terminal.print('Above it the person reads that you never need their name, phone or money, and not to go alone.');
  const answer = parseOrganisationAnswer((await terminal.ask('> ')) ?? '');
  if (answer.ok) return answer.value;
  throw new CommandFault(inWords[answer.error]);
}

const inWords = {
  empty: 'Nothing was typed, so nothing was made.',
  too_long: `The answer is longer than ${longestAnswer} characters. Nothing was made.`,
  has_link:
    'The answer has a link, an address or a handle. These are how strangers lure people. A full stop with a word right behind it counts as one: leave a space there. Nothing was made.',
} as const;
