import { GrammyError, type MiddlewareFn } from 'grammy';
import type { BotContext } from '../../handlers/context.ts';
import { languageMark } from '../../handlers/screen.ts';
import { isPassing } from '../passing-fault.ts';

/** Telegram cuts pop-ups here. */
const longestAnswer = 200;

interface Said {
  readonly text?: string;
  readonly show_alert?: boolean;
}

/**
 * Every press is answered once, or the button would go on turning for a minute: beside the screen
 * that it leads to, since one after the other would take two journeys to Telegram; else at the end.
 */
export function answerPress(): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    let said: Said | undefined;
    let sending: Promise<void> | undefined;
    ctx.answer = (text, options) => {
      if (sending) throw new Error('the press is answered already');
      said ??= { text: text.slice(0, longestAnswer), show_alert: options?.isAlert ?? false };
    };
    ctx.answerBeside = () => {
      sending ??= send(ctx, said ?? {});
      // Whoever awaits it below hears of a failure.
      sending.catch(() => {});
    };
    try {
      await next();
    } catch (error) {
      // The screen says what failed. What is tried again as a whole is answered then.
      if (!isPassing(error)) ctx.answerBeside();
      await sending?.catch(() => {});
      throw error;
    }
    ctx.answerBeside();
    await sending;
  };
}

async function send(ctx: BotContext, said: Said): Promise<void> {
  if (ctx.callbackQuery === undefined) return;
  try {
    await ctx.answerCallbackQuery({ ...said, ...languageMark(ctx.words) });
  } catch (error) {
    // Too old: the screen has changed all the same.
    if (!(error instanceof GrammyError && error.error_code === 400)) throw error;
  }
}
