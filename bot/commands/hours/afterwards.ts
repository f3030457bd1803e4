import { Command } from 'commander';
import type { SlotId, SlotOutcome } from '../../../domain/booking/slot.ts';
import type { Run } from '../program-command.ts';
import { CommandFault } from '../terminal.ts';
import { runOnHours } from './offering.ts';

/** What became of hours. No person stands in any of it. */
export function afterwardsCommands(run: Run): readonly Command[] {
  const mark = (name: string, outcome: SlotOutcome, description: string) =>
    new Command(name)
      .description(description)
      .argument('<hour>', 'its number in the list')
      .action((text: string) =>
        runOnHours(run, async ({ offering, terminal }) => {
          const marked = await offering.mark(slotId(text), outcome);
          if (!marked.ok) {
            throw new CommandFault(
              marked.error === 'not_yet' ? 'This hour has not begun.' : `There is no hour ${text}.`,
            );
          }
          terminal.print('Noted.');
        }),
      );

  const callOff = new Command('call-off')
    .description('you cannot keep an hour: whoever booked it sees so, and is told if they asked to be reminded')
    .argument('<hour>', 'its number in the list')
    .action((text: string) =>
      runOnHours(run, async ({ offering, terminal }) => {
        const done = await offering.callOff(slotId(text));
        if (!done.ok) {
          throw new CommandFault(done.error === 'over' ? 'This hour has begun.' : `There is no hour ${text}.`);
        }
        terminal.print('Called off.');
      }),
    );

  const counts = new Command('counts').description('how many hours took place, by month').action(() =>
    runOnHours(run, async ({ offering, terminal: { print } }) => {
      const all = await offering.counts();
      if (all.length === 0) print('Nothing has been noted yet.');
      for (const { organisation, month, outcome, hours } of all) {
        print(`${month} ${organisation} ${outcome.replaceAll('_', ' ')}: ${hours}`);
      }
    }),
  );

  return [
    mark('done', 'done', 'an hour took place'),
    mark('did-not-come', 'did_not_come', 'nobody came'),
    callOff,
    counts,
  ];
}

const slotId = (text: string): SlotId => (/^\d{1,15}$/.test(text) ? Number(text) : 0) as SlotId;
