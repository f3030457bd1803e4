import { Cron } from 'croner';
import type { CardFeedbackStore } from '../../db/card-feedback.ts';
import type { FaultLog } from '../fault-log.ts';

export interface CountingOptions {
  readonly feedback: Pick<CardFeedbackStore, 'flush'>;
  readonly faults: FaultLog;
}

/** Writes the day's feedback down soon after midnight UTC; answers how to stop. */
export function startCounting({ feedback, faults }: CountingOptions): () => void {
  const job = new Cron('5 0 * * *', { protect: true, unref: true, timezone: 'UTC' }, () =>
    feedback.flush().catch((error) => void faults.report('feedback_not_counted', 'job', error)),
  );
  return () => job.stop();
}
