import { Command } from 'commander';
import { answerStatement, readAnswerFile } from '../../../db/reports/answer-file.ts';
import { answersPerReport } from '../../../domain/organisation-answer.ts';
import type { Run } from '../program-command.ts';
import { reportsOf } from '../reports-of.ts';
import { CommandFault } from '../terminal.ts';

/** `zont reports deliver`: keeps an answer until the person looks with the code. */
export const deliverCommand = (run: Run): Command =>
  new Command('deliver')
    .description('put an answer that an organisation has sealed at home where the person finds it')
    .argument('<file>', 'what "reports answer" made')
    .action((path: string) =>
      run(async (parts, { readFile, print }) => {
        const answer = readAnswerFile(await readFile(path));
        if (!answer) throw new CommandFault(`${path} is no answer, or was cut short. Ask for the file again.`);
        const { organisation, reportId, sealed, signature } = answer;
        const { receivingKeys, exchange } = reportsOf(parts);
        const statement = answerStatement(organisation, reportId, sealed);
        if (!(await receivingKeys.isFromHolder(organisation, statement, signature))) throw new CommandFault(notTheirs);
        const recorded = await exchange.recordAnswer(organisation, reportId, sealed);
        if (!recorded.ok) throw new CommandFault(inWords[recorded.error]);
        print('The answer is kept. The person sees it when they look with their code.');
        return 0;
      }),
    );

const notTheirs =
  'This answer is not signed by a holder of the organisation. Do not trust who gave it to you, and ask the organisation by a way that you know.';

const inWords = {
  no_such_report: 'There is no such report: it was withdrawn, has expired, or belongs to another organisation.',
  too_many: `This report has ${answersPerReport} answers already, and takes no more.`,
  wrong_length: 'The answer was made by another version of Zont. Use the same version on both sides.',
} as const;
