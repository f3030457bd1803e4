import { setTimeout as sleep } from 'node:timers/promises';
import { createDailyNames } from '../db/daily-names.ts';
import type { Expiring } from '../domain/expiring.ts';
import type { CodeTries } from '../handlers/code-parts.ts';

/** Tries an hour from one chat, and wrong ones from all of them before everybody waits. Source: the privacy design, Receipt. */
const triesAnHour = 5;
const wrongAnHour = 60;
const longestWaitSeconds = 20;
const hourMilliseconds = 3_600_000;

/**
 * Counts tries in memory. There is no lock that strangers could cause: where many codes are wrong, right
 * and wrong tries alike only take longer.
 */
export function createCodeTries(
  now: () => number,
  wait: (milliseconds: number) => Promise<unknown> = (milliseconds) => sleep(milliseconds),
): CodeTries & Expiring {
  const names = createDailyNames(now, () => new Map<string, readonly number[]>());
  let wrong: readonly number[] = [];
  const withinAnHour = (times: readonly number[]) => times.filter((time) => time > now() - hourMilliseconds);

  return {
    async begin(chat) {
      const tries = names.today();
      const name = names.nameOf(String(chat));
      const before = withinAnHour(tries.get(name) ?? []);
      if (before.length >= triesAnHour) return 'limited';
      tries.set(name, [...before, now()]);
      wrong = withinAnHour(wrong);
      const over = wrong.length - wrongAnHour;
      if (over > 0) await wait(Math.min(Math.ceil(over / 10), longestWaitSeconds) * 1000);
      return 'pass';
    },
    giveBack(chat) {
      const tries = names.today();
      const name = names.nameOf(String(chat));
      tries.set(name, (tries.get(name) ?? []).slice(0, -1));
    },
    noteWrong() {
      wrong = [...withinAnHour(wrong), now()].slice(-10 * longestWaitSeconds - wrongAnHour);
    },
    forgetExpired() {
      names.forgetExpired();
      const tries = names.today();
      for (const [name, times] of tries) if (withinAnHour(times).length === 0) tries.delete(name);
      wrong = withinAnHour(wrong);
    },
  };
}
