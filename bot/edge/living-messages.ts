/** The one message of the bot in a chat, and the screen that stands in it. */
export interface LivingMessage {
  readonly messageId: number;
  /** Callback data that draws the screen again. */
  readonly route: string;
  /** The screen to go back to, where the one that stands there came in between. */
  readonly routeBefore: string;
  /** The living messages before this one, until they are deleted; oldest first. */
  readonly formerIds: readonly number[];
}

/** Where each chat's living message is. In memory only: a message id on disk would be a time stamp. */
export interface LivingMessages {
  find(alias: number): LivingMessage | undefined;
  setMessage(alias: number, messageId: number): void;
  /** Notes the screen; one that comes in between keeps the one before it. */
  setRoute(alias: number, route: string, isInBetween: boolean): void;
  /** A former message was deleted, or cannot be. */
  dropFormer(alias: number, messageId: number): void;
  forget(alias: number): void;
}

/** How long a message can still be deleted by the bot. */
const keptForMilliseconds = 48 * 3_600_000;
/** About 10 MB at most; the chats that were quiet longest go first. */
const keptChats = 50_000;
/** More pile up only while Telegram deletes nothing. */
const keptFormers = 20;

/** Living messages of one process. */
export function createLivingMessages(now: () => number): LivingMessages {
  const held = new Map<number, LivingMessage & { readonly until: number }>();

  function keep(alias: number, change: Partial<LivingMessage>): void {
    const before = held.get(alias);
    held.delete(alias);
    held.set(alias, {
      messageId: 0,
      route: '',
      routeBefore: '',
      formerIds: [],
      ...before,
      ...change,
      until: now() + keptForMilliseconds,
    });
    const oldest = held.keys().next().value;
    if (held.size > keptChats && oldest !== undefined) held.delete(oldest);
  }

  return {
    find(alias) {
      const living = held.get(alias);
      if (!living || living.messageId === 0) return undefined;
      if (living.until > now()) return living;
      held.delete(alias);
      return undefined;
    },
    setMessage(alias, messageId) {
      const { messageId: before = 0, formerIds = [] } = held.get(alias) ?? {};
      const others = [...formerIds, before].filter((id) => id !== 0 && id !== messageId);
      keep(alias, { messageId, formerIds: others.slice(-keptFormers) });
    },
    setRoute(alias, route, isInBetween) {
      const before = held.get(alias);
      const routeBefore = isInBetween ? before?.routeBefore || before?.route || '' : '';
      keep(alias, { route, routeBefore });
    },
    dropFormer(alias, messageId) {
      const before = held.get(alias);
      if (before) keep(alias, { formerIds: before.formerIds.filter((id) => id !== messageId) });
    },
    forget: (alias) => void held.delete(alias),
  };
}
