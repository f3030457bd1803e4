import type { OfferingDesk } from '../../db/counselling/offering-desk.ts';
import type { CounsellingDesk } from '../../domain/booking/counselling-desk.ts';
import type { FaultLog } from '../fault-log.ts';
import { startJob } from './start-job.ts';

export interface OfferingHoursOptions {
  readonly desk: Pick<CounsellingDesk, 'sweep' | 'forgetOrder'>;
  readonly offering: Pick<OfferingDesk, 'refresh'>;
  readonly faults: FaultLog;
}

/**
 * Makes the hours of the coming weeks every night and soon after a start, lets expired ones go, and forgets in which
 * order hours were booked. Answers how to stop.
 */
export function startOfferingHours({ desk, offering, faults }: OfferingHoursOptions): () => Promise<unknown> {
  const soon = new Date(Date.now() + 60_000);
  const start = (at: string | Date, task: () => Promise<void>) =>
    startJob({ at, task, fault: 'hours_not_refreshed', faults });
  const stops = [
    start(soon, offering.refresh),
    start('20 0 * * *', offering.refresh),
    start('*/10 * * * *', desk.sweep),
    // Before the log of writes is cleared, which the night's work on reports does last.
    start('10 3 * * *', desk.forgetOrder),
  ];
  return () => Promise.all(stops.map((stop) => stop()));
}
