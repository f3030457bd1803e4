import { deleteExpired, type Expiring, expiryLag } from '../../domain/expiring.ts';
import {
  hourOf,
  nothingStands,
  type StandingMessage,
  type StandingMessages,
  withLiving,
  withNeutralLine,
  withNotice,
  withOverdueScreen,
  without,
  withPersons,
} from '../../domain/standing-messages.ts';

/** The one message of the bot in a chat, and the screen that stands in it. */
export interface LivingMessage {
  readonly messageId: number;
  /** Callback data that draws the screen again. */
  readonly route: string;
  /** The screens to go back to, where others came in between; the one to go back to last comes first. */
  readonly routesBefore: readonly string[];
  /** The living messages before this one, until they are deleted; oldest first. */
  readonly formerIds: readonly number[];
}

/** Where each chat's living message is, in memory; the sweep list keeps its ids beyond a restart. */
export interface LivingMessages extends Expiring {
  find(alias: number): LivingMessage | undefined;
  /** Everything that stands in the chat; undefined when the chat is not in memory. */
  standing(alias: number): StandingMessages | undefined;
  /** Puts into memory what the sweep list knows. */
  restore(alias: number, standing: StandingMessages): void;
  /** A screen was put into a message. `sentAt` in milliseconds; a new one was sent now. */
  setMessage(alias: number, messageId: number, sentAt?: number): void;
  /** Notes the screen that stands there, and those to go back to, if any. Never written down. */
  setRoute(alias: number, route: string, routesBefore: readonly string[]): void;
  /** A message came by itself, now, beside the living one. */
  addNotice(alias: number, messageId: number): void;
  /** A message of the person could not be deleted yet. */
  addPersons(alias: number, messageId: number, sentAt: number): void;
  /** A message was deleted, or cannot be. */
  drop(alias: number, messageId: number): void;
  /** The neutral line stands in the living message now. Where the person was is forgotten: others may hold the phone. */
  setNeutral(alias: number): void;
  /** The neutral line should stand in a message, and does not: the next sweep puts it there. Forgets as much. */
  setOverdue(alias: number, messageId: number): void;
  /** A neutral line that was left is known for ten minutes more, in memory alone: what comes at once replaces it. */
  forget(alias: number, line?: StandingMessage | null): void;
  /** Whether the neutral line is all that is known of a chat. */
  isCleared(alias: number): boolean;
}

interface HeldChat {
  readonly standing: StandingMessages;
  readonly route: string;
  readonly routesBefore: readonly string[];
  readonly until: number;
  readonly isCleared?: boolean;
}

/** A chat that was quiet for longer is read from the sweep list again. */
const keptForMilliseconds = 48 * 3_600_000 - expiryLag;
const lineKnownForMilliseconds = 10 * 60_000 - expiryLag;
/** About 10 MB at most; the chats that were quiet longest go first. */
const keptChats = 50_000;

const noRoutes = { route: '', routesBefore: [] };

/**
 * Living messages of one process.
 * @param onChange hears of every change that must outlive the process; null: the chat is forgotten
 */
export function createLivingMessages(
  now: () => number,
  onChange: (alias: number, standing: StandingMessages | null) => void = () => {},
): LivingMessages {
  const held = new Map<number, HeldChat>();

  function keep(alias: number, change: Partial<HeldChat>): void {
    const before = find(alias);
    held.delete(alias);
    held.set(alias, {
      standing: nothingStands,
      ...noRoutes,
      ...before,
      ...change,
      until: now() + keptForMilliseconds,
      isCleared: false,
    });
    const oldest = held.keys().next().value;
    if (held.size > keptChats && oldest !== undefined) held.delete(oldest);
  }

  function find(alias: number): HeldChat | undefined {
    const chat = held.get(alias);
    if (!chat || chat.until > now()) return chat;
    held.delete(alias);
    return undefined;
  }

  function change(alias: number, to: (standing: StandingMessages) => StandingMessages): void {
    const before = find(alias)?.standing ?? nothingStands;
    const standing = to(before);
    keep(alias, { standing });
    if (standing !== before) onChange(alias, standing);
  }

  const message = (id: number, sentAt: number): StandingMessage => ({ id, sentHour: hourOf(sentAt) });

  return {
    find(alias) {
      const chat = find(alias);
      if (!chat?.standing.living) return undefined;
      const { standing, route, routesBefore } = chat;
      return {
        messageId: chat.standing.living.id,
        route,
        routesBefore,
        formerIds: standing.formers.map(({ id }) => id),
      };
    },
    standing: (alias) => find(alias)?.standing,
    restore: (alias, standing) => keep(alias, { standing }),
    setMessage(alias, messageId, sentAt = now()) {
      change(alias, (standing) => withLiving(standing, message(messageId, sentAt), hourOf(now())));
    },
    setRoute: (alias, route, routesBefore) => keep(alias, { route, routesBefore }),
    addNotice(alias, messageId) {
      change(alias, (standing) => withNotice(standing, message(messageId, now())));
    },
    addPersons(alias, messageId, sentAt) {
      change(alias, (standing) => withPersons(standing, message(messageId, sentAt)));
    },
    drop(alias, messageId) {
      if (find(alias)) change(alias, (standing) => without(standing, messageId));
    },
    setNeutral(alias) {
      change(alias, withNeutralLine);
      keep(alias, noRoutes);
    },
    setOverdue(alias, messageId) {
      change(alias, (standing) => withOverdueScreen(standing, message(messageId, now())));
      keep(alias, noRoutes);
    },
    forget(alias, line = null) {
      held.delete(alias);
      if (line) {
        const standing = { ...nothingStands, living: line };
        const until = now() + lineKnownForMilliseconds;
        held.set(alias, { standing, ...noRoutes, until, isCleared: true });
      }
      onChange(alias, null);
    },
    isCleared: (alias) => find(alias)?.isCleared ?? false,
    forgetExpired: () => deleteExpired(held, now()),
  };
}
