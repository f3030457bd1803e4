import { existsSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { parseConfig } from '../config.ts';
import { feedbackCommand } from './feedback.ts';
import { reviewImportCommand } from './review-import.ts';
import { reviewSheetCommand } from './review-sheet.ts';
import { textsCommand } from './texts.ts';

if (existsSync('.env')) process.loadEnvFile('.env');

const root = fileURLToPath(new URL('../../', import.meta.url));
const print = (line: string) => console.log(line);

/** `npm run zont -- <command>`: what an operator does besides running the bot. One file a command. */
const program = new Command('zont').description('Zont: commands for the people who run it.');

program.addCommand(textsCommand(print));
program.addCommand(feedbackCommand(print, () => parseConfig(process.env)));
program.addCommand(reviewSheetCommand(print, root));
program.addCommand(reviewImportCommand(print, root));

await program.parseAsync();
