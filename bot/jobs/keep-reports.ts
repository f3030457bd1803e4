import type { ProcessGroup } from '../../db/process-group.ts';
import type { ReportJobs } from '../../db/reports/jobs.ts';
import type { FaultLog } from '../fault-log.ts';
import { startJob } from './start-job.ts';

export interface KeepingOptions {
  readonly jobs: ReportJobs;
  readonly faults: FaultLog;
  readonly once: ProcessGroup['once'];
}

/** What stands in the log when the night's work, or a part of it, fails. */
const fault = 'report_job_failed';

/**
 * The night's work on reports. Freezing comes first, since it folds whatever waits; erasing comes last,
 * since all others leave something behind. What fails does not keep the rest from being done.
 */
export async function keepReports({ jobs, faults }: Omit<KeepingOptions, 'once'>): Promise<void> {
  for (const job of [jobs.freeze, jobs.fold, jobs.expire, () => eraseWhole(jobs)]) {
    await job().catch((error) => void faults.report(fault, 'job', error));
  }
}

async function eraseWhole(jobs: ReportJobs): Promise<void> {
  const { erased } = await jobs.erase();
  if (erased === 'in_use') throw new TablesInUse();
}

/** Somebody keeps from the night's work what was forgotten: the operator has to know. */
class TablesInUse extends Error {}

/** Keeps reports every night; answers how to stop, which waits for a job that is under way. */
export function startKeepingReports({ once, ...options }: KeepingOptions): () => Promise<void> {
  return startJob({
    at: '20 3 * * *',
    task: () => keepReports(options),
    fault,
    faults: options.faults,
    oneFor: { name: 'keep-reports', once },
  });
}
