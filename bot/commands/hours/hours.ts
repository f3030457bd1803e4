import { Command } from 'commander';
import type { Run } from '../program-command.ts';
import { afterwardsCommands } from './afterwards.ts';
import { changeCommands } from './change-offers.ts';
import { importCommand } from './import-offers.ts';
import { listCommand } from './list-hours.ts';
import { placeCommands } from './places.ts';

/** `zont hours`: what an organisation offers, and what became of it. */
export function hoursCommand(run: Run): Command {
  const hours = new Command('hours').description(
    'hours that people can book: offer, change, import, and say what became of them',
  );
  const all = [
    listCommand(run),
    ...placeCommands(run),
    ...changeCommands(run),
    importCommand(run),
    ...afterwardsCommands(run),
  ];
  for (const command of all) hours.addCommand(command);
  return hours;
}
