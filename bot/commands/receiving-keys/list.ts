import { Command } from 'commander';
import type { RegisteredKey } from '../../../db/reports/registered-key.ts';
import { type CalendarDay, dayOf } from '../../../domain/calendar-day.ts';
import type { Run } from '../program-command.ts';
import { reportsOf } from '../reports-of.ts';

/** `zont keys list`: who can read reports, until when, and what must be done. */
export const listKeysCommand = (run: Run): Command =>
  new Command('list').description('who has a key, how long it serves, and which ends soon').action(() =>
    run(async (parts, { print }) => {
      const { receivingKeys } = reportsOf(parts);
      const keys = await receivingKeys.list();
      const organisations = [...new Set(keys.map(({ organisation }) => organisation))];
      const stopped = [];
      for (const organisation of organisations)
        if (await receivingKeys.stopOf(organisation)) stopped.push(organisation);
      for (const line of keysReport(keys, stopped, dayOf(parts.now()))) print(line);
      return 0;
    }),
  );

/** The list, a line each, and warnings below it. */
export function keysReport(
  keys: readonly RegisteredKey[],
  stopped: readonly string[],
  today: CalendarDay,
): readonly string[] {
  if (keys.length === 0) return ['No organisation has a key: people can only be counted. See docs/organisations.md.'];
  const organisations = [...new Set(keys.map(({ organisation }) => organisation))];
  return [
    ...organisations.flatMap((organisation) => [
      `${organisation}${stopped.includes(organisation) ? ': stopped, takes no reports' : ''}`,
      ...keys.filter((key) => key.organisation === organisation).map((key) => keyLine(key, today)),
    ]),
    ...organisations.flatMap((organisation) => warningsFor(organisation, keys, today)),
  ];
}

const keyLine = (key: RegisteredKey, today: CalendarDay) =>
  `  ${key.fingerprint}  ${key.countries.join(' ')}  ${stateOf(key, today)}${key.isExample ? '  (example of the preview)' : ''}`;

function stateOf({ retiredOn, validFrom, validUntil }: RegisteredKey, today: CalendarDay): string {
  if (retiredOn !== null) return `retired on ${retiredOn}`;
  if (validFrom > today) return `waits: serves from ${validFrom} to ${validUntil}`;
  return validUntil < today ? `ended on ${validUntil}` : `serves until ${validUntil}`;
}

/** The last day of what an organisation has, and of what follows it already. */
function warningsFor(organisation: string, keys: readonly RegisteredKey[], today: CalendarDay): readonly string[] {
  const own = keys.filter((key) => key.organisation === organisation && key.retiredOn === null);
  const present = own.filter(({ isServing }) => isServing);
  if (present.length === 0 && !own.some(({ validFrom }) => validFrom > today))
    return [`! ${organisation} has no key that serves: nobody can choose it. It makes a new one by "keys make".`];
  const last = [...present].sort((a, b) => (a.validUntil < b.validUntil ? 1 : -1))[0];
  const isFollowed = last && own.some((key) => key.validUntil > last.validUntil);
  return last?.endsSoon && !isFollowed
    ? [`! ${organisation}: the last key ends on ${last.validUntil}. Let it make and sign a further one this week.`]
    : [];
}
