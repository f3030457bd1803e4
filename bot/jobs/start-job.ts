import { Cron } from 'croner';
import type { JobName, ProcessGroup } from '../../db/process-group.ts';
import type { FaultLog } from '../fault-log.ts';

export interface Job {
  /** A cron pattern in UTC, or the one moment at which to run. */
  readonly at: string | Date;
  readonly task: () => unknown;
  /** The event that stands in the log when the task fails. */
  readonly fault: string;
  readonly faults: FaultLog;
  /** Of several processes one alone runs it, under this name. */
  readonly oneFor?: { readonly name: JobName; readonly once: ProcessGroup['once'] };
}

/**
 * Runs a task again and again, never twice at a time, and keeps no program alive by that.
 * @returns stops it; resolves when a run that is under way has ended
 */
export function startJob({ at, task, fault, faults, oneFor }: Job): () => Promise<void> {
  const run = async () => void (await task());
  let underWay = Promise.resolve();
  const job = new Cron(at, { protect: true, unref: true, timezone: 'UTC' }, () => {
    underWay = (oneFor ? oneFor.once(oneFor.name, run) : run()).catch(
      (error) => void faults.report(fault, 'job', error),
    );
    return underWay;
  });
  return () => {
    job.stop();
    return underWay;
  };
}
