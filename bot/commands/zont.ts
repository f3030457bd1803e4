import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { dayOf } from '../../domain/calendar-day.ts';
import { ConfigError, parseConfig } from '../config.ts';
import { readSettingsFile } from '../settings-file.ts';
import { addLocalCommands } from './local-commands.ts';
import type { Run } from './program-command.ts';
import { programCommands } from './program-commands.ts';
import { reviewImportCommand } from './review-import.ts';
import { reviewSheetCommand } from './review-sheet.ts';
import { runHereOrThere } from './run-here-or-there.ts';
import { tellingFaults } from './run-in-program.ts';
import { secretsCommand } from './secrets.ts';
import { createProcessTerminal } from './terminal.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const terminal = createProcessTerminal();
try {
  readSettingsFile();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  terminal.complain(error.message);
  process.exit(2);
}
const words = process.argv.slice(2);

/** `npm run zont -- <command>`: what an operator does besides running the bot. One file a command. */
const program = new Command('zont').description('Zont: commands for the people who run it.');

const readConfig = () => parseConfig(process.env);

/** What the operator typed is sound: commander has checked it. */
const run: Run = async (work, needs) => {
  process.exitCode = await tellingFaults(
    () => runHereOrThere(readConfig(), words, work, terminal, { needs }),
    terminal,
  );
};

program.addCommand(reviewSheetCommand(terminal.print, root));
program.addCommand(reviewImportCommand(terminal.print, root));
program.addCommand(
  secretsCommand({
    print: terminal.print,
    readKeysDirectory: () => readConfig().keysDirectory,
    today: () => dayOf(Date.now()),
  }),
);
for (const command of programCommands) program.addCommand(command(run));
addLocalCommands(program, async (work) => {
  process.exitCode = await tellingFaults(() => work({ terminal, readConfig }), terminal);
});

await program.parseAsync();
terminal.close();
