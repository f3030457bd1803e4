import type { MiddlewareFn } from 'grammy';
import { type BotContext, chatOf, type HandlerDependencies } from './context.ts';
import type { Router } from './router.ts';

/** A code that was typed instead of tapped: the message is deleted already, and the code is looked up. */
export function answerTypedCode(
  { reports, bookings }: Pick<HandlerDependencies, 'reports' | 'bookings'>,
  router: Router,
): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    const { code } = ctx.update.edge;
    if (!code) return next();
    const pads = { 'code:pad': reports.pad, 'mine:pad': bookings.pad };
    pads[code.askedBy].set(chatOf(ctx), code.digits);
    await router.go(ctx, { name: code.askedBy === 'code:pad' ? 'code:look' : 'mine:look', args: {} });
  };
}
