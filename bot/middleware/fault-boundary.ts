import type { MiddlewareFn } from 'grammy';
import type { BotContext } from '../../handlers/context.ts';
import { renderFailure } from '../../handlers/errors.ts';
import { show } from '../../handlers/screen.ts';
import type { FaultLog } from '../fault-log.ts';
import { isGone, isPassing, isUnsure, rootOf } from '../passing-fault.ts';

/**
 * A handler that fails answers all the same: "not saved" or "not sure", try again, urgent help. What may go
 * through later is thrown on, so that the update is tried again as a whole.
 */
export function faultBoundary(faults: FaultLog): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      if (isPassing(error)) throw error;
      // Nobody is there to hear of it; the edge has had everything forgotten.
      if (isGone(error)) return;
      faults.report('handler_failed', 'handler', rootOf(error));
      const press = ctx.callbackQuery?.data;
      // What is done by a press alone can be tried again as it was.
      const isUnsurePress = Boolean(press) && isUnsure(error);
      await show(ctx, renderFailure(ctx.words, press || ctx.screenAtHand, isUnsurePress), ctx.words);
    }
  };
}
