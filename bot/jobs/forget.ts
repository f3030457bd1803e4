import type { ChatSettingsStore } from '../../db/chat-settings.ts';
import type { ConversationStateStore } from '../../db/conversation-state.ts';
import type { ProcessGroup } from '../../db/process-group.ts';
import type { CalendarDay } from '../../domain/calendar-day.ts';
import type { FaultLog } from '../fault-log.ts';
import { startJob } from './start-job.ts';

export interface ForgettingOptions {
  readonly settings: ChatSettingsStore;
  readonly conversationStates: Pick<ConversationStateStore<unknown>, 'forgetExpired'>;
  readonly today: () => CalendarDay;
  readonly faults: FaultLog;
  readonly once: ProcessGroup['once'];
}

/** Forgets what has expired, every ten minutes; twice, or in two processes, does no harm. Answers how to stop. */
export function startForgetting(options: ForgettingOptions): () => Promise<void> {
  const { settings, conversationStates, today, faults, once } = options;
  return startJob({
    at: '*/10 * * * *',
    async task() {
      await conversationStates.forgetExpired();
      await settings.forgetIdle(today());
    },
    fault: 'forgetting_failed',
    faults,
    oneFor: { name: 'forget-expired', once },
  });
}
