import { Cron } from 'croner';
import type { OfferingDesk } from '../../db/counselling/offering-desk.ts';
import type { CounsellingDesk } from '../../domain/booking/counselling-desk.ts';
import type { FaultLog } from '../fault-log.ts';

export interface OfferingHoursOptions {
  readonly desk: Pick<CounsellingDesk, 'sweep'>;
  readonly offering: Pick<OfferingDesk, 'refresh'>;
  readonly faults: FaultLog;
}

/** Makes the hours of the coming weeks every night and soon after a start, and lets expired ones go. Answers how to stop. */
export function startOfferingHours({ desk, offering, faults }: OfferingHoursOptions): () => void {
  const soon = new Date(Date.now() + 60_000);
  const quietly = (task: () => Promise<void>) => () =>
    task().catch((error) => void faults.report('hours_not_refreshed', 'job', error));
  const options = { protect: true, unref: true, timezone: 'UTC' };
  const jobs = [
    new Cron(soon, { unref: true }, quietly(offering.refresh)),
    new Cron('20 0 * * *', options, quietly(offering.refresh)),
    new Cron('*/10 * * * *', options, quietly(desk.sweep)),
  ];
  return () => {
    for (const job of jobs) job.stop();
  };
}
