import { GrammyError, type MiddlewareFn } from 'grammy';
import type { BotContext } from '../../handlers/context.ts';
import { isPassing } from '../passing-fault.ts';

/** Telegram cuts pop-ups here. */
const longestAnswer = 200;

/** Every press is answered once, at the end, or the button would go on turning for a minute. */
export function answerPress(): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    let isAnswered = false;
    const send = async (options: { text?: string; show_alert?: boolean }) => {
      if (isAnswered || ctx.callbackQuery === undefined) return;
      isAnswered = true;
      try {
        await ctx.answerCallbackQuery(options);
      } catch (error) {
        // Too old: the screen has changed all the same.
        if (!(error instanceof GrammyError && error.error_code === 400)) throw error;
      }
    };
    ctx.answer = (text, options) => send({ text: text.slice(0, longestAnswer), show_alert: options?.isAlert ?? false });
    try {
      await next();
    } catch (error) {
      // The screen says what failed. What is tried again as a whole is answered then.
      if (!isPassing(error)) await send({}).catch(() => {});
      throw error;
    }
    await send({});
  };
}
