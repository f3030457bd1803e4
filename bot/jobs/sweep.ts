import { setTimeout as sleep } from 'node:timers/promises';
import type { SweepListStore } from '../../db/sweep-list.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import { hourOf } from '../../domain/standing-messages.ts';
import type { ReachableChat } from '../edge/edge.ts';
import type { FaultLog } from '../fault-log.ts';
import { startJob } from './start-job.ts';
import { type Schedule, startRepeating } from './start-repeating.ts';

export interface SweepingOptions {
  readonly list: Pick<SweepListStore, 'due'>;
  /** Takes down what has stood too long in a chat; `later`: Telegram wants to be left alone for now. */
  readonly tidyUp: (chat: ReachableChat) => Promise<'done' | 'later'>;
  /** Writes down what could not be written before. */
  readonly settle: () => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly faults: FaultLog;
  readonly stopping: AbortSignal;
  /** Milliseconds between two chats: what people wait for goes first. */
  readonly pauseMilliseconds?: number;
  readonly everyTenMinutes?: Schedule;
}

/**
 * Sweeps all chats that are due. It keeps no state of its own: after a crash, or beside another process,
 * it finds what is left in the list, and what is done twice changes nothing.
 */
export async function sweepDueChats(options: SweepingOptions): Promise<void> {
  const { list, tidyUp, settle, now, faults, stopping } = options;
  const seen = new Set<ChatAlias>();
  try {
    await settle();
    for (;;) {
      const chats = await list.due(hourOf(now()), seen);
      if (chats.length === 0) return;
      for (const chat of chats) {
        seen.add(chat.alias);
        if (stopping.aborted || (await tidyUp(chat)) === 'later') return;
        await sleep(options.pauseMilliseconds ?? 100, null, { signal: stopping });
      }
    }
  } catch (error) {
    if (!stopping.aborted) faults.report('sweeping_failed', 'job', error);
  }
}

/** Sweeps now and every ten minutes; answers how to stop, which waits a moment for the chat at hand. */
export function startSweeping(options: SweepingOptions): () => Promise<void> {
  const { faults, everyTenMinutes } = options;
  const schedule: Schedule =
    everyTenMinutes ?? ((task) => startJob({ at: '*/10 * * * *', task, fault: 'sweeping_failed', faults }));
  const stop = startRepeating(() => sweepDueChats(options), schedule);
  // Not for longer: what is not done is still in the list.
  return async () => void (await Promise.race([stop(), sleep(1_000, null, { ref: false })]));
}
