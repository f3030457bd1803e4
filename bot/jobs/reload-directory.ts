import type { DirectoryAtHand } from '../directory-at-hand.ts';
import type { FaultLog } from '../fault-log.ts';
import { startJob } from './start-job.ts';

export interface ReloadingOptions {
  readonly directory: Pick<DirectoryAtHand, 'reload'>;
  readonly faults: FaultLog;
}

/** Reads the directory again every ten minutes: a command of another process may have noted a check. */
export const startReloading = ({ directory, faults }: ReloadingOptions): (() => Promise<void>) =>
  startJob({ at: '3-59/10 * * * *', task: directory.reload, fault: 'directory_not_reloaded', faults });
