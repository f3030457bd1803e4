import { setTimeout as sleep } from 'node:timers/promises';
import type { CounsellingDesk } from '../../domain/booking/counselling-desk.ts';
import type { SealedAddress } from '../../domain/sealed-address.ts';
import { markExample } from '../../handlers/booking-hours.ts';
import { renderOffer, renderReminder } from '../../handlers/my-booking/render-notices.ts';
import { wordsIn } from '../../locales/index.ts';
import type { ReachableChat } from '../edge/edge.ts';
import type { FaultLog } from '../fault-log.ts';
import type { Notify } from '../notify.ts';
import { startJob } from './start-job.ts';
import { type Schedule, startRepeating } from './start-repeating.ts';

export interface TellingOfHoursOptions {
  readonly desk: Pick<
    CounsellingDesk,
    'dueReminders' | 'takeReminder' | 'giveBackReminder' | 'takeDueOffers' | 'giveBackOffer' | 'heldHour' | 'letGo'
  >;
  /** Null when the address cannot be opened any more. */
  readonly reach: (address: SealedAddress) => ReachableChat | null;
  readonly notify: Notify;
  /** True in the preview, where all of it is an example and says so. */
  readonly isPreview: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly faults: FaultLog;
  readonly stopping: AbortSignal;
  /** Milliseconds between two messages: what people wait for goes first. */
  readonly pauseMilliseconds?: number;
  readonly everyMinute?: Schedule;
}

/**
 * Sends the reminders that are due, and offers free hours to the wait list. Several programs share the work: each
 * reminder and each offer is marked in the database before it is sent, in its chat's turn. So a kill loses the one
 * that is under way, and none comes twice.
 */
export async function tellOfHours(options: TellingOfHoursOptions): Promise<void> {
  for (const part of [remind, offer]) {
    try {
      await part(options);
    } catch (error) {
      if (!options.stopping.aborted) options.faults.report('hours_not_told', 'job', error);
    }
  }
}

async function remind(options: TellingOfHoursOptions): Promise<void> {
  const { desk, reach, notify, now, stopping, isPreview } = options;
  for (const { id, address } of await desk.dueReminders()) {
    if (stopping.aborted) return;
    const chat = reach(address);
    const told = chat
      ? await notify(chat, async () => {
          const reminder = await desk.takeReminder(id);
          if (!reminder) return null;
          const words = wordsIn(reminder.language);
          const screen = markExample(words, renderReminder(words, reminder, now()), isPreview);
          return { screen, words, undo: () => desk.giveBackReminder(id, reminder.kind) };
        })
      : await desk.takeReminder(id);
    if (told === 'later') return;
    await pause(options);
  }
}

/** One at a time: what a stop or a kill leaves is still in the list. */
async function offer(options: TellingOfHoursOptions): Promise<void> {
  const { desk, reach, notify, stopping, isPreview } = options;
  while (!stopping.aborted) {
    const [due] = await desk.takeDueOffers(1);
    if (!due) return;
    const { hold } = due.held;
    const chat = reach(due.address);
    const told = chat
      ? await notify(chat, async () => {
          // Gone, when the chat was cleared since.
          const held = await desk.heldHour(hold, chat.alias);
          const words = wordsIn(due.language);
          const undo = () => desk.giveBackOffer(chat.alias, due.held);
          return held && { screen: markExample(words, renderOffer(words, due), isPreview), words, undo };
        })
      : 'lost';
    // Perhaps nobody knows of it: it is the turn of who comes next.
    if (told === 'lost') await desk.letGo(hold);
    if (told === 'later') return;
    await pause(options);
  }
}

const pause = ({ pauseMilliseconds = 100, stopping }: TellingOfHoursOptions) =>
  sleep(pauseMilliseconds, null, { signal: stopping }).catch(() => {});

/** Tells now and every minute; answers how to stop, which waits for the message at hand. */
export function startTellingOfHours(options: TellingOfHoursOptions): () => Promise<void> {
  const { faults, everyMinute } = options;
  const schedule: Schedule =
    everyMinute ?? ((task) => startJob({ at: '* * * * *', task, fault: 'hours_not_told', faults }));
  return startRepeating(() => tellOfHours(options), schedule);
}
