import type { ChatSettingsStore } from '../db/chat-settings.ts';
import type { CalendarDay } from '../domain/calendar-day.ts';
import type { ChatAlias } from '../domain/chat-alias.ts';
import type { ChatSettings } from '../domain/chat-settings.ts';
import type { FaultLog } from './fault-log.ts';

/** The settings of chats, read once and kept at hand. */
export interface ChatMemory {
  /** The settings; null when there are none, and when the database is away. */
  recall(alias: ChatAlias): Promise<ChatSettings | null>;
  /** Saves. Throws when the database did not take it. */
  remember(alias: ChatAlias, settings: ChatSettings): Promise<void>;
  forget(alias: ChatAlias): Promise<void>;
}

/** How long an answer of the database holds: another process may have written since. */
const freshMilliseconds = 60_000;
const keptChats = 20_000;

/** A cached settings read; with it a press costs no query. */
export function createChatMemory(options: {
  readonly store: ChatSettingsStore;
  readonly today: () => CalendarDay;
  readonly now: () => number;
  readonly faults: FaultLog;
}): ChatMemory {
  const { store, today, now, faults } = options;
  const held = new Map<ChatAlias, { readonly settings: ChatSettings | null; readonly until: number }>();

  function hold(alias: ChatAlias, settings: ChatSettings | null): void {
    held.delete(alias);
    held.set(alias, { settings, until: now() + freshMilliseconds });
    const oldest = held.keys().next().value;
    if (held.size > keptChats && oldest !== undefined) held.delete(oldest);
  }

  return {
    async recall(alias) {
      const known = held.get(alias);
      if (known && known.until > now()) return known.settings;
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
    async remember(alias, settings) {
      await store.save(alias, settings, today());
      hold(alias, settings);
    },
    async forget(alias) {
      held.delete(alias);
      await store.forget(alias);
    },
  };
}
