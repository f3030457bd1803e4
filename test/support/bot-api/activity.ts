import { setTimeout as sleep } from 'node:timers/promises';

/** Knows when the bot is at rest: nothing waits, no call is open, and that for a moment. */
export class Activity {
  #open = 0;
  #lastChange = performance.now();

  /** A call came in. Waiting for updates is rest, so getUpdates is not counted here. */
  begin(): void {
    this.#open++;
    this.touch();
  }

  end(): void {
    this.#open--;
    this.touch();
  }

  touch(): void {
    this.#lastChange = performance.now();
  }

  /** Waits for rest; rejects with what is still going on. */
  async settled(pending: () => number, quietMs: number, timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const quietFor = performance.now() - this.#lastChange;
      if (pending() === 0 && this.#open === 0 && quietFor >= quietMs) return;
      if (performance.now() > deadline) {
        throw new Error(
          `The bot did not settle in ${timeoutMs} ms: ${pending()} updates not confirmed, ${this.#open} API calls open`,
        );
      }
      await sleep(2);
    }
  }
}

/** Waits until the predicate gives something truthy, and gives that back. */
export async function waitFor<T>(predicate: () => T | Promise<T>, timeoutMs: number): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = await predicate();
    if (value) return value;
    if (performance.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain for: ${predicate.toString()}`);
    await sleep(2);
  }
}
