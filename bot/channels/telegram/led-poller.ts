import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessGroup } from '../../../db/process-group.ts';
import type { FaultLog } from '../../fault-log.ts';
import type { Channel } from '../channel.ts';
import type { Poller } from './poller.ts';

export interface LedPollerOptions {
  readonly group: ProcessGroup;
  readonly faults: FaultLog;
  readonly createPoller: () => Poller;
  /** Milliseconds to wait after a try to take over that failed. */
  readonly pauseAfterFault?: number;
}

export interface LedPoller extends Channel {
  /** False while another process takes the updates. */
  readonly isLeading: boolean;
  /** As of a poller, once this process leads. */
  readonly ended: string | null;
}

/**
 * Polls as long as this process leads: Telegram gives its updates to one at a time. `start` throws when
 * polling cannot begin; whoever wins later tries until it begins.
 */
export function createLedPoller(options: LedPollerOptions): LedPoller {
  const { group, faults, createPoller, pauseAfterFault = 2_000 } = options;
  const stopping = new AbortController();
  let poller: Poller | undefined;

  function replacePoller(): Poller {
    poller = createPoller();
    return poller;
  }

  /** Not when leadership was lost again, or the program was told to stop. */
  const isWanted = (own: Poller) => poller === own && !stopping.signal.aborted;

  async function begin(own: Poller): Promise<void> {
    await group.join();
    // Joining waits for the others.
    if (isWanted(own)) await own.start();
  }

  /** The group says but once that this process leads, maybe while neither database nor Telegram can be reached. */
  async function beginAtLast(own: Poller): Promise<void> {
    while (isWanted(own)) {
      try {
        await begin(own);
        // Nobody reads announcements any more: what would be said there is a line of the log.
        if (own.ended) faults.report('webhook_ended', 'telegram');
        return;
      } catch (error) {
        if (!isWanted(own)) return;
        faults.report('polling_failed', 'telegram', error);
        await sleep(pauseAfterFault, null, { signal: stopping.signal }).catch(() => {});
      }
    }
  }

  return {
    get isLeading() {
      return poller !== undefined;
    },
    get ended() {
      return poller?.ended ?? null;
    },
    async start() {
      const leads = await group.lead({
        onWon: () => void beginAtLast(replacePoller()),
        onLost() {
          poller?.abandon();
          poller = undefined;
        },
      });
      if (leads) await begin(replacePoller());
    },
    async stop() {
      stopping.abort();
      await poller?.stop();
    },
  };
}
