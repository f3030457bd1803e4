import type { Command } from 'commander';
import type { LocalCommand, RunLocally } from './local-command.ts';
import { makeKeyCommand } from './receiving-keys/make.ts';
import { signCommand } from './receiving-keys/sign.ts';
import { answerCommand } from './reports/answer.ts';
import { openCommand } from './reports/open.ts';
import { restoreCommand } from './restore.ts';
import { textsCommand } from './texts.ts';

/** Under which command of the program each of them stands: people need not know which half is done where. */
const localCommands: Readonly<Record<string, readonly LocalCommand[]>> = {
  keys: [makeKeyCommand, signCommand],
  reports: [openCommand, answerCommand],
};

/** Adds what is always done in the process of whoever types it to the commands of this program. */
export function addLocalCommands(zont: Command, runLocally: RunLocally): void {
  for (const parent of zont.commands) {
    for (const command of localCommands[parent.name()] ?? []) parent.addCommand(command(runLocally));
  }
  zont.addCommand(restoreCommand(runLocally));
  zont.addCommand(textsCommand(runLocally));
}
