import type { CarryOver } from '../db/carry-over.ts';
import type { ChatAlias } from '../domain/chat-alias.ts';
import { deleteExpired, type Expiring } from '../domain/expiring.ts';
import type { FaultLog } from './fault-log.ts';

/** So many chats are remembered as brought over, for so long; beyond that one more look is cheap. */
const remembered = 20_000;
const rememberedMilliseconds = 86_400_000;

export interface CarriedChats extends Expiring {
  /** Brings a chat over to the newest keys, at its first update since the start, and once a day at most. Never throws. */
  carryOver(alias: ChatAlias, formerAliases: readonly ChatAlias[]): Promise<void>;
}

export function createCarriedChats(options: {
  readonly stores: readonly CarryOver[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly faults: FaultLog;
}): CarriedChats {
  const { stores, now, faults } = options;
  const done = new Map<ChatAlias, { readonly until: number }>();
  return {
    async carryOver(alias, formerAliases) {
      if (done.has(alias)) return;
      try {
        for (const store of stores) await store.carry(alias, formerAliases);
        if (done.size >= remembered) done.clear();
        done.set(alias, { until: now() + rememberedMilliseconds });
      } catch (error) {
        // The person is answered all the same, and the next update tries again.
        faults.report('chat_not_carried_over', 'database', error);
      }
    },
    forgetExpired: () => deleteExpired(done, now()),
  };
}
