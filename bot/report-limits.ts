import { randomInt } from 'node:crypto';
import { createDailyNames } from '../db/daily-names.ts';
import type { Expiring } from '../domain/expiring.ts';
import type { ConfirmWish, ReportLimits } from '../handlers/report-parts.ts';

/** Reports a day from one chat: about oneself, and for others. Source: the privacy design, Flood. */
const ownADay = 2;
const forOthersADay = 10;

/** In slow mode a chat waits so long before its confirmation counts. */
const slowMinutes = 3;

const hourMilliseconds = 3_600_000;
const minuteMilliseconds = 60_000;

/** The threshold is drawn anew each hour, so that slow mode tells nobody how many reports there were. */
const drawThreshold = () => randomInt(30, 61);

/**
 * Limits in memory, under a key of the day: no identity, nothing kept. Slow mode begins when very many
 * reports come in within an hour; nobody is shut out, everybody waits a little.
 */
export function createReportLimits(now: () => number): ReportLimits & Expiring {
  const names = createDailyNames(now, () => ({
    counts: new Map<string, number>(),
    saved: new Set<string>(),
    mayPassFrom: new Map<string, number>(),
  }));
  let hour = -1;
  let savedThisHour = 0;
  let threshold = drawThreshold();

  function turnHour(): void {
    const current = Math.floor(now() / hourMilliseconds);
    if (current === hour) return;
    hour = current;
    savedThisHour = 0;
    threshold = drawThreshold();
  }

  const counterOf = ({ chat, forSomebodyElse }: ConfirmWish) =>
    names.nameOf(forSomebodyElse ? 'others' : 'own', String(chat));
  const reportOf = ({ nonce }: ConfirmWish) => names.nameOf('report', nonce);

  return {
    check(wish) {
      turnHour();
      const { counts, saved, mayPassFrom } = names.today();
      // The same Confirm again: it is one report.
      if (saved.has(reportOf(wish))) return { kind: 'pass' };
      const cap = wish.forSomebodyElse ? forOthersADay : ownADay;
      if ((counts.get(counterOf(wish)) ?? 0) >= cap) return { kind: 'cap', count: cap };
      if (savedThisHour < threshold) return { kind: 'pass' };
      const report = reportOf(wish);
      const from = mayPassFrom.get(report) ?? now() + slowMinutes * minuteMilliseconds;
      mayPassFrom.set(report, from);
      const left = Math.ceil((from - now()) / minuteMilliseconds);
      return left > 0 ? { kind: 'wait', count: left } : { kind: 'pass' };
    },
    note(wish) {
      turnHour();
      const { counts, saved, mayPassFrom } = names.today();
      const report = reportOf(wish);
      if (saved.has(report)) return;
      saved.add(report);
      mayPassFrom.delete(report);
      savedThisHour += 1;
      counts.set(counterOf(wish), (counts.get(counterOf(wish)) ?? 0) + 1);
    },
    forgetExpired: names.forgetExpired,
  };
}
