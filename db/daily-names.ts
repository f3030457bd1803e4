import { createHmac, randomFillSync } from 'node:crypto';
import type { Expiring } from '../domain/expiring.ts';

/**
 * Names things for one day (UTC) under a key that lives in memory only: what was counted yesterday, or before
 * a restart, cannot be tied to anybody. `forgetExpired` turns the day where nobody else does. Whatever is counted
 * of chats is counted under these names: there is no other key of the day.
 */
export interface DailyNames<T> extends Expiring {
  /** What is held for this day; made anew when another day begins. */
  today(): T;
  /** The name of something within this day. */
  nameOf(...parts: readonly (string | Uint8Array)[]): string;
}

const dayMilliseconds = 86_400_000;

/** Names and whatever is counted under them. @param begin makes what is held for a new day */
export function createDailyNames<T>(now: () => number, begin: () => T): DailyNames<T> {
  let day = -1;
  const key = Buffer.alloc(32);
  let held: T;
  const turn = () => {
    const current = Math.floor(now() / dayMilliseconds);
    if (current === day) return;
    day = current;
    // Written over: the old one does not lie about until its memory is needed for something else.
    randomFillSync(key);
    held = begin();
  };
  return {
    today() {
      turn();
      return held;
    },
    nameOf(...parts) {
      turn();
      const hmac = createHmac('sha256', key);
      for (const part of parts) hmac.update(part).update('/');
      return hmac.digest('base64url');
    },
    forgetExpired: turn,
  };
}
