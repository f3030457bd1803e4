import type { ProcessGroup } from '../../db/process-group.ts';
import type { CalendarDay } from '../../domain/calendar-day.ts';
import { expiringTogether } from '../../domain/expiring.ts';
import type { Closers } from '../closers.ts';
import type { FaultLog } from '../fault-log.ts';
import type { Line } from '../open-line.ts';
import type { Stores } from '../open-stores.ts';
import type { Outside } from '../outside.ts';
import { startCounting } from './count-feedback.ts';
import { startExpiringMemory } from './expire-memory.ts';
import { startForgetting } from './forget.ts';
import { startKeepingReports } from './keep-reports.ts';
import { startOfferingHours } from './offer-hours.ts';
import { startReloading } from './reload-directory.ts';
import { startRetiring } from './retire-secrets.ts';
import { startSweeping } from './sweep.ts';
import { startTellingOfHours } from './tell-of-hours.ts';

export interface JobsOptions {
  readonly stores: Stores;
  readonly keysDirectory: string;
  readonly line: Pick<Line, 'tidyUp' | 'settle' | 'stopping' | 'reach' | 'notify' | 'memory'>;
  readonly once: ProcessGroup['once'];
  readonly today: () => CalendarDay;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly isPreview: boolean;
  readonly faults: FaultLog;
  readonly everyTenMinutes: Outside['everyTenMinutes'] | undefined;
  readonly everyMinute: Outside['everyMinute'] | undefined;
}

/** Starts everything that happens by itself. */
export function startJobs(options: JobsOptions, closers: Closers): void {
  const { stores, keysDirectory, line, once, today, now, isPreview, faults, everyTenMinutes, everyMinute } = options;
  const { settings, conversationStates, feedback, contactFaults, reports, directory, desk, offering } = stores;
  const memory = expiringTogether([line.memory, feedback, contactFaults, desk]);
  closers.add(startExpiringMemory({ memory, faults, ...(everyMinute && { everyMinute }) }));
  closers.add(startForgetting({ settings, conversationStates, today, faults, once }));
  closers.add(startCounting({ counters: [feedback, contactFaults], faults }));
  closers.add(startKeepingReports({ jobs: reports.jobs, faults, once }));
  closers.add(startReloading({ directory, faults }));
  closers.add(startRetiring({ keysDirectory, today, faults }));
  closers.add(startOfferingHours({ desk, offering, faults }));
  closers.add(startTellingOfHours({ desk, ...line, now, isPreview, faults, ...(everyMinute && { everyMinute }) }));
  closers.add(
    startSweeping({
      list: stores.sweepList,
      ...line,
      now,
      faults,
      ...(everyTenMinutes && { everyTenMinutes }),
    }),
  );
}
