import type { Keyring } from '../db/keyring.ts';
import type { ProcessGroup } from '../db/process-group.ts';
import type { CopingContent } from '../db/seed/coping/index.ts';
import type { CalendarDay } from '../domain/calendar-day.ts';
import type { ChatAlias } from '../domain/chat-alias.ts';
import { onlyReviewed } from '../domain/coping-tip.ts';
import { type Expiring, expiringTogether } from '../domain/expiring.ts';
import type { Language } from '../domain/language.ts';
import { open } from '../handlers/callback-data.ts';
import { fallbackLanguage } from '../handlers/context.ts';
import { renderNeutral } from '../handlers/neutral.ts';
import { contentOf, replaceLiving } from '../handlers/screen.ts';
import { wordsIn } from '../locales/index.ts';
import { createBookingParts } from './booking-parts.ts';
import { commands, createBot } from './bot.ts';
import { createCarriedChats } from './carried-chats.ts';
import type { ChannelOptions, OpenedChannel } from './channels/channel.ts';
import { createChatMemory } from './chat-memory.ts';
import { createChatQueues } from './chat-queues.ts';
import { type Config, isForPreview } from './config.ts';
import type { Aliases } from './edge/alias.ts';
import { createEdge, type Edge, type ReachableChat } from './edge/edge.ts';
import { createExercisePlayer } from './exercise-player.ts';
import type { FaultLog } from './fault-log.ts';
import { createNotify, type Notify } from './notify.ts';
import type { Stores } from './open-stores.ts';
import type { Outside } from './outside.ts';
import { createReportParts } from './report-parts.ts';
import { createUpdateSink } from './update-sink.ts';

export interface LineOptions {
  readonly config: Config;
  readonly stores: Stores;
  readonly coping: CopingContent;
  readonly keyring: Keyring;
  readonly aliases: Aliases;
  readonly group: ProcessGroup;
  readonly createChannel: (options: ChannelOptions) => OpenedChannel;
  readonly today: () => CalendarDay;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly faults: FaultLog;
  readonly outside: Partial<Pick<Outside, 'retryAfter' | 'desk' | 'wait'>>;
}

/** The line to people: everything between the channel and the flows. */
export interface Line {
  /** Tells the operator where people reach the bot. */
  readonly announcement: string;
  /** What they should know of the start besides; null: nothing. */
  readonly warning: string | null;
  /** Begins to listen. */
  start(): Promise<void>;
  /** Takes nothing new, finishes what is under way. */
  stop(): Promise<void>;
  /** Aborted when stopping has begun. */
  readonly stopping: AbortSignal;
  /** Takes down what has stood too long in a chat; `later`: Telegram wants to be left alone for now. */
  tidyUp(chat: ReachableChat): Promise<'done' | 'later'>;
  /** The chat behind a sealed address; null when it cannot be opened any more. */
  reach: Edge['reach'];
  /** Sends a message that comes by itself, in its chat's turn. */
  notify: Notify;
  /** Writes down what could not be written before. */
  settle(): Promise<void>;
  /** All that the line holds of chats in memory. */
  readonly memory: Expiring;
}

/** Joins channel, edge, queues and bot. Nothing comes in before `start`. */
export function openLine(options: LineOptions): Line {
  const { config, stores, coping, keyring, aliases, group, today, now, faults, outside } = options;
  const { conversationStates, desk, sweepList } = stores;
  const retries = outside.retryAfter && { retryAfter: outside.retryAfter };
  const memory = createChatMemory({ store: stores.settings, aloneSince: group.aloneSince, today, now, faults });
  const carried = createCarriedChats({ stores: stores.carriedOver, now, faults });
  const { carryOver } = carried;
  const reportParts = createReportParts({ desk: outside.desk ?? stores.reports.desk, keyring, now });
  const sealAddress = (chat: ChatAlias) => edge.sealAddress(chat);
  const bookings = createBookingParts({ desk, keyring, now, sealAddress });
  const queues = createChatQueues();
  const stopping = new AbortController();

  const channel = options.createChannel({
    onUpdate: (update, arrival) => sink(update, arrival),
    onGone: (address) => forget(edge.aliasOf(address)),
    faults,
    now,
    subkey: keyring.subkey,
    group,
    ...retries,
  });
  /** Whatever else is kept of a chat is to be forgotten here: one fault stops no other. */
  const forgetKept = (alias: ChatAlias) => {
    for (const { pad } of [reportParts, bookings]) pad.clear(alias);
    return allOf([memory.forget(alias), conversationStates.delete(alias), desk.forget(alias)]);
  };
  const forget = (alias: ChatAlias) => allOf([edge.forgetMessages(alias), forgetKept(alias)]);
  const edge = createEdge({
    aliases,
    addressKey: keyring.subkey('kept-address'),
    transport: channel.transport,
    commands,
    now,
    isSuperseded: (alias) => queues.isUpdateWaiting(alias),
    sweepList,
    aloneSince: group.aloneSince,
    faults,
    onGone: (alias) => {
      void forget(alias).catch((error) => faults.report('forget_failed', 'database', error));
    },
    onLeftover: (chat) => {
      void tidyUp(chat).catch((error) => faults.report('sweeping_failed', 'telegram', error));
    },
  });
  const tidyUp = (chat: ReachableChat) =>
    queues.run(chat.alias, async () => {
      await carryOver(chat.alias, chat.formerAliases);
      const words = wordsIn((await memory.peek(chat.alias))?.language ?? fallbackLanguage);
      return edge.tidyUp(chat, contentOf(renderNeutral(words), words));
    });
  const player = createExercisePlayer({
    queues,
    edit: async (alias, { screen, route }, words) => {
      await replaceLiving(bot.api, alias, typeof screen === 'function' ? await screen() : screen, words);
      edge.living.setRoute(alias, open(route.name, route.args as never), []);
    },
    holdAddress: edge.holdAddress,
    now,
    ...(outside.wait && { wait: outside.wait }),
  });
  const bot = createBot({
    handlers: {
      services: stores.directory.services,
      coping: (language: Language) => (config.hideUnreviewedTips ? onlyReviewed(coping[language]) : coping[language]),
      today,
      now,
      reports: reportParts,
      bookings,
      visibility: { showUnchecked: config.showUnchecked },
      isPreview: isForPreview(config),
    },
    memory,
    conversationStates,
    edge,
    forget: forgetKept,
    player,
    feedback: stores.feedback,
    contactFaults: stores.contactFaults,
    faults,
  });
  const sink = createUpdateSink({
    edge,
    handle: (update) => bot.handleUpdate(update),
    carryOver,
    forget,
    queues,
    inTurn: group.inTurn,
    faults,
    now,
    stopping: stopping.signal,
    ...retries,
  });

  return {
    // Known only after the start: the channel asks Telegram for the bot's name.
    get announcement() {
      return channel.announcement;
    },
    get warning() {
      return channel.warning ?? null;
    },
    start: channel.start,
    async stop() {
      stopping.abort();
      player.stopAll();
      await channel.stop();
    },
    stopping: stopping.signal,
    tidyUp,
    reach: edge.reach,
    notify: createNotify({ api: bot.api, queues, besideScreen: edge.besideScreen, carryOver }),
    settle: edge.settle,
    memory: expiringTogether([
      memory,
      carried,
      reportParts,
      bookings,
      edge,
      ...(channel.memory ? [channel.memory] : []),
    ]),
  };
}

/** Waits for all, whatever fails; then fails with the first. */
async function allOf(tasks: readonly Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(tasks);
  await Promise.all(tasks);
}
