import type { SmallCounters } from '../../db/small-counters/store.ts';
import type { FaultLog } from '../fault-log.ts';
import { startJob } from './start-job.ts';

export interface CountingOptions {
  readonly counters: readonly Pick<SmallCounters, 'flush'>[];
  readonly faults: FaultLog;
}

/** Writes the day's feedback down soon after midnight UTC, each counter by itself; answers how to stop. */
export function startCounting({ counters, faults }: CountingOptions): () => Promise<unknown> {
  const stops = counters.map(({ flush }) =>
    startJob({ at: '5 0 * * *', task: flush, fault: 'feedback_not_counted', faults }),
  );
  return () => Promise.all(stops.map((stop) => stop()));
}
