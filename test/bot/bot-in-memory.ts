import { commands, createBot, type StoredConversation } from '../../bot/bot.ts';
import { createTelegramChannel } from '../../bot/channels/telegram/telegram-channel.ts';
import type { ChatMemory } from '../../bot/chat-memory.ts';
import { createChatQueues } from '../../bot/chat-queues.ts';
import { aliasesOf } from '../../bot/edge/alias.ts';
import { createEdge } from '../../bot/edge/edge.ts';
import { createFaultLog } from '../../bot/fault-log.ts';
import { createUpdateSink } from '../../bot/update-sink.ts';
import type { ConversationStateStore } from '../../db/conversation-state.ts';
import { oneProcess } from '../../db/process-group.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import type { ChatSettings } from '../../domain/chat-settings.ts';
import { Secret } from '../../domain/secret.ts';
import { bookingPartsInMemory } from '../support/booking-parts.ts';
import { type BotApiServer, startBotApiServer } from '../support/bot-api/start-bot-api-server.ts';
import { createSweepListInMemory, idlePlayer, noCoping, noFeedback } from '../support/idle-parts.ts';
import { reportPartsInMemory } from '../support/report-parts.ts';
import { testToken } from '../support/test-app.ts';

/** The bot on the wire, with stores that a test can look into, change and break. */
export interface BotInMemory {
  readonly server: BotApiServer;
  readonly log: string[];
  readonly states: Map<ChatAlias, StoredConversation>;
  readonly settings: Map<ChatAlias, ChatSettings>;
  /** What the bot did behind the edge, in order: calls of the Bot API and writes to its memory. */
  readonly operations: string[];
  /** Makes every store throw, as when the database is away. */
  isDatabaseAway: boolean;
  aliasOf(address: number): ChatAlias;
  stop(): Promise<void>;
}

/** Starts bot, edge and channel as the composition root does, without a database. */
export async function startBotInMemory(): Promise<BotInMemory> {
  const server = await startBotApiServer({ token: testToken, clock: { now: () => 0 } });
  const log: string[] = [];
  const faults = createFaultLog(() => 0, { write: (line) => void log.push(line) });
  const states = new Map<ChatAlias, StoredConversation>();
  const settings = new Map<ChatAlias, ChatSettings>();
  const operations: string[] = [];
  const stopping = new AbortController();
  const reach = async () => {
    if (bot.isDatabaseAway) throw new DatabaseAway('CANARY: password of the database');
  };

  const memory: ChatMemory = {
    recall: async (alias) => settings.get(alias) ?? null,
    peek: async (alias) => settings.get(alias) ?? null,
    async remember(alias, chosen) {
      await reach();
      operations.push('remember');
      settings.set(alias, chosen);
    },
    async forget(alias) {
      await reach();
      settings.delete(alias);
    },
  };
  const conversationStates: ConversationStateStore<StoredConversation> = {
    async read(alias) {
      await reach();
      return structuredClone(states.get(alias));
    },
    async write(alias, state) {
      await reach();
      // As it would stand in the database: what is no JSON does not survive.
      states.set(alias, JSON.parse(JSON.stringify(state)));
    },
    async delete(alias) {
      await reach();
      states.delete(alias);
    },
    forgetExpired: async () => 0,
  };

  const channel = createTelegramChannel(
    { kind: 'telegram', token: new Secret(testToken), apiRoot: server.root, webhook: null, isLimited: false },
    {
      onUpdate: (update) => sink(update),
      onGone: async () => {},
      faults,
      now: () => 0,
      subkey: () => Buffer.alloc(32),
      group: oneProcess,
      retryAfter: [1, 2, 4],
    },
  );
  const edge = createEdge({
    aliases: aliasesOf([Buffer.alloc(32, 3)], 'telegram'),
    addressKey: Buffer.alloc(32, 4),
    transport: channel.transport,
    commands,
    now: () => 0,
    isSuperseded: () => false,
    onGone: () => {},
    aloneSince: () => 0,
    sweepList: createSweepListInMemory(),
    faults,
  });
  const fetchAndNote = (url: string, init: object) => {
    operations.push(url.slice(url.lastIndexOf('/') + 1));
    return edge.fetch(url, init);
  };
  const grammyBot = createBot({
    handlers: {
      services: () => [],
      coping: noCoping,
      today: () => '2026-11-22' as never,
      now: () => 0,
      reports: reportPartsInMemory(() => 0),
      bookings: bookingPartsInMemory(() => 0),
      visibility: { showUnchecked: true },
      isPreview: false,
    },
    memory,
    conversationStates,
    edge: { ...edge, fetch: fetchAndNote as typeof fetch },
    forget: (alias) => memory.forget(alias),
    player: idlePlayer,
    feedback: noFeedback,
    contactFaults: noFeedback,
    faults,
  });
  const sink = createUpdateSink({
    carryOver: async () => {},
    edge,
    handle: (update) => grammyBot.handleUpdate(update),
    forget: (alias) => memory.forget(alias),
    queues: createChatQueues(),
    faults,
    inTurn: oneProcess.inTurn,
    now: () => 0,
    stopping: stopping.signal,
    retryAfter: [1, 2, 4],
  });

  const bot: BotInMemory = {
    server,
    log,
    states,
    settings,
    operations,
    isDatabaseAway: false,
    aliasOf: edge.aliasOf,
    async stop() {
      stopping.abort();
      await channel.stop();
      await server.stop();
    },
  };
  await channel.start();
  return bot;
}

class DatabaseAway extends Error {}
