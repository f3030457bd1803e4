import type { Expiring } from '../../domain/expiring.ts';
import type { FaultLog } from '../fault-log.ts';
import { startJob } from './start-job.ts';
import type { Schedule } from './start-repeating.ts';

export interface ExpiringMemoryOptions {
  readonly memory: Expiring;
  readonly faults: FaultLog;
  readonly everyMinute?: Schedule;
}

/** Once a minute what is in memory goes when its time is over, whoever comes back or not. Answers how to stop. */
export function startExpiringMemory({ memory, faults, everyMinute }: ExpiringMemoryOptions): () => unknown {
  const task = async () => memory.forgetExpired();
  return everyMinute?.(task) ?? startJob({ at: '* * * * *', task, fault: 'memory_not_expired', faults });
}
