import type { OfferingDesk } from '../../db/counselling/offering-desk.ts';
import type { CounsellingDesk } from '../../domain/booking/counselling-desk.ts';
import type { FaultLog } from '../fault-log.ts';
import { startJob } from './start-job.ts';

export interface OfferingHoursOptions {
  readonly desk: Pick<CounsellingDesk, 'sweep'>;
  readonly offering: Pick<OfferingDesk, 'refresh'>;
  readonly faults: FaultLog;
}

/** Makes the hours of the coming weeks every night and soon after a start, and lets expired ones go. Answers how to stop. */
export function startOfferingHours({ desk, offering, faults }: OfferingHoursOptions): () => Promise<unknown> {
  const soon = new Date(Date.now() + 60_000);
  const start = (at: string | Date, task: () => Promise<void>) =>
    startJob({ at, task, fault: 'hours_not_refreshed', faults });
  const stops = [
    start(soon, offering.refresh),
    start('20 0 * * *', offering.refresh),
    start('*/10 * * * *', desk.sweep),
  ];
  return () => Promise.all(stops.map((stop) => stop()));
}
