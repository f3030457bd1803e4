import type { MiddlewareFn } from 'grammy';
import type { BotContext } from '../../handlers/context.ts';
import { messageAtHand } from '../../handlers/incoming.ts';
import { removeMessage } from '../../handlers/screen.ts';

/** Deletes at once what a person typed or sent, before anything else is done with it. */
export function tidy(): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    ctx.isTidied = ctx.callbackQuery === undefined && (await removeMessage(ctx, messageAtHand));
    await next();
  };
}
