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

/** True for questions and urgent help that come between: the person can go on where they were before. */
export const isInBetween = (route: Route): boolean =>
  route.name.startsWith('distress:') ||
  route.name.startsWith('sos:') ||
  route.name === 'clear:ask' ||
  (route.name === 'country:ask' && route.args.next === 'sos');

/** True for what takes several steps, and is lost time when somebody must begin it again: a report, a booking. */
export const isUnderWay = (route: Route | null): boolean =>
  route !== null && (route.name === 'report:go' || /^(book|meet|mine):/.test(route.name));

/** True for a way back to the screen before. */
export const isWayBack = (route: Route): boolean => route.name === 'distress:resume' || route.name === 'clear:keep';

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
    );
    // After a change of language the person is back on the screen where they were.
    if (route.name !== 'language:ask') ctx.noteScreen(route);
  }
  return { go, commandRoute: (command) => commands[command] };
}
