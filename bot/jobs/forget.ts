import { Cron } from 'croner';
import type { ChatSettingsStore } from '../../db/chat-settings.ts';
import type { ConversationStateStore } from '../../db/conversation-state.ts';
import type { ProcessGroup } from '../../db/process-group.ts';
import type { CalendarDay } from '../../domain/calendar-day.ts';
import type { FaultLog } from '../fault-log.ts';

export interface ForgettingOptions {
  readonly settings: ChatSettingsStore;
  readonly conversationStates: Pick<ConversationStateStore<unknown>, 'forgetExpired'>;
  readonly today: () => CalendarDay;
  readonly faults: FaultLog;
  readonly once: ProcessGroup['once'];
}

/** Deletes what has expired; running it twice, or in two processes, does no harm. */
export async function forgetExpired(options: Omit<ForgettingOptions, 'once'>): Promise<void> {
  const { settings, conversationStates, today, faults } = options;
  try {
    await conversationStates.forgetExpired();
    await settings.forgetIdle(today());
  } catch (error) {
    faults.report('forgetting_failed', 'job', error);
  }
}

/** Forgets every ten minutes; answers how to stop. */
export function startForgetting(options: ForgettingOptions): () => void {
  const job = new Cron('*/10 * * * *', { protect: true, unref: true }, () =>
    options
      .once('forget-expired', () => forgetExpired(options))
      .catch((error) => {
        options.faults.report('forgetting_failed', 'job', error);
      }),
  );
  return () => job.stop();
}
