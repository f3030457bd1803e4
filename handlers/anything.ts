import type { MiddlewareFn } from 'grammy';
import { parseRoute, type Route } from './callback-data.ts';
import type { BotContext, Notice } from './context.ts';
import type { ContentKind } from './incoming.ts';
import { renderNeutral } from './neutral.ts';
import { isStartRoute, type Router } from './router.ts';
import { show } from './screen.ts';
import { isUrgentHelp } from './urgent-help.ts';

/**
 * Whatever a person sends that is neither a command nor a press: it is already deleted; they hear
 * why, and the screen where they were is sent anew. Who chose nothing yet goes on to the questions.
 */
export function answerAnything(router: Router): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    const route = parseRoute(ctx.screenAtHand ?? '') ?? (ctx.settings ? menu : null);
    ctx.notice = noticeOn(ctx.update.edge.kind, ctx.isTidied, route);
    if (route && !isStartRoute(route)) return router.go(ctx, route);
    ctx.beginsAnew = true;
    await next();
  };
}

/** Hours later the chat may be in other hands: one silent neutral line, and the way to help. Nothing leads back. */
export async function answerStale(ctx: BotContext): Promise<void> {
  await show(ctx, renderNeutral(ctx.words), ctx.words);
  ctx.noteNeutral();
}

const menu: Route = { name: 'menu:open', args: {} };

/**
 * Inside a form a person hears first of all that their answers are still there. People in distress write on in
 * short messages: urgent help stays as it is, and says by itself what could not be deleted.
 */
function noticeOn(kind: ContentKind, isDeleted: boolean, route: Route | null): Notice | null {
  if (route && isUrgentHelp(route)) return null;
  if (!isDeleted) return { first: 'anything.first', line: 'anything.undeleted' };
  if (route?.name === 'report:go') return { first: 'report.typedFirst', line: 'report.typed' };
  if (route?.name === 'code:pad') return { first: 'receipt.first', line: 'receipt.notCode' };
  if (route?.name === 'mine:pad') return { first: 'receipt.first', line: 'my-booking.notCode' };
  return { first: 'anything.first', line: `anything.${kind === 'command' || kind === 'press' ? 'other' : kind}` };
}
