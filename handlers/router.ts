import type { Arguments, Route, RouteName } from './callback-data.ts';
import type { BotContext } from './context.ts';
import type { CommandName, Flow, RouteHandler, RouteHandlers } from './flow.ts';
import { show, withNotice } from './screen.ts';

/** The routes that the conversation at the beginning answers. */
type StartRoute = Extract<RouteName, `start:${string}`>;
export type RoutedName = Exclude<RouteName, StartRoute>;

/** Finds the handler of a route or command and shows the screen that it answers with. */
export interface Router {
  go(ctx: BotContext, route: Route): Promise<void>;
  /** Where a command leads; undefined for `/start`, which asks questions first. */
  commandRoute(command: CommandName): Route | undefined;
}

/** True for a route of the questions at the beginning. */
export const isStartRoute = (route: Route): boolean => route.name.startsWith('start:');

/** A router over all flows; every route but those of `/start` must have its handler. */
export function createRouter(handlers: Pick<RouteHandlers, RoutedName>, commands: Flow['commands']): Router {
  async function go(ctx: BotContext, route: Route): Promise<void> {
    if (!Object.hasOwn(handlers, route.name)) throw new Error('a route without a handler');
    const handle = handlers[route.name as RoutedName] as RouteHandler<RouteName>;
    const screen = await handle(ctx, route.args as Arguments<RouteName>);
    if (!screen) return;
    const { notice, words } = ctx;
    ctx.notice = null;
    ctx.answerBeside();
    await show(
      ctx,
      notice
        ? withNotice(screen, { first: words.text(notice.first), line: words.text(notice.line, notice.values) })
        : screen,
      words,
    );
    // After a change of language the person is back on the screen where they were.
    if (route.name !== 'language:ask') ctx.noteScreen(route);
  }
  return { go, commandRoute: (command) => commands[command] };
}
