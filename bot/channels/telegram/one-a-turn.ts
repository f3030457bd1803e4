import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Lets tasks begin one by one, in the order in which they ask, each in a turn of its own of the
 * event loop: what comes back from Telegram meanwhile need not wait until all have begun.
 * @returns resolves when the task that asks may begin
 */
export function oneATurn(): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return () => {
    last = last.then(() => nextTurn());
    return last;
  };
}
