import { setTimeout as pause } from 'node:timers/promises';
import type { UpdateSink } from '../channel.ts';

/** Nobody types or presses this far ahead of the bot; a stuck key or a script does. */
const MAX_WAITING = 20;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/** The updates of one chat, one after the other: two at once would lose an answer in a conversation. */
export interface UpdateQueue {
  /** Resolves when the update is handled, or dropped because the queue was closed; `undefined` when too many wait. */
  add(update: unknown): Promise<void> | undefined;
  /** Ends repeated delivery; resolves when nothing waits. */
  drain(): Promise<void>;
  /** Drops what has not begun; resolves when the update at hand is through. */
  close(): Promise<void>;
}

/** Makes the queue of one chat. An update that the sink wants `again` is delivered again before the next one. */
export function createUpdateQueue(onUpdate: UpdateSink): UpdateQueue {
  const repeating = new AbortController();
  let closed = false;
  let waiting = 0;
  let tail: Promise<void> = Promise.resolve();

  async function deliver(update: unknown): Promise<void> {
    for (let wait = FIRST_PAUSE_MS; !closed; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      // The sink promises not to throw; if it does, the same update would only throw again.
      const outcome = await onUpdate(update).catch(() => 'handled' as const);
      if (outcome === 'handled' || repeating.signal.aborted) return;
      await pause(wait, undefined, { signal: repeating.signal }).catch(() => undefined);
    }
  }

  function drain(): Promise<void> {
    repeating.abort();
    return tail;
  }

  return {
    add(update) {
      if (waiting >= MAX_WAITING) return undefined;
      waiting += 1;
      tail = tail
        .then(() => deliver(update))
        .finally(() => {
          waiting -= 1;
        });
      return tail;
    },
    drain,
    close() {
      closed = true;
      return drain();
    },
  };
}
