import { Cron } from 'croner';
import type { DirectoryAtHand } from '../directory-at-hand.ts';
import type { FaultLog } from '../fault-log.ts';

export interface ReloadingOptions {
  readonly directory: Pick<DirectoryAtHand, 'reload'>;
  readonly faults: FaultLog;
}

/** Reads the directory again every ten minutes: a command of another process may have noted a check. */
export function startReloading({ directory, faults }: ReloadingOptions): () => void {
  const job = new Cron('3-59/10 * * * *', { protect: true, unref: true }, () =>
    directory.reload().catch((error) => void faults.report('directory_not_reloaded', 'job', error)),
  );
  return () => job.stop();
}
