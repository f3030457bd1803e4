import { type ConversationData, conversations, type VersionedState } from '@grammyjs/conversations';
import { Bot, type Transformer } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import type { CardFeedbackStore } from '../db/card-feedback.ts';
import type { ContactFaultStore } from '../db/contact-faults.ts';
import type { ConversationStateStore } from '../db/conversation-state.ts';
import type { ChatAlias } from '../domain/chat-alias.ts';
import { answerAnything, answerStale } from '../handlers/anything.ts';
import { parseRoute, type Route } from '../handlers/callback-data.ts';
import type { BotContext, HandlerDependencies } from '../handlers/context.ts';
import { type CommandName, commandNames } from '../handlers/flow.ts';
import { formerMessage } from '../handlers/incoming.ts';
import { createFlows } from '../handlers/index.ts';
import { isStartRoute } from '../handlers/router.ts';
import { startVersion } from '../handlers/start/conversation.ts';
import { createStartFlow } from '../handlers/start/flow.ts';
import { answerTypedCode } from '../handlers/typed-code.ts';
import { isWayBack, wayBack } from '../handlers/way-back.ts';
import type { ChatMemory } from './chat-memory.ts';
import type { Edge } from './edge/edge.ts';
import type { ExercisePlayer } from './exercise-player.ts';
import type { FaultLog } from './fault-log.ts';
import { answerPress } from './middleware/answer-press.ts';
import { chatFlavor } from './middleware/chat-flavor.ts';
import { faultBoundary } from './middleware/fault-boundary.ts';
import { tidy } from './middleware/tidy.ts';

/** What the conversations plugin keeps. */
export type StoredConversation = VersionedState<ConversationData>;

export interface BotDependencies {
  readonly handlers: HandlerDependencies;
  readonly memory: ChatMemory;
  readonly conversationStates: ConversationStateStore<StoredConversation>;
  /** The edge; its `fetch` is grammY's only way out, and no token is given. */
  readonly edge: Pick<Edge, 'living' | 'recall' | 'clearMessages' | 'fetch'>;
  /** Deletes settings and state of a chat, and whatever else is kept of it. */
  readonly forget: (alias: ChatAlias) => Promise<void>;
  readonly player: ExercisePlayer;
  readonly feedback: Pick<CardFeedbackStore, 'note'>;
  readonly contactFaults: Pick<ContactFaultStore, 'note'>;
  readonly faults: FaultLog;
}

/** grammY wants to know who it is; nothing behind the edge needs the real name or id. */
const nobody = { id: 0, is_bot: true, first_name: 'Zont', username: 'zont' } as UserFromGetMe;

/** The bot: middlewares and flows in the order in which they see an update. */
export function createBot(dependencies: BotDependencies): Bot<BotContext> {
  const { handlers, memory, edge, forget, player, feedback, contactFaults, faults } = dependencies;
  const bot = new Bot<BotContext>('0:behind-the-edge', {
    botInfo: nobody,
    client: { fetch: edge.fetch, apiRoot: 'http://edge.invalid' },
  });
  bot.api.config.use(deletingNothing(edge.living));
  const router = createFlows(handlers);

  bot.use(chatFlavor({ memory, edge, forget, router, player, feedback, contactFaults, faults }));
  bot.use(faultBoundary(faults));
  bot.use(tidy());
  bot.filter(isStale, answerStale);
  bot.use(answerPress());

  // Before everything else, in any state and any flow: somebody may want to die, or be in danger.
  bot.filter(isInDistress, (ctx) => router.go(ctx, distressRoute(ctx)));

  // Commands and screens come before the conversations: they must work in the middle of any flow,
  // and they need no stored state, so that a press costs no query.
  for (const command of commandNames) {
    bot.command(command, async (ctx, next) => {
      const isKnown = command === 'start' && ctx.settings?.country;
      const route = router.commandRoute(isKnown ? 'menu' : command);
      if (route) return router.go(ctx, route);
      ctx.beginsAnew = true;
      await next();
    });
  }
  bot.on('callback_query', async (ctx, next) => {
    const route = parseRoute(ctx.callbackQuery.data ?? '');
    const isBackToStart = route !== null && isWayBack(route) && isStartRoute(wayBack(route, ctx));
    // What came in between is over; the conversation draws the question that is open there.
    if (isBackToStart) ctx.noteScreen(wayBack(route, ctx));
    if (route && (isStartRoute(route) || isBackToStart)) return next();
    if (route) return router.go(ctx, route);
    ctx.notice = { first: 'menu.first', line: 'errors.oldButton' };
    await ctx.goTo('menu:open', {});
  });
  bot.use(answerTypedCode(handlers, router));
  bot.filter((ctx) => ctx.callbackQuery === undefined && !ctx.beginsAnew, answerAnything(router));

  bot.use(
    conversations<BotContext, BotContext>({
      storage: {
        type: 'key',
        version: startVersion,
        getStorageKey: (ctx) => String(ctx.chatId),
        adapter: byAlias(dependencies.conversationStates),
      },
    }),
  );
  bot.use(createStartFlow(handlers));
  return bot;
}

const isInDistress = (ctx: BotContext) => ctx.update.edge.distress !== null;

/** A, B and C lead to the question; danger from others and danger for the body to numbers. */
function distressRoute(ctx: BotContext): Route {
  const { distress } = ctx.update.edge;
  if (distress === 'danger') return { name: 'distress:danger', args: {} };
  if (distress === 'body') return { name: 'distress:body', args: {} };
  return { name: 'distress:question', args: {} };
}

const isStale = (ctx: BotContext) => ctx.update.edge.isStale;

/** The edge says "done" where no former message is left, as is usual; grammY's client would take its long way to hear that. */
function deletingNothing(living: Edge['living']): Transformer {
  return (call, method, payload, signal) => {
    const { chat_id, message_id } = payload as { chat_id?: number; message_id?: number };
    const isVain = message_id === formerMessage && living.find(Number(chat_id))?.formerIds.length === 0;
    return isVain ? Promise.resolve({ ok: true, result: true as never }) : call(method, payload, signal);
  };
}

/** The names that may pass the edge as text. */
export const commands: ReadonlySet<string> = new Set<CommandName>(commandNames);

/** The plugin keeps states by text; ours by alias. */
function byAlias<S>(store: ConversationStateStore<S>) {
  const alias = (key: string) => Number(key) as ChatAlias;
  return {
    read: (key: string) => store.read(alias(key)),
    write: (key: string, state: S) => store.write(alias(key), state),
    delete: (key: string) => store.delete(alias(key)),
  };
}
