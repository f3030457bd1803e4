import { conflict } from './refusal.ts';
import type { QueuedUpdate, UpdateQueue } from './update-queue.ts';

interface Waiter {
  limit: number;
  timer: NodeJS.Timeout;
  resolve: (updates: readonly QueuedUpdate[]) => void;
  reject: (reason: Error) => void;
}

/** The one getUpdates call that may wait for updates. */
export class LongPoll {
  readonly #queue: UpdateQueue;
  #waiter: Waiter | null = null;
  #isWaking = false;

  constructor(queue: UpdateQueue) {
    this.#queue = queue;
  }

  get isWaiting(): boolean {
    return this.#waiter !== null;
  }

  /** Answers at once when there is something, else when there is, or after `seconds`. */
  read(
    request: { offset: number; limit: number; seconds: number },
    onGone: (listener: () => void) => void,
  ): readonly QueuedUpdate[] | Promise<readonly QueuedUpdate[]> {
    const updates = this.#queue.read(request.offset, request.limit);
    if (updates.length > 0 || request.seconds === 0) return updates;
    this.end('terminated by other getUpdates request; make sure that only one bot instance is running');
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#finish(waiter), request.seconds * 1000);
      const waiter: Waiter = { limit: request.limit, timer, resolve, reject };
      this.#waiter = waiter;
      onGone(() => this.#finish(waiter));
    });
  }

  /** Ends the waiting call with 409. */
  end(reason: string): void {
    const waiter = this.#waiter;
    if (!waiter) return;
    this.#waiter = null;
    clearTimeout(waiter.timer);
    waiter.reject(conflict(reason));
  }

  /** Call after each new update: updates of the same moment leave together. */
  wake(): void {
    if (!this.#waiter || this.#isWaking) return;
    this.#isWaking = true;
    setImmediate(() => {
      this.#isWaking = false;
      if (this.#waiter) this.#finish(this.#waiter);
    });
  }

  #finish(waiter: Waiter): void {
    if (this.#waiter !== waiter) return;
    this.#waiter = null;
    clearTimeout(waiter.timer);
    waiter.resolve(this.#queue.peek(waiter.limit));
  }
}
