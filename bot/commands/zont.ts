import { Command } from 'commander';
import { textsCommand } from './texts.ts';

/** `npm run zont -- <command>`: what an operator does besides running the bot. One file a command. */
const program = new Command('zont').description('Zont: commands for the people who run it.');

program.addCommand(textsCommand((line) => console.log(line)));

await program.parseAsync();
