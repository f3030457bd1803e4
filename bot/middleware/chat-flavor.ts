import type { MiddlewareFn } from 'grammy';
import type { CardFeedbackStore } from '../../db/card-feedback.ts';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import { isLanguage } from '../../domain/language.ts';
import { open } from '../../handlers/callback-data.ts';
import { type BotContext, fallbackLanguage } from '../../handlers/context.ts';
import { isDistressRoute, type Router } from '../../handlers/router.ts';
import { wordsIn } from '../../locales/index.ts';
import type { ChatMemory } from '../chat-memory.ts';
import type { LivingMessages } from '../edge/living-messages.ts';
import type { ExercisePlayer } from '../exercise-player.ts';

export interface ChatFlavorParts {
  readonly memory: ChatMemory;
  readonly living: LivingMessages;
  readonly router: Router;
  readonly player: ExercisePlayer;
  readonly feedback: Pick<CardFeedbackStore, 'note'>;
}

/** Puts on the context what handlers find there. Private chats only: the edge lets in no other. */
export function chatFlavor({ memory, living, router, player, feedback }: ChatFlavorParts): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    const alias = ctx.chatId as ChatAlias;
    // Whatever a person does, they lead from here on.
    player.stop(alias);
    const hint = ctx.from?.language_code ?? '';
    ctx.settings = await memory.recall(alias);
    ctx.words = wordsIn(ctx.settings?.language ?? (isLanguage(hint) ? hint : fallbackLanguage));
    ctx.notice = null;
    ctx.beginsAnew = false;
    ctx.remember = async (settings) => {
      await memory.remember(alias, settings);
      ctx.settings = settings;
      ctx.words = wordsIn(settings.language);
    };
    ctx.noteScreen = (route) => living.setRoute(alias, open(route.name, route.args as never), isDistressRoute(route));
    const { route: screenAtHand, routeBefore: screenBefore } = living.find(alias) ?? {};
    Object.assign(ctx, { screenAtHand, screenBefore });
    ctx.playOn = (frames) => player.play(alias, frames);
    ctx.countFeedback = (cardId, tag) => feedback.note(alias, cardId, ctx.words.language, tag);
    ctx.goTo = (name, args) => router.go(ctx, { name, args } as never);
    await next();
  };
}
