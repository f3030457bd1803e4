import type { MiddlewareFn } from 'grammy';
import { parseRoute, type Route } from './callback-data.ts';
import type { BotContext, Notice } from './context.ts';
import type { ContentKind } from './incoming.ts';
import { renderNeutral } from './neutral.ts';
import { isStartRoute, type Router } from './router.ts';
import { show } from './screen.ts';

/**
 * Whatever a person sends that is neither a command nor a press: it is already deleted; they hear
 * why, and the screen where they were is sent anew. Who chose nothing yet goes on to the questions.
 */
export function answerAnything(router: Router): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    ctx.notice = noticeOn(ctx.update.edge.kind, ctx.isTidied);
    const route = parseRoute(ctx.screenAtHand ?? '') ?? (ctx.settings ? menu : null);
    if (route && !isStartRoute(route)) return router.go(ctx, route);
    ctx.beginsAnew = true;
    await next();
  };
}

/** Hours later the chat may be in other hands: one silent neutral line, and the way to help. */
export async function answerStale(ctx: BotContext): Promise<void> {
  await show(ctx, renderNeutral(ctx.words));
}

const menu: Route = { name: 'menu:open', args: {} };

function noticeOn(kind: ContentKind, isDeleted: boolean): Notice {
  const line = kind === 'command' || kind === 'press' ? 'other' : kind;
  return { first: 'anything.first', line: isDeleted ? `anything.${line}` : 'anything.undeleted' };
}
