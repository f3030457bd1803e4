import { Cron } from 'croner';
import type { SmallCounters } from '../../db/small-counters/store.ts';
import type { FaultLog } from '../fault-log.ts';

export interface CountingOptions {
  readonly counters: readonly Pick<SmallCounters, 'flush'>[];
  readonly faults: FaultLog;
}

/** Writes the day's feedback down soon after midnight UTC; answers how to stop. */
export function startCounting({ counters, faults }: CountingOptions): () => void {
  const job = new Cron('5 0 * * *', { protect: true, unref: true, timezone: 'UTC' }, async () => {
    for (const counter of counters) {
      await counter.flush().catch((error) => void faults.report('feedback_not_counted', 'job', error));
    }
  });
  return () => job.stop();
}
