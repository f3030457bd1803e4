import { Command } from 'commander';
import { type HolderKey, signAs } from '../../../db/reports/holder-key.ts';
import { fingerprintOf, statements } from '../../../db/reports/key-papers.ts';
import { formatSignature, parsePublicKey } from '../../../db/reports/paper-text.ts';
import type { RunLocally } from '../local-command.ts';
import { CommandFault } from '../terminal.ts';
import { openKeyFile } from './key-files.ts';

interface Typed {
  readonly key: string;
}

/** `zont keys sign`: a present holder vouches for a further key, or agrees that reports are taken again. */
export const signCommand = (runLocally: RunLocally): Command =>
  new Command('sign')
    .description('on your own computer: sign a further key of yours, or that you take reports again')
    .argument('<what>', 'the public part of the further key, or the number that the operator got at the stop')
    .requiredOption('--key <file>', 'your present key')
    .action((what: string, { key: path }: Typed) =>
      runLocally(async ({ terminal }) => {
        const holder = await openKeyFile(path, terminal);
        const { question, statement } = read(what, holder);
        terminal.print(question);
        const typed = await terminal.ask('Type yes to sign: ');
        if (typed?.trim().toLowerCase() !== 'yes') throw new CommandFault('Nothing was signed.');
        terminal.print('Send this line to the operator:');
        terminal.print(formatSignature(signAs(holder, statement)));
        return 0;
      }),
    );

function read(what: string, { organisation }: HolderKey): { readonly question: string; readonly statement: string } {
  const papers = parsePublicKey(what, organisation);
  if (papers) {
    const fingerprint = fingerprintOf(papers);
    return {
      question: `You vouch that this key belongs to ${organisation}. Compare the fingerprint with its holder, aloud:\n${fingerprint}`,
      statement: statements.vouch(organisation, fingerprint),
    };
  }
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(what))
    return {
      question: `You agree that ${organisation} takes reports again, after the stop ${what}.`,
      statement: statements.reopen(organisation, what),
    };
  throw new CommandFault(
    'This is neither a public key (age1…+…) nor the number of a stop. Copy the whole line, without spaces.',
  );
}
