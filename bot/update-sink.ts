import { setTimeout as sleep } from 'node:timers/promises';
import { GrammyError } from 'grammy';
import type { ChatAlias } from '../domain/chat-alias.ts';
import type { ScrubbedUpdate } from '../handlers/incoming.ts';
import type { UpdateSink } from './channels/channel.ts';
import type { ChatQueues } from './chat-queues.ts';
import type { Edge } from './edge/edge.ts';
import type { FaultLog } from './fault-log.ts';
import { isPassing, rootOf } from './passing-fault.ts';

export interface UpdateSinkOptions {
  readonly edge: Edge;
  readonly handle: (update: ScrubbedUpdate) => Promise<void>;
  /** Brings what is kept of a chat over to the newest keys. */
  readonly carryOver: (alias: ChatAlias, formerAliases: readonly ChatAlias[]) => Promise<void>;
  /** Forgets what is held about a chat that is gone. */
  readonly forget: (alias: ChatAlias) => Promise<void>;
  readonly queues: ChatQueues;
  readonly faults: FaultLog;
  /** Ends waiting between tries when the program stops. */
  readonly stopping: AbortSignal;
  /** Milliseconds before the next try, for each try that went wrong for a passing reason. */
  readonly retryAfter?: readonly number[];
  /** A handler that takes longer has hung; its chat is freed. */
  readonly watchdogMilliseconds?: number;
}

/**
 * The one path of every update: through the edge, into its chat's queue, to the handlers. While
 * Telegram cannot be reached the update is tried again before any later one of the same chat.
 */
export function createUpdateSink(options: UpdateSinkOptions): UpdateSink {
  const { edge, handle, queues, faults, stopping } = options;
  const waits = options.retryAfter ?? [1_000, 2_000, 4_000, 8_000, 15_000];
  const watchdog = options.watchdogMilliseconds ?? 90_000;

  async function handleWithRetries(update: ScrubbedUpdate): Promise<'handled' | 'again'> {
    for (const wait of [...waits, null]) {
      if (stopping.aborted) return 'again';
      try {
        await withinTime(handle(update), watchdog);
        return 'handled';
      } catch (error) {
        if (!isPassing(error)) {
          faults.report('update_failed', 'handler', rootOf(error));
          return 'handled';
        }
        if (wait === null) {
          faults.report('update_given_up', 'telegram', rootOf(error));
          return 'handled';
        }
        await sleep(Math.max(wait, askedFor(error)), null, { signal: stopping }).catch(() => {});
      }
    }
    return 'again';
  }

  return async (rawUpdate) => {
    try {
      const received = edge.receive(rawUpdate);
      switch (received.type) {
        case 'nothing':
          return 'handled';
        case 'group':
          await received.leave();
          return 'handled';
        case 'gone':
          edge.living.forget(received.alias);
          await queues.run(received.alias, async () => {
            await options.carryOver(received.alias, received.formerAliases);
            await options.forget(received.alias);
          });
          return 'handled';
        case 'chat':
          return await queues.run(received.alias, async () => {
            await options.carryOver(received.alias, received.formerAliases);
            let result: 'handled' | 'again' = 'handled';
            await received.withAddress(async (update) => {
              result = await handleWithRetries(update);
            });
            return result;
          });
      }
    } catch (error) {
      faults.report('update_failed', 'handler', error);
      return 'handled';
    }
  };
}

async function withinTime(work: Promise<void>, milliseconds: number): Promise<void> {
  let alarm: NodeJS.Timeout | undefined;
  const hung = new Promise<never>((_, reject) => {
    alarm = setTimeout(() => reject(new HandlerHung()), milliseconds);
  });
  try {
    await Promise.race([work, hung]);
  } finally {
    clearTimeout(alarm);
  }
}

/** Telegram may say itself when to come again; a chat waits a minute for that at most. */
function askedFor(error: unknown): number {
  const root = rootOf(error);
  const seconds = root instanceof GrammyError ? (root.parameters.retry_after ?? 0) : 0;
  return Math.min(seconds, 60) * 1_000;
}

class HandlerHung extends Error {}
