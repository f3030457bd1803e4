import type { MiddlewareFn } from 'grammy';
import type { CardFeedbackStore } from '../../db/card-feedback.ts';
import type { ContactFaultStore } from '../../db/contact-faults.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import { isLanguage } from '../../domain/language.ts';
import { open } from '../../handlers/callback-data.ts';
import { type BotContext, chatOf, fallbackLanguage } from '../../handlers/context.ts';
import type { Router } from '../../handlers/router.ts';
import { contentOf } from '../../handlers/screen.ts';
import { screensBeforeNext } from '../../handlers/way-back.ts';
import { wordsIn } from '../../locales/index.ts';
import type { ChatMemory } from '../chat-memory.ts';
import type { Edge } from '../edge/edge.ts';
import type { ExercisePlayer } from '../exercise-player.ts';
import type { FaultLog } from '../fault-log.ts';

export interface ChatFlavorParts {
  readonly memory: ChatMemory;
  readonly edge: Pick<Edge, 'living' | 'recall' | 'clearMessages'>;
  /** Deletes all that is kept of a chat. */
  readonly forget: (alias: ChatAlias) => Promise<void>;
  readonly router: Router;
  readonly player: ExercisePlayer;
  readonly feedback: Pick<CardFeedbackStore, 'note'>;
  readonly faults: FaultLog;
  readonly contactFaults: Pick<ContactFaultStore, 'note'>;
}

/** Puts on the context what handlers find there. Private chats only: the edge lets in no other. */
export function chatFlavor(parts: ChatFlavorParts): MiddlewareFn<BotContext> {
  const { memory, edge, router, player, feedback, contactFaults } = parts;
  const { living } = edge;
  return async (ctx, next) => {
    const alias = chatOf(ctx);
    const stopWhatPlays = player.stopperOf(alias);
    const hint = ctx.from?.language_code ?? '';
    const [settings] = await Promise.all([memory.recall(alias), edge.recall(alias, ctx.callbackQuery !== undefined)]);
    ctx.settings = settings;
    ctx.words = wordsIn(ctx.settings?.language ?? (isLanguage(hint) ? hint : fallbackLanguage));
    ctx.notice = null;
    ctx.beginsAnew = false;
    ctx.remember = async (changed) => {
      const settings = { ...ctx.settings, ...changed };
      await memory.remember(alias, settings);
      ctx.settings = settings;
      ctx.words = wordsIn(settings.language);
    };
    ctx.noteScreen = (route) => {
      ctx.screensBefore = screensBeforeNext(route, ctx);
      ctx.screenAtHand = open(route.name, route.args as never);
      living.setRoute(alias, ctx.screenAtHand, ctx.screensBefore);
    };
    ctx.noteNeutral = () => living.setRoute(alias, '', []);
    const { route: screenAtHand, routesBefore: screensBefore } = living.find(alias) ?? {};
    Object.assign(ctx, { screenAtHand, screensBefore });
    ctx.clearChat = async (neutral) => {
      const { isOldLeft, isUnfinished } = await edge.clearMessages(alias, contentOf(neutral, ctx.words));
      const isForgotten = await parts.forget(alias).then(
        () => true,
        (error) => {
          parts.faults.report('clear_unfinished', 'database', error);
          return false;
        },
      );
      ctx.settings = null;
      return { isOldLeft, isUnfinished, isForgotten };
    };
    ctx.playOn = (frames) => player.play(alias, frames, ctx.words);
    ctx.countFeedback = (cardId, tag) => feedback.note(alias, cardId, ctx.words.language, tag);
    ctx.noteWrongContact = (organizationId) => contactFaults.note(alias, organizationId);
    ctx.goTo = (name, args) => router.go(ctx, { name, args } as never);
    await next();
    // Whatever a person does, they lead from here on: a screen that came due meanwhile waits for the chat's turn, and
    // comes no more. Where it failed, a screen that was to close by itself still stands there, and still closes.
    stopWhatPlays();
  };
}
