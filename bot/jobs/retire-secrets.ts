import { Cron } from 'croner';
import { retireSecrets } from '../../db/secret-files.ts';
import type { CalendarDay } from '../../domain/calendar-day.ts';
import type { FaultLog } from '../fault-log.ts';

export interface RetiringOptions {
  readonly keysDirectory: string;
  readonly today: () => CalendarDay;
  readonly faults: FaultLog;
}

/** Deletes keys that nothing needs any more, at the start and once a day; answers how to stop. */
export function startRetiring({ keysDirectory, today, faults }: RetiringOptions): () => void {
  const retire = () => {
    try {
      retireSecrets(keysDirectory, today());
    } catch (error) {
      faults.report('secrets_not_retired', 'job', error);
    }
  };
  retire();
  const job = new Cron('35 0 * * *', { protect: true, unref: true, timezone: 'UTC' }, retire);
  return () => job.stop();
}
