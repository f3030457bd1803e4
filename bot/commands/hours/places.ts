import { Command } from 'commander';
import { parseOrganisationId } from '../../../domain/organisation-id.ts';
import type { Run } from '../program-command.ts';
import { CommandFault } from '../terminal.ts';
import {
  type CounsellorOptions,
  counsellorFrom,
  counsellorWords,
  directionsOf,
  keptOptions,
} from './counsellor-options.ts';
import { runOnHours, tell } from './offering.ts';

/** Who offers: organisations, counsellors, and their calendar feeds. */
export function placeCommands(run: Run): readonly Command[] {
  const organisation = new Command('organisation')
    .description('add an organisation that offers hours, or change its name')
    .argument('<id>', 'its id in the directory, if it stands there')
    .requiredOption('--en <name>')
    .requiredOption('--ru <name>')
    .requiredOption('--ky <name>')
    .action((text: string, { en, ru, ky }: Record<'en' | 'ru' | 'ky', string>) =>
      runOnHours(run, async ({ offering, terminal }) => {
        const id = parseOrganisationId(text);
        if (!id) throw new CommandFault('An id has small letters, digits and hyphens, at most 32: tais-plus.');
        await offering.saveOrganisation({ id, name: { en, ru, ky }, isExample: false });
        terminal.print(`${id} is saved. Next: zont hours counsellor`);
      }),
    );

  const counsellor = counsellorWords().action((id: string, options: CounsellorOptions) =>
    runOnHours(run, async ({ offering, terminal }) => {
      const before = (await offering.counsellors()).find((known) => known.counsellor.id === id);
      const one = counsellorFrom(id, options, before?.counsellor);
      const directions = await directionsOf(options, (path) => terminal.readFile(path));
      const saved = await offering.saveCounsellor(one, directions);
      tell(terminal, one, saved, {
        no_such_organisation: `There is no organisation "${one.organisation}". Add it first: zont hours organisation`,
      });
      const kept = before ? keptOptions(options, before) : [];
      if (kept.length > 0) terminal.print(`Not named, so as before: ${kept.join(', ')}.`);
    }),
  );

  const removeCounsellor = new Command('remove-counsellor')
    .description('take a counsellor away with all its hours')
    .argument('<counsellor>')
    .action((id: string) =>
      runOnHours(run, async ({ offering, terminal, find }) => {
        const removed = await offering.removeCounsellor((await find(id)).counsellor.id);
        if (!removed.ok) throw new CommandFault('Some of its hours are booked. Call them off first: zont hours list');
        terminal.print(`${id} is gone.`);
      }),
    );

  const feed = new Command('feed')
    .description('a new secret address for the calendar of a counsellor; the one before ends')
    .argument('<counsellor>')
    .option('--stop', 'end the address, and make no new one')
    .action((id: string, { stop }: { stop?: true }) =>
      runOnHours(run, async ({ offering, terminal: { print }, find }) => {
        const { counsellor: one } = await find(id);
        if (stop) {
          await offering.stopFeed(one.id);
          print('The calendar has no address any more.');
          return;
        }
        const renewed = await offering.renewFeed(one.id);
        if (!renewed.ok) throw new CommandFault(`There is no counsellor "${id}".`);
        print(`/calendar/${renewed.value}.ics`);
        print(
          'Put the address of your server before it. Whoever has it sees the hours and booking names: keep it secret.',
        );
        print('It is shown once. To end it, or to make a new one, run this command again.');
      }),
    );

  return [organisation, counsellor, removeCounsellor, feed];
}
