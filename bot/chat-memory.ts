import type { ChatSettingsStore } from '../db/chat-settings.ts';
import type { CalendarDay } from '../domain/calendar-day.ts';
import type { ChatAlias } from '../domain/chat-alias.ts';
import type { ChatSettings } from '../domain/chat-settings.ts';
import { deleteExpired, type Expiring } from '../domain/expiring.ts';
import type { FaultLog } from './fault-log.ts';

/** The settings of chats, read once and kept at hand. */
export interface ChatMemory {
  /** The settings; null when there are none, and when the database is away. */
  recall(alias: ChatAlias): Promise<ChatSettings | null>;
  /** The settings, without counting that as a visit. Throws when the database is away. */
  peek(alias: ChatAlias): Promise<ChatSettings | null>;
  /** Saves. Throws when the database did not take it. */
  remember(alias: ChatAlias, settings: ChatSettings): Promise<void>;
  forget(alias: ChatAlias): Promise<void>;
}

/** How long an answer of the database holds. While other processes may write it does not hold at all. */
const freshMilliseconds = 60_000;
/** How long it is at hand for when the database is away. */
const keptMilliseconds = 86_400_000;
const keptChats = 20_000;

interface Held {
  readonly settings: ChatSettings | null;
  readonly freshUntil: number;
  readonly until: number;
  readonly aloneSince: number | null;
}

/** A cached settings read; with it a press costs no query. */
export function createChatMemory(options: {
  readonly store: ChatSettingsStore;
  /** The same number as long as no other process writes; null while one may. */
  readonly aloneSince: () => number | null;
  readonly today: () => CalendarDay;
  readonly now: () => number;
  readonly faults: FaultLog;
}): ChatMemory & Expiring {
  const { store, aloneSince, today, now, faults } = options;
  const held = new Map<ChatAlias, Held>();

  function hold(alias: ChatAlias, settings: ChatSettings | null): void {
    held.delete(alias);
    const [freshUntil, until] = [now() + freshMilliseconds, now() + keptMilliseconds];
    held.set(alias, { settings, freshUntil, until, aloneSince: aloneSince() });
    const oldest = held.keys().next().value;
    if (held.size > keptChats && oldest !== undefined) held.delete(oldest);
  }

  const isFresh = (known: Held) =>
    known.freshUntil > now() && known.aloneSince !== null && known.aloneSince === aloneSince();

  return {
    async recall(alias) {
      const known = held.get(alias);
      if (known && isFresh(known)) return known.settings;
      try {
        const settings = await store.find(alias, today());
        hold(alias, settings);
        return settings;
      } catch (error) {
        faults.report('settings_unread', 'database', error);
        // An old answer beats none while the database is away.
        return known?.settings ?? null;
      }
    },
    peek: async (alias) => held.get(alias)?.settings ?? (await store.peek(alias, today())),
    async remember(alias, settings) {
      await store.save(alias, settings, today());
      hold(alias, settings);
    },
    async forget(alias) {
      held.delete(alias);
      await store.forget(alias);
    },
    forgetExpired: () => deleteExpired(held, now()),
  };
}
