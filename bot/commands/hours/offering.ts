import { createOfferingDesk } from '../../../db/counselling/create-offering-desk.ts';
import type { CounsellorHours, OfferingDesk, Refreshed } from '../../../db/counselling/offering-desk.ts';
import type { Counsellor } from '../../../domain/booking/counsellor.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { ProgramParts, Run } from '../program-command.ts';
import { CommandFault, type Terminal } from '../terminal.ts';
import { refreshedInWords } from './in-words.ts';

export interface OfferingWork {
  readonly offering: OfferingDesk;
  readonly terminal: Terminal;
  readonly now: number;
  /** @throws CommandFault when there is none by this id */
  find(id: string): Promise<CounsellorHours>;
}

/** Runs work on the hours of organisations. */
export function runOnHours(run: Run, work: (parts: OfferingWork) => Promise<void>): Promise<void> {
  return run(async ({ db, keyring, now }: ProgramParts, terminal) => {
    const offering = createOfferingDesk({ db, keyring, now });
    const find = async (id: string) => {
      const all = await offering.counsellors();
      const found = all.find(({ counsellor }) => counsellor.id === id);
      if (found) return found;
      const known = all.map(({ counsellor }) => counsellor.id).join(', ') || 'none yet';
      throw new CommandFault(`There is no counsellor "${id}". There are: ${known}.`);
    };
    await work({ offering, terminal, now: now(), find });
    return 0;
  });
}

/** Says what a change did. @throws CommandFault with the words for its refusal */
export function tell<E extends string>(
  { print }: Terminal,
  counsellor: Counsellor,
  outcome: Outcome<Refreshed, E>,
  refusals: Readonly<Record<E, string>>,
): void {
  if (!outcome.ok) throw new CommandFault(refusals[outcome.error]);
  for (const line of refreshedInWords(counsellor, outcome.value)) print(line);
}
