import { commands, createBot, type StoredConversation } from '../../../bot/bot.ts';
import type { BotApiAnswer, Transport } from '../../../bot/channels/channel.ts';
import { createTelegramChannel } from '../../../bot/channels/telegram/telegram-channel.ts';
import { createChatMemory } from '../../../bot/chat-memory.ts';
import { createChatQueues } from '../../../bot/chat-queues.ts';
import { aliasesOf } from '../../../bot/edge/alias.ts';
import { createEdge, type Edge } from '../../../bot/edge/edge.ts';
import { createFaultLog } from '../../../bot/fault-log.ts';
import { createUpdateSink } from '../../../bot/update-sink.ts';
import { createChatSettingsStore } from '../../../db/chat-settings.ts';
import type { Database } from '../../../db/client.ts';
import { type ConversationStateStore, createConversationStateStore } from '../../../db/conversation-state.ts';
import type { Keyring } from '../../../db/keyring.ts';
import { oneProcess } from '../../../db/process-group.ts';
import { createSweepList, type SweepListStore } from '../../../db/sweep-list.ts';
import { Secret } from '../../../domain/secret.ts';
import type { ScrubbedUpdate } from '../../../handlers/incoming.ts';
import { bookingPartsInMemory } from '../../support/booking-parts.ts';
import { type BotApiServer, startBotApiServer } from '../../support/bot-api/start-bot-api-server.ts';
import { idlePlayer, noCoping, noFeedback } from '../../support/idle-parts.ts';
import { reportPartsInMemory } from '../../support/report-parts.ts';
import { testToken } from '../../support/test-app.ts';
import { firstUpdateId } from './telling-numbers.ts';
import { firstMessageId } from './walk.ts';

/** A raw update: whatever came from outside. */
export type Raw = any;

/** Protections of the program, each of which a test may take away. Without any it is the program. */
export interface Weaknesses {
  /** What the edge lets in, in place of the update built anew. */
  readonly letsIn?: (scrubbed: ScrubbedUpdate, raw: Raw) => unknown;
  /** What handlers get to see of an answer, in place of the one made anew. */
  readonly answers?: (raw: BotApiAnswer) => BotApiAnswer;
  /** Handlers know people by their real ids. */
  readonly hasNoAlias?: boolean;
  /** Where states are kept, in place of the sealed table. */
  readonly keepsIn?: ConversationStateStore<StoredConversation>;
  /** Where message ids and addresses are kept, in place of the sealed sweep list. */
  readonly listsIn?: Pick<SweepListStore, 'find' | 'write'>;
  /** A line for every update. */
  readonly logsUpdates?: boolean;
}

export interface Assembled {
  readonly server: BotApiServer;
  readonly log: readonly string[];
  stop(): Promise<void>;
}

/** The program put together from its own parts, as in `bot/app.ts`, with some protections off. */
export async function assemble(db: Database, keyring: Keyring, weak: Weaknesses = {}): Promise<Assembled> {
  const now = () => Date.UTC(2026, 10, 22, 9, 0, 0);
  const today = () => '2026-11-22';
  const server = await startBotApiServer({ token: testToken, clock: { now } });
  const log: string[] = [];
  const faults = createFaultLog(now, { write: (line) => void log.push(line) });
  let lastAnswer: BotApiAnswer = { ok: true, result: true };

  const channel = createTelegramChannel(
    { kind: 'telegram', token: new Secret(testToken), apiRoot: server.root, webhook: null, isLimited: false },
    {
      onUpdate: (update) => {
        if (weak.logsUpdates) log.push(JSON.stringify(update));
        return sink(update);
      },
      onGone: async () => {},
      faults,
      now,
      subkey: keyring.subkey,
      group: oneProcess,
      retryAfter: [1],
    },
  );
  const transport: Transport = async (method, payload) => {
    lastAnswer = await channel.transport(method, payload);
    return lastAnswer;
  };
  const aliases = aliasesOf(keyring.subkeys('chat-alias'), 'telegram');
  const strict = createEdge({
    aliases,
    addressKey: keyring.subkey('kept-address'),
    transport,
    commands,
    now,
    isSuperseded: () => false,
    onGone: () => {},
    aloneSince: () => 0,
    sweepList: weak.listsIn ?? createSweepList(db, keyring, (address) => aliases.map((aliasOf) => aliasOf(address))),
    faults,
  });
  const edge = weaken(strict, weak, () => lastAnswer);
  const memory = createChatMemory({
    store: createChatSettingsStore(db, keyring),
    aloneSince: oneProcess.aloneSince,
    today,
    now,
    faults,
  });
  const bot = createBot({
    handlers: {
      services: () => [],
      coping: noCoping,
      today,
      now,
      reports: reportPartsInMemory(now),
      bookings: bookingPartsInMemory(now),
      visibility: { showUnchecked: false },
      isPreview: false,
    },
    memory,
    conversationStates: weak.keepsIn ?? createConversationStateStore<StoredConversation>(db, keyring, now),
    edge,
    forget: (alias) => memory.forget(alias),
    player: idlePlayer,
    feedback: noFeedback,
    contactFaults: noFeedback,
    faults,
  });
  const sink = createUpdateSink({
    carryOver: async () => {},
    edge,
    handle: (update) => bot.handleUpdate(update),
    forget: (alias) => memory.forget(alias),
    queues: createChatQueues(),
    faults,
    inTurn: oneProcess.inTurn,
    now,
    stopping: new AbortController().signal,
    retryAfter: [1],
  });
  await passTime(server);
  await channel.start();
  return {
    server,
    log,
    async stop() {
      await channel.stop();
      await server.stop();
    },
  };
}

/** Lets the ids of messages and updates grow before the bot looks, as they are after a while of service. */
async function passTime(server: BotApiServer): Promise<void> {
  const crowd = server.person({ first_name: 'Crowd' });
  for (let sent = 0; sent < firstMessageId; sent++) crowd.sends('x');
  const afterAll = firstUpdateId + firstMessageId;
  await (await fetch(`${server.root}/bot${testToken}/getUpdates?offset=${afterAll}`)).arrayBuffer();
}

function weaken(edge: Edge, weak: Weaknesses, lastAnswer: () => BotApiAnswer): Edge {
  const addresses = new Map<number, number>();
  return {
    ...edge,
    receive(raw) {
      const received = edge.receive(raw);
      if (received.type !== 'chat') return received;
      const address: number = ((raw as Raw).callback_query ?? (raw as Raw).message ?? (raw as Raw).edited_message).from
        .id;
      addresses.set(address, received.alias);
      return {
        ...received,
        withAddress: (task) =>
          received.withAddress((scrubbed) => {
            const letIn = (weak.letsIn?.(scrubbed, raw) ?? scrubbed) as ScrubbedUpdate;
            if (!weak.hasNoAlias) return task(letIn);
            return task(JSON.parse(JSON.stringify(letIn).replaceAll(String(received.alias), String(address))));
          }),
      };
    },
    fetch: (async (url: string, init: { body: string }) => {
      const payload = JSON.parse(init.body);
      for (const name of ['chat_id', 'callback_query_id']) {
        const alias = addresses.get(Number(payload[name]));
        if (weak.hasNoAlias && alias !== undefined) payload[name] = alias;
      }
      const answer = await edge.fetch(url, { ...init, body: JSON.stringify(payload) } as RequestInit);
      const rebuilt = (await answer.json()) as BotApiAnswer;
      return { json: async () => weak.answers?.(lastAnswer()) ?? rebuilt };
    }) as unknown as typeof fetch,
  };
}
