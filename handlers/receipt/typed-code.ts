import type { MiddlewareFn } from 'grammy';
import type { ChatAlias } from '../../domain/chat-alias.ts';
import type { BotContext, HandlerDependencies } from '../context.ts';
import type { Router } from '../router.ts';

/** A code that was typed instead of tapped: the message is deleted already, and the code is looked up. */
export function answerTypedCode({ reports }: HandlerDependencies, router: Router): MiddlewareFn<BotContext> {
  return async (ctx) => {
    reports.pad.set(ctx.chatId as ChatAlias, ctx.update.edge.code ?? '');
    await router.go(ctx, { name: 'code:look', args: {} });
  };
}
