import { retireSecrets } from '../../db/secret-files.ts';
import type { CalendarDay } from '../../domain/calendar-day.ts';
import type { FaultLog } from '../fault-log.ts';
import { startJob } from './start-job.ts';

export interface RetiringOptions {
  readonly keysDirectory: string;
  readonly today: () => CalendarDay;
  readonly faults: FaultLog;
}

/** Deletes keys that nothing needs any more, at the start and once a day; answers how to stop. */
export function startRetiring({ keysDirectory, today, faults }: RetiringOptions): () => Promise<void> {
  const fault = 'secrets_not_retired';
  const task = () => retireSecrets(keysDirectory, today());
  try {
    task();
  } catch (error) {
    faults.report(fault, 'job', error);
  }
  return startJob({ at: '35 0 * * *', task, fault, faults });
}
