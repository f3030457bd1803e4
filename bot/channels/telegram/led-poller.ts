import type { ProcessGroup } from '../../../db/process-group.ts';
import type { FaultLog } from '../../fault-log.ts';
import type { Channel } from '../channel.ts';
import type { Poller } from './poller.ts';

export interface LedPollerOptions {
  readonly group: ProcessGroup;
  readonly faults: FaultLog;
  readonly createPoller: () => Poller;
}

export interface LedPoller extends Channel {
  /** False while another process takes the updates. */
  readonly isLeading: boolean;
}

/** Polls as long as this process leads: Telegram gives its updates to one at a time. */
export function createLedPoller({ group, faults, createPoller }: LedPollerOptions): LedPoller {
  let poller: Poller | undefined;
  let isStopping = false;

  async function begin(): Promise<void> {
    const own = createPoller();
    poller = own;
    await group.join();
    // Lost again, or told to stop, while it waited for the others.
    if (poller === own && !isStopping) await own.start();
  }

  return {
    get isLeading() {
      return poller !== undefined;
    },
    async start() {
      const leads = await group.lead({
        onWon: () => void begin().catch((error) => faults.report('polling_failed', 'telegram', error)),
        onLost() {
          poller?.abandon();
          poller = undefined;
        },
      });
      if (leads) await begin();
    },
    async stop() {
      isStopping = true;
      await poller?.stop();
    },
  };
}
