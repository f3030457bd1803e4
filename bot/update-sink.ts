import { setTimeout as sleep } from 'node:timers/promises';
import { GrammyError } from 'grammy';
import type { Outcome, ProcessGroup } from '../db/process-group.ts';
import type { ChatAlias } from '../domain/chat-alias.ts';
import type { ScrubbedUpdate } from '../handlers/incoming.ts';
import type { Arrival, UpdateSink } from './channels/channel.ts';
import type { ChatQueues } from './chat-queues.ts';
import type { Edge } from './edge/edge.ts';
import type { Received } from './edge/receive-update.ts';
import type { FaultLog } from './fault-log.ts';
import { isPassing, isTooMany, rootOf } from './passing-fault.ts';
import { withinTime } from './within-time.ts';

export interface UpdateSinkOptions {
  readonly edge: Edge;
  readonly handle: (update: ScrubbedUpdate) => Promise<void>;
  /** Brings what is kept of a chat over to the newest keys. */
  readonly carryOver: (alias: ChatAlias, formerAliases: readonly ChatAlias[]) => Promise<void>;
  /** Forgets what is held about a chat that is gone. */
  readonly forget: (alias: ChatAlias) => Promise<void>;
  readonly queues: ChatQueues;
  /** Runs a task when no other process runs one of the same chat. */
  readonly inTurn: ProcessGroup['inTurn'];
  readonly faults: FaultLog;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Ends waiting between tries when the program stops. */
  readonly stopping: AbortSignal;
  /** Milliseconds before the next try, for each try that went wrong for a passing reason; the last for all further. */
  readonly retryAfter?: readonly number[];
  /** A handler that sends nothing for so long has hung; its chat is freed. */
  readonly watchdogMilliseconds?: number;
}

type FromChat = Extract<Received, { type: 'chat' }>;

/** What waited here for longer is answered as if it had come late: the phone may be in other hands. */
const lateAfter = 600_000;
/** Telegram may ask for a longer wait: the client (send-limits.ts) remembers that, a try here costs nothing. */
const longestWait = 60_000;
const lookAgainAfter = 200;

/**
 * The one path of every update: through the edge, into its chat's queue, to the handlers. While
 * Telegram cannot be reached the update is tried again before any later one of the same chat.
 */
export function createUpdateSink(options: UpdateSinkOptions): UpdateSink {
  const { edge, handle, queues, faults, stopping, now } = options;
  const waits = options.retryAfter ?? [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
  const watchdog = options.watchdogMilliseconds ?? 30_000;
  let lastTicket = 0;
  /** Chats of which an update was handed back, and the last one that had come by then: all are to come again. */
  const handedBack = new Map<ChatAlias, number>();

  async function handleOnce({ alias, withAddress }: FromChat, isLate: boolean): Promise<void> {
    // A handler that waits for an answer has not hung: the client lets no call last for ever.
    const isBusy = () => edge.isSending(alias);
    await withAddress((update) => withinTime(handle(update), watchdog, isBusy), isLate);
  }

  /** A chat that is to wait since it got too much waits no longer once its next update has come: see send-limits.ts. */
  async function pause(milliseconds: number, isOver: () => boolean): Promise<void> {
    const end = performance.now() + milliseconds;
    for (let left = milliseconds; left > 0 && !stopping.aborted && !isOver(); left = end - performance.now()) {
      await sleep(Math.min(left, lookAgainAfter), null, { signal: stopping }).catch(() => {});
    }
  }

  async function handleWithRetries(received: FromChat, arrival: Arrival): Promise<Outcome> {
    const isSuperseded = () => queues.isUpdateWaiting(received.alias);
    const begun = now();
    for (let tries = 0; !stopping.aborted; tries++) {
      try {
        await handleOnce(received, arrival.isLate || now() - begun > lateAfter);
        return 'handled';
      } catch (error) {
        if (!isPassing(error)) {
          faults.report('update_failed', 'handler', rootOf(error));
          return 'handled';
        }
        const wait = Math.max(waits[Math.min(tries, waits.length - 1)] ?? 0, askedFor(error));
        if (now() + wait - begun > (arrival.patience ?? Infinity)) return 'again';
        await pause(wait, () => isTooMany(error) && isSuperseded());
      }
    }
    return 'again';
  }

  /** In the chat's turn. What came before one that is to come again must not be overtaken. */
  async function handleInOrder(
    alias: ChatAlias,
    ticket: number,
    handleIt: () => Promise<Outcome | 'lost'>,
  ): Promise<Outcome> {
    if (ticket <= (handedBack.get(alias) ?? 0)) return 'again';
    handedBack.delete(alias);
    const result = await handleIt();
    const outcome = result === 'lost' ? 'again' : result;
    if (outcome === 'again') handedBack.set(alias, lastTicket);
    return outcome;
  }

  return async (rawUpdate, arrival = {}) => {
    try {
      const received = edge.receive(rawUpdate);
      switch (received.type) {
        case 'nothing':
          return 'handled';
        case 'group':
          await received.leave();
          return 'handled';
        case 'gone':
          await queues.run(received.alias, async () => {
            await options.carryOver(received.alias, received.formerAliases);
            await options.forget(received.alias);
          });
          return 'handled';
        case 'chat': {
          const { alias, formerAliases } = received;
          const ticket = ++lastTicket;
          return await queues.runUpdate(alias, async () => {
            await options.carryOver(alias, formerAliases);
            return handleInOrder(alias, ticket, () =>
              options.inTurn(alias, idOf(rawUpdate), () => handleWithRetries(received, arrival)),
            );
          });
        }
      }
    } catch (error) {
      faults.report('update_failed', 'handler', error);
      return 'handled';
    }
  };
}

/** The edge has read it: what is no update has not come this far. */
const idOf = (rawUpdate: unknown) => (rawUpdate as { update_id: number }).update_id;

function askedFor(error: unknown): number {
  const root = rootOf(error);
  const seconds = root instanceof GrammyError ? (root.parameters.retry_after ?? 0) : 0;
  return Math.min(seconds * 1_000, longestWait);
}
