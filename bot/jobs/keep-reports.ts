import { Cron } from 'croner';
import type { ProcessGroup } from '../../db/process-group.ts';
import type { ReportJobs } from '../../db/reports/jobs.ts';
import type { FaultLog } from '../fault-log.ts';

export interface KeepingOptions {
  readonly jobs: ReportJobs;
  readonly faults: FaultLog;
  readonly once: ProcessGroup['once'];
}

/**
 * The night's work on reports. Freezing comes first, since it folds whatever waits; erasing comes last,
 * since all others leave something behind. What fails does not keep the rest from being done.
 */
export async function keepReports({ jobs, faults }: Omit<KeepingOptions, 'once'>): Promise<void> {
  for (const job of [jobs.freeze, jobs.fold, jobs.expire, jobs.erase]) {
    await job().catch((error) => void faults.report('report_job_failed', 'job', error));
  }
}

/** Keeps reports every night; answers how to stop, which waits for a job that is under way. */
export function startKeepingReports(options: KeepingOptions): () => Promise<void> {
  let underWay = Promise.resolve();
  const job = new Cron('20 3 * * *', { protect: true, unref: true, timezone: 'UTC' }, () => {
    underWay = options
      .once('keep-reports', () => keepReports(options))
      .catch((error) => void options.faults.report('report_job_failed', 'job', error));
    return underWay;
  });
  return () => {
    job.stop();
    return underWay;
  };
}
