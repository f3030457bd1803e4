import type { CarryOver } from '../db/carry-over.ts';
import type { ChatAlias } from '../domain/chat-alias.ts';
import type { FaultLog } from './fault-log.ts';

/** Chats that are remembered as brought over; beyond that one more look is cheap. */
const remembered = 20_000;

/** Brings each chat over to the newest keys once, at its first update since the start. */
export function createCarriedChats(options: { readonly stores: readonly CarryOver[]; readonly faults: FaultLog }) {
  const done = new Set<ChatAlias>();
  return async (alias: ChatAlias, formerAliases: readonly ChatAlias[]): Promise<void> => {
    if (done.has(alias)) return;
    try {
      for (const store of options.stores) await store.carry(alias, formerAliases);
      if (done.size >= remembered) done.clear();
      done.add(alias);
    } catch (error) {
      // The person is answered all the same, and the next update tries again.
      options.faults.report('chat_not_carried_over', 'database', error);
    }
  };
}
